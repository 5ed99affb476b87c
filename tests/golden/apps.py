"""The apps that scenes are played on, and the golden files of each."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

from config.texts import language_name
from storage.named_links import LINK_LETTERS
from storage.petition_rows import CODE_ALPHABET
from storage.store import Store
from tests.golden import discord, telegram
from tests.golden.catalogue import Scene, scenes_of
from tests.golden.stage import Stage, Step

CODE_OF_A_LINK = re.compile(rf"\b[{CODE_ALPHABET}]{{{LINK_LETTERS}}}\b")
CODE_OF_A_DRAFT = re.compile(r"((?:Draft|Entwurf|Borrador) · \w+ )[A-Z]{6}")
ONE_TIME_CODE = re.compile(r"(?:[A-Z2-9]{4}-){1,2}[A-Z2-9]{4}(?![A-Z2-9])|(?<=invite-)[A-Z2-9]{12}")
"""Drawn by chance, and so written as no code is."""


@dataclass(frozen=True, slots=True)
class App:
    """One of them; `staged` opens a stage in a world of its own, over a store with the sample campaigns."""

    name: str
    staged: Callable[[Store, Scene, str], AbstractAsyncContextManager[Stage]]

    @property
    def folder(self) -> Path:
        """Where its golden files are."""
        return Path(__file__).parent / self.name

    @property
    def scenes(self) -> list[tuple[Scene, str]]:
        """Those that are played on it, in each of their languages."""
        return [(scene, locale) for scene in scenes_of(self.name) for locale in scene.languages]

    def file_of(self, scene: Scene, locale: str) -> Path:
        """The golden file of a scene in a language."""
        return self.folder / (f"{scene.name}.txt" if locale == "en" else f"{scene.name}.{locale}.txt")

    async def played(self, store: Store, scene: Scene, locale: str) -> list[Step]:
        """The steps of a scene."""
        async with self.staged(store, scene, locale) as stage:
            await scene.walk(stage)
        return stage.steps


APPS = (App(telegram.NAME, telegram.staged), App(discord.NAME, discord.staged))


def written(scene: Scene, locale: str, steps: list[Step]) -> str:
    """A golden file."""
    spoken = "" if locale == "en" else f" ({language_name(locale)})"
    head = f"{scene.about}{spoken}"
    written = ONE_TIME_CODE.sub(_stars, "\n\n\n".join([head, *map(_step, steps)])) + "\n"
    return CODE_OF_A_LINK.sub(_stars, CODE_OF_A_DRAFT.sub(r"\1******", written))


def _stars(code: re.Match[str]) -> str:
    return re.sub("[A-Z2-9]", "*", code[0])


def _step(step: Step) -> str:
    return f"> {step.did} [{', '.join(step.verbs)}]\n\n{step.seen.written()}"
