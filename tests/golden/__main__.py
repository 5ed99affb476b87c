"""`make golden`: plays every scene, or those named, and writes its golden file anew."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.golden import telegram
from tests.golden.catalogue import Scene, scenes_of
from tests.journeys.conftest import Campaigns
from tests.stores import Stores


async def write(names: set[str]) -> None:
    """Write what has changed, take away what has no scene, and say so."""
    wanted = set()
    with tempfile.TemporaryDirectory() as folder:
        stores = Stores(Path(folder))
        campaigns = Campaigns(stores, Path(folder))
        for scene in scenes_of(telegram.NAME):
            wanted |= {telegram.file_of(scene, locale) for locale in scene.languages}
            for locale in scene.languages if not names or scene.name in names else ():
                await _write(scene, locale, campaigns)
        stores.close()
    for file in set(telegram.FOLDER.glob("*")) - wanted:
        file.unlink()
        print(f"gone: {file.name}")


async def _write(scene: Scene, locale: str, campaigns: Campaigns) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = await campaigns.open("sqlite", Path(folder))
        steps = await telegram.played(store, scene, locale)
        await store.close()
    file, text = telegram.file_of(scene, locale), telegram.written(scene, locale, steps)
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        print(f"written: {file.name}")


if __name__ == "__main__":
    asyncio.run(write(set(sys.argv[1:])))
