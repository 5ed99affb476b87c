"""`make gallery`: a picture of every golden scene, light and dark, on a phone and on a desk, and a page of them all."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.gallery import chromium, telegram_page
from tests.gallery.index import index
from tests.golden import telegram
from tests.golden.catalogue import Scene, scenes_of
from tests.golden.stage import Step
from tests.journeys.conftest import Campaigns
from tests.stores import Stores

NO_CHROMIUM = "The gallery needs a Chromium, and there is none here; on Debian, install the package chromium."


@dataclass(frozen=True, slots=True)
class Device:
    """How wide a screen is, and how many steps stand beside one another in a picture."""

    name: str
    width: int
    most_columns: int


@dataclass(frozen=True, slots=True)
class Played:
    """A scene in one language, and what was seen."""

    scene: Scene
    locale: str
    steps: list[Step]

    @property
    def name(self) -> str:
        """What its pictures are called."""
        return self.scene.name if self.locale == "en" else f"{self.scene.name}.{self.locale}"


PHONE, DESK = Device("phone", 360, 4), Device("desk", 760, 2)
ALL_LOOKS = (("light", PHONE), ("dark", PHONE), ("light", DESK), ("dark", DESK))
OTHER_LANGUAGES = ALL_LOOKS[:1]


def main(to: Path, names: set[str]) -> None:
    """Play the scenes, all unless some are named, and take their pictures."""
    program = chromium.found()
    if program is None:
        sys.exit(NO_CHROMIUM)
    to.mkdir(parents=True, exist_ok=True)
    scenes = asyncio.run(all_played(names))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        asyncio.run(take_all(scenes, program, Path(profile), to))
    if not names:
        pictures = [(each.name, each.scene.about, list(files_of(each))) for each in scenes]
        (to / "index.html").write_text(index(pictures), encoding="utf-8")
    print(f"{len(scenes)} scenes in {to}/index.html")


async def all_played(names: set[str]) -> list[Played]:
    """Every scene in each of its languages."""
    played = []
    with tempfile.TemporaryDirectory() as folder:
        stores = Stores(Path(folder))
        campaigns = Campaigns(stores, Path(folder))
        for scene in scenes_of(telegram.NAME):
            for locale in scene.languages if not names or scene.name in names else ():
                played.append(Played(scene, locale, await _play(scene, locale, campaigns)))
        stores.close()
    return played


async def _play(scene: Scene, locale: str, campaigns: Campaigns) -> list[Step]:
    with tempfile.TemporaryDirectory() as folder:
        store = await campaigns.open("sqlite", Path(folder))
        steps = await telegram.played(store, scene, locale)
        await store.close()
    return steps


async def take_all(scenes: list[Played], program: str, profile: Path, to: Path) -> None:
    """Every scene, by one browser."""
    async with chromium.opened(program, profile) as browser:
        for scene in scenes:
            for look, device in looks_of(scene):
                (to / file_of(scene, look, device)).write_bytes(await picture(browser, scene.steps, look, device))


async def picture(browser: chromium.Chromium, steps: list[Step], look: str, device: Device) -> bytes:
    """The steps beside one another."""
    columns = min(len(steps), device.most_columns)
    html = telegram_page.page(steps, columns=columns, width=device.width, is_dark=look == "dark")
    return await browser.picture(html, telegram_page.width_of(columns, device.width))


def looks_of(scene: Played) -> tuple[tuple[str, Device], ...]:
    """Other languages are looked at where there is least room."""
    return ALL_LOOKS if scene.locale == "en" else OTHER_LANGUAGES


def files_of(scene: Played) -> Iterator[str]:
    """The names of a scene's pictures."""
    return (file_of(scene, look, device) for look, device in looks_of(scene))


def file_of(scene: Played, look: str, device: Device) -> str:
    """The name of one picture."""
    return f"telegram-{scene.name}-{look}-{device.name}.png"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("gallery"), set(sys.argv[2:]))
