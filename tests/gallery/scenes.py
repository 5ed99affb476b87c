"""Scenes on Telegram, walked by people through the strict server, so that each bubble is one that was really sent."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from copy import copy
from dataclasses import dataclass
from pathlib import Path

from tests.gallery.telegram_world import TelegramWorld, telegram_world
from tests.telegram_api import Message, Person


@dataclass(frozen=True, slots=True)
class Scene:
    """What stands in a chat at one moment, with the name its picture gets."""

    name: str
    messages: tuple[Message, ...]


@dataclass(slots=True)
class Walker:
    """Somebody who walks through the program, and the scenes they came by."""

    person: Person
    world: TelegramWorld
    scenes: list[Scene]

    async def starts(self, payload: str = "") -> None:
        """Come in by a link, or without."""
        await self.person.starts(payload)
        await self.world.rests()

    async def taps(self, *labels: str) -> None:
        """Tap one button after another."""
        for label in labels:
            await self.person.taps(label)
            await self.world.rests()

    async def types(self, *lines: str) -> None:
        """Write one message after another."""
        for line in lines:
            await self.person.sends(line)
            await self.world.rests()

    def keeps(self, name: str, newest: int = 1) -> None:
        """Remember what stands last in the chat, as it is now."""
        self.scenes.append(Scene(name, tuple(map(copy, self.person.chat.messages[-newest:]))))


async def reading(walker: Walker) -> None:
    """Coming in, looking around, reading."""
    await walker.starts()
    walker.keeps("start")
    await walker.taps("More")
    walker.keeps("help")
    await walker.starts("PLZGFY")
    walker.keeps("petition")
    await walker.taps("Who can see what")
    walker.keeps("who-can-see-what")
    await walker.taps("Back to petition", "Read the story")
    walker.keeps("story")
    await walker.types("married")
    walker.keeps("search")
    await walker.types("nothing like this")
    walker.keeps("search-empty")
    await walker.types("/stories")
    walker.keeps("stories")
    await walker.types("/nonsense")
    walker.keeps("unknown-command")


async def signing(walker: Walker) -> None:
    """Counted only, then with a name and a reason."""
    await walker.starts("PLZGFY")
    await walker.taps("Sign, counted only")
    walker.keeps("signed-and-thanked", 2)
    await walker.taps("Change or withdraw", "Add my name or reason")
    walker.keeps("form-how-shown")
    await walker.taps("Name and reason")
    await walker.types("Ada L.")
    await walker.types("Leeds")
    walker.keeps("form-reason")
    await walker.types("Families belong together.")
    walker.keeps("form-preview")
    await walker.types("/mine")
    walker.keeps("my-signatures")
    await walker.types("/settings")
    walker.keeps("settings")
    await walker.types("/privacy")
    walker.keeps("privacy")
    await walker.types("stop")
    walker.keeps("stopped")


async def sharing(walker: Walker) -> None:
    """Handing a petition on."""
    await walker.starts("PLZGFY")
    await walker.taps("Share")
    walker.keeps("share")
    await walker.taps("Show a QR picture")
    walker.keeps("share-qr")


WALKS: dict[str, tuple[Callable[[Walker], Awaitable[None]], str]] = {
    "reading": (reading, "en"),
    "signing": (signing, "en"),
    "sharing": (sharing, "en"),
}


async def all_scenes(folder: Path) -> list[Scene]:
    """Every scene there is, walked anew."""
    scenes: list[Scene] = []
    for walk, locale in WALKS.values():
        async with walking(folder, locale) as walker:
            await walk(walker)
            scenes += walker.scenes
    return scenes


@asynccontextmanager
async def walking(folder: Path, locale: str) -> AsyncIterator[Walker]:
    """Somebody in a world of their own."""
    async with telegram_world(folder) as world:
        yield Walker(world.api.person("Ada", language=locale), world, [])
