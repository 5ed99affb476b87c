"""Scenes on Telegram: each is played in a world of its own over the strict server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.dispatch import Dispatch
from storage.file_store import FileStore
from storage.store import Store
from tests.golden.catalogue import Scene
from tests.golden.stage import Stage, Troupe
from tests.golden.telegram_eye import TelegramEye
from tests.journeys.telegram_world import TelegramWorld, running

NAME = "telegram"


@dataclass
class StagedTelegram(TelegramWorld):
    """A world whose dispatch tells which routes run."""

    is_inline: bool = False
    troupe: Troupe = field(default_factory=Troupe)

    def __post_init__(self) -> None:
        """Inline mode is on where the scene wants it."""
        super().__post_init__()
        self.api.world.is_inline = self.is_inline

    def dispatch(self) -> Dispatch:
        """The troupe's."""
        return self.troupe.dispatch(self)


@asynccontextmanager
async def staged(store: Store, scene: Scene, locale: str) -> AsyncIterator[Stage]:
    """A stage for this scene."""
    traits: dict[str, Any] = dict(scene.traits)
    with TemporaryDirectory() as folder:
        files = FileStore(Path(folder))
        async with running(StagedTelegram(store, files=files, **traits)) as world:
            assert isinstance(world, StagedTelegram)
            yield Stage(world, TelegramEye(world.api), world.troupe, NAME, locale)
