"""`make gallery`: a picture of every golden scene, light and dark, on a phone and on a desk, and a page of them all."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.gallery import chromium, discord_page, telegram_page
from tests.gallery.framing import width_of
from tests.gallery.index import index
from tests.golden.apps import APPS, App
from tests.golden.catalogue import Scene
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
    """A scene in one language on an app, and what was seen."""

    app: App
    scene: Scene
    locale: str
    steps: list[Step]

    @property
    def name(self) -> str:
        """What its pictures are called."""
        return f"{self.app.name}-{self.app.file_of(self.scene, self.locale).stem}"


PHONE, DESK = Device("phone", 360, 4), Device("desk", 760, 2)
ALL_LOOKS = (("light", PHONE), ("dark", PHONE), ("light", DESK), ("dark", DESK))
OTHER_LANGUAGES = ALL_LOOKS[:1]
PAGES = {"telegram": telegram_page.page, "discord": discord_page.page}


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
        for app, scene, locale in wanted(names):
            played.append(Played(app, scene, locale, await _play(app, scene, locale, campaigns)))
        stores.close()
    return played


def wanted(names: set[str]) -> Iterator[tuple[App, Scene, str]]:
    """All there is, unless some are named: a scene, an app, or both as `discord-story`."""
    for app in APPS:
        for scene, locale in app.scenes:
            if not names or names & {scene.name, app.name, f"{app.name}-{scene.name}"}:
                yield app, scene, locale


async def _play(app: App, scene: Scene, locale: str, campaigns: Campaigns) -> list[Step]:
    with tempfile.TemporaryDirectory() as folder:
        async with campaigns.open("sqlite", Path(folder)) as store:
            return await app.played(store, scene, locale)


async def take_all(scenes: list[Played], program: str, profile: Path, to: Path) -> None:
    """Every scene, by one browser."""
    async with chromium.opened(program, profile) as browser:
        for scene in scenes:
            for look, device in looks_of(scene):
                (to / file_of(scene, look, device)).write_bytes(await picture(browser, scene, look, device))


async def picture(browser: chromium.Chromium, scene: Played, look: str, device: Device) -> bytes:
    """The steps beside one another."""
    columns = min(len(scene.steps), device.most_columns)
    page = PAGES[scene.app.name]
    html = page(scene.steps, columns=columns, width=device.width, is_dark=look == "dark")
    return await browser.picture(html, width_of(columns, device.width))


def looks_of(scene: Played) -> tuple[tuple[str, Device], ...]:
    """Other languages are looked at where there is least room."""
    return ALL_LOOKS if scene.locale == "en" else OTHER_LANGUAGES


def files_of(scene: Played) -> Iterator[str]:
    """The names of a scene's pictures."""
    return (file_of(scene, look, device) for look, device in looks_of(scene))


def file_of(scene: Played, look: str, device: Device) -> str:
    """The name of one picture."""
    return f"{scene.name}-{look}-{device.name}.png"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("gallery"), set(sys.argv[2:]))
