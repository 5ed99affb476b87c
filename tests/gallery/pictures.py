"""`make pictures`: the few pictures that the README shows, each one step of a scene on a phone."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.gallery import chromium
from tests.gallery.__main__ import NO_CHROMIUM, PAGES, PHONE, Played, all_played

SHOWN = {
    "petition": ("telegram-petition-open", 0, "light"),
    "petition-dark": ("telegram-petition-open", 0, "dark"),
    "story": ("telegram-story", 1, "light"),
    "form": ("telegram-signed-with-a-name", 5, "light"),
    "thank-you": ("telegram-signed-with-a-name", 8, "light"),
    "share": ("telegram-share", 0, "light"),
    "group": ("telegram-group-choice", 6, "light"),
    "rehearsal": ("telegram-telling", 11, "light"),
    "chart": ("telegram-charts-of-time", 4, "dark"),
    "discord-card": ("discord-server-set-up", 3, "dark"),
    "discord-window": ("discord-signed-with-a-name", 0, "dark"),
    "discord-message": ("discord-told-directly", 2, "dark"),
}
"""The picture's name; the app and the scene, which of its steps, and the look."""
SCALE = 1.5
CUT_AT = {"story": 515}
"""Where a picture ends before the screen does: of a story the beginning is enough."""


def main(to: Path) -> None:
    """Play what is shown, and take its pictures."""
    program = chromium.found()
    if program is None:
        sys.exit(NO_CHROMIUM)
    to.mkdir(parents=True, exist_ok=True)
    played = asyncio.run(all_played({scene for scene, _step, _look in SHOWN.values()}))
    scenes = {each.name: each for each in played}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        asyncio.run(take(scenes, program, Path(profile), to))


async def take(scenes: dict[str, Played], program: str, profile: Path, to: Path) -> None:
    """By one browser, sharp enough for a page."""
    async with chromium.opened(program, profile) as browser:
        for name, (scene, at, look) in SHOWN.items():
            played = scenes[scene]
            step = played.steps[at : at + 1]
            draw = PAGES[played.app.name]
            page = draw(step, columns=1, width=PHONE.width, is_dark=look == "dark", is_told=False)
            tallest = CUT_AT.get(name, chromium.TALLEST)
            (to / f"{name}.png").write_bytes(await browser.picture(page, PHONE.width, SCALE, tallest))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs/pictures"))
