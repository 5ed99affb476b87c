"""Scenes on Telegram: each is played in a world of its own over the strict server, and written as one text."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.dispatch import Dispatch
from config.texts import language_name
from storage.store import Store
from tests.golden.catalogue import Scene
from tests.golden.stage import Stage, Step, Troupe
from tests.golden.telegram_eye import TelegramEye
from tests.journeys.telegram_world import TelegramWorld, running

NAME = "telegram"
FOLDER = Path(__file__).parent / NAME
LINK_CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b")
"""Drawn by chance, and so written as no code is."""


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
    """A stage for this scene, over a store with the sample campaigns."""
    traits: dict[str, Any] = dict(scene.traits)
    async with running(StagedTelegram(store, **traits)) as world:
        assert isinstance(world, StagedTelegram)
        yield Stage(world, TelegramEye(world.api), world.troupe, locale)


async def played(store: Store, scene: Scene, locale: str) -> list[Step]:
    """The steps of a scene."""
    async with staged(store, scene, locale) as stage:
        await scene.walk(stage)
    return stage.steps


def file_of(scene: Scene, locale: str) -> Path:
    """Where its golden file is."""
    return FOLDER / (f"{scene.name}.txt" if locale == "en" else f"{scene.name}.{locale}.txt")


def written(scene: Scene, locale: str, steps: list[Step]) -> str:
    """A golden file."""
    spoken = "" if locale == "en" else f" ({language_name(locale)})"
    head = f"{scene.about}{spoken}"
    return LINK_CODE.sub("****-****", "\n\n\n".join([head, *map(_step, steps)])) + "\n"


def _step(step: Step) -> str:
    return f"> {step.did} [{', '.join(step.verbs)}]\n\n{step.seen.written()}"
