"""`make gallery`: a picture of every scene, light and dark, on a phone and on a desk, into a folder."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.gallery import chromium, telegram_page
from tests.gallery.scenes import Scene, all_scenes

WIDTHS = {"phone": 360, "desk": 760}
LOOKS = ("light", "dark")
NO_CHROMIUM = "The gallery needs a Chromium, and there is none here; on Debian, install the package chromium."


def main(to: Path) -> None:
    """Walk all scenes and take their pictures."""
    program = chromium.found()
    if program is None:
        sys.exit(NO_CHROMIUM)
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        scenes = asyncio.run(all_scenes(Path(folder)))
        asyncio.run(take_all(scenes, program, Path(profile), to))
    print(f"{len(scenes)} scenes in {to}")


async def take_all(scenes: list[Scene], program: str, profile: Path, to: Path) -> None:
    """Every scene, by one browser."""
    async with chromium.opened(program, profile) as browser:
        for scene in scenes:
            await take(browser, scene, to)


async def take(browser: chromium.Chromium, scene: Scene, to: Path) -> None:
    """One scene in every look and width."""
    for look in LOOKS:
        html = telegram_page.page(scene.messages, is_dark=look == "dark")
        for device, width in WIDTHS.items():
            picture = await browser.picture(html, width)
            (to / f"telegram-{scene.name}-{look}-{device}.png").write_bytes(picture)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("gallery"))
