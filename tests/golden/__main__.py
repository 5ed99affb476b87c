"""`make golden`: plays every scene, or those named, and writes its golden file anew."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.golden.apps import APPS, App, written
from tests.golden.catalogue import Scene
from tests.journeys.conftest import Campaigns
from tests.stores import Stores


async def write(names: set[str]) -> None:
    """Write what has changed, take away what has no scene, and say so."""
    with tempfile.TemporaryDirectory() as folder:
        stores = Stores(Path(folder))
        campaigns = Campaigns(stores, Path(folder))
        for app in APPS:
            for scene, locale in app.scenes:
                if not names or scene.name in names:
                    await _write(app, scene, locale, campaigns)
            _takes_away(app)
        stores.close()


def _takes_away(app: App) -> None:
    for file in set(app.folder.glob("*")) - {app.file_of(scene, locale) for scene, locale in app.scenes}:
        file.unlink()
        print(f"gone: {app.name}/{file.name}")


async def _write(app: App, scene: Scene, locale: str, campaigns: Campaigns) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with campaigns.open("sqlite", Path(folder)) as store:
            steps = await app.played(store, scene, locale)
    file, text = app.file_of(scene, locale), written(scene, locale, steps)
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        print(f"written: {app.name}/{file.name}")


if __name__ == "__main__":
    asyncio.run(write(set(sys.argv[1:])))
