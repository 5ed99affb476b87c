"""Scenes on Discord: each is played in a world of its own over the strict server."""

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
from tests.golden.discord_eye import DiscordEye
from tests.golden.stage import Stage, Troupe
from tests.journeys.discord_world import DiscordWorld, running

NAME = "discord"


@dataclass
class StagedDiscord(DiscordWorld):
    """A world whose dispatch tells which routes run."""

    troupe: Troupe = field(default_factory=Troupe)

    def dispatch(self) -> Dispatch:
        """The troupe's."""
        return self.troupe.dispatch(self)


@asynccontextmanager
async def staged(store: Store, scene: Scene, locale: str) -> AsyncIterator[Stage]:
    """A stage for this scene."""
    traits: dict[str, Any] = dict(scene.traits)
    with TemporaryDirectory() as folder:
        files = FileStore(Path(folder))
        async with running(StagedDiscord(store, files=files, **traits)) as world:
            assert isinstance(world, StagedDiscord)
            yield Stage(world, DiscordEye(world.api), world.troupe, NAME, locale)
