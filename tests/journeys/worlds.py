"""The world of a story: a store with the sample campaigns, a clock, a platform, and dispatch between them."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.dispatch import Dispatch, Surroundings
from bot.outbox.bringing import Bringing
from bot.outbox.making import make_deliveries
from bot.outbox.steadiness import Steadiness
from bot.platforms import Platform
from bot.tallying import Tally
from bot.terminal.platform import Terminal
from handlers import FEATURES, make_router
from handlers.turn import Operator
from storage.file_store import FileStore
from storage.nouns import Nouns
from storage.store import Store
from tests.people import Recorded, Supporter
from tests.recording import Recording
from tests.storage.planting import plant_petition
from tests.terminal_person import AtTheTerminal

whole_forms = pytest.mark.not_on_telegram("Telegram shows no whole forms")
one_by_one = pytest.mark.not_on_discord("there a form is one window, and not one question after another")
not_offered = pytest.mark.not_on_discord("the app lets nobody answer what is not offered")
typed_too_long = pytest.mark.not_on_discord("the app lets nobody type more than fits")
no_such_command = pytest.mark.not_on_discord("the app sends only commands that there are")
has_no_links = pytest.mark.not_on_discord("there words are typed that lead to an action, and no links")
deletes_herself = pytest.mark.not_on_discord("there people take the bot's messages away themselves")
other_room = pytest.mark.recording_alone("how much fits on a message is not ours to choose on a real app")
never_arrives = pytest.mark.recording_alone("an app can't send this, or its server cleans it")
at_the_terminal = pytest.mark.recording_alone("the person sits at a terminal")
at_the_terminal_too = pytest.mark.at_the_terminal_too
guards_each_screen = pytest.mark.recording_alone("elsewhere a message stays as guarded as it was sent, or nothing is")
OPERATOR = Operator("Example Org", "hello@example.org", "https://example.org/privacy")


@dataclass
class Clock:
    """The injected clock; a little time goes by with each look at it, so that what comes later is later."""

    now: datetime = datetime(2026, 11, 21, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=100)
        return self.now

    def moves(self, by: timedelta) -> None:
        """Let time go by."""
        self.now += by


@dataclass
class World(ABC):
    """What a story happens in."""

    store: Store
    clock: Clock = field(default_factory=Clock)
    files: FileStore = field(default_factory=FileStore)
    tally: Tally = field(default_factory=Tally)
    more: tuple[ModuleType, ...] = ()
    """Features of the tests alone."""

    @abstractmethod
    def person(self, name: str, **traits: Any) -> Supporter:
        """Somebody new."""

    @abstractmethod
    async def begins(self) -> None:
        """The platform runs."""

    @abstractmethod
    async def ends(self) -> None:
        """The platform comes to its end, with everything answered."""

    def dispatch(self) -> Dispatch:
        """A dispatch over the store, as a process that starts has it."""
        around = Surroundings(OPERATOR, files=self.files, tally=self.tally)
        return Dispatch(self.store, make_router((*FEATURES, *self.more)), self.clock, around)

    @abstractmethod
    def speaks_by(self) -> Platform:
        """The platform that the story happens on."""

    async def tells(self) -> None:
        """The outbox brings all that is to be told by now."""
        while await make_deliveries(self.store, self.clock()):
            pass
        hasty = Bringing(self.store, self.speaks_by(), Steadiness(10_000.0), self.clock, _no_sleep)
        await hasty.keep()

    async def restarts(self) -> None:
        """A new process over the same store, in the same chats."""
        await self.ends()
        await self.begins()

    async def approves_what_is_held(self) -> list[int | None]:
        """A moderator says yes to everything; the numbers of those signatures."""

        def approve(nouns: Nouns) -> list[int | None]:
            return [nouns.reviews.approve(item, self.clock()) for item in nouns.reviews.held(100)]

        return await self.store.turn(approve)

    async def begins_petitions(self, *codes: str, at_risk: bool = False) -> None:
        """More sample petitions, under these codes."""
        for code in codes:
            await self.store.turn(partial(plant_petition, slug=code.lower(), is_sample=True, at_risk=at_risk))


@dataclass
class RecordedWorld(World):
    """One on the recording platform."""

    platform: Recording = field(default_factory=Recording)
    _running: asyncio.Task[None] | None = None

    def speaks_by(self) -> Platform:
        """The recording one."""
        return self.platform

    def person(self, name: str, **traits: Any) -> Recorded:
        """Somebody new."""
        return Recorded(self.platform, name, **traits)

    async def begins(self) -> None:
        """The platform runs."""
        self._running = asyncio.create_task(self.platform.run(self.dispatch().answer))

    async def ends(self) -> None:
        """Nothing more will come."""
        assert self._running is not None
        self.platform.end()
        await self._running


@dataclass
class TerminalWorld(World):
    """One of several people, each at a terminal of their own over the same store; none of them is written to."""

    folder: Path = field(default_factory=Path)
    """Where each has a folder."""
    _people: list[AtTheTerminal] = field(default_factory=list)

    def speaks_by(self) -> Platform:
        """One at which nobody sits."""
        return Terminal("nobody")

    def person(self, name: str, **_traits: Any) -> AtTheTerminal:
        """Somebody who sits down when they first type."""
        (folder := self.folder / name).mkdir()
        self._people.append(somebody := AtTheTerminal(name, folder, self.dispatch().answer))
        return somebody

    async def begins(self) -> None:
        """People come when they like."""

    async def ends(self) -> None:
        """All leave."""
        for somebody in self._people:
            await somebody.ends()


async def _no_sleep(_seconds: float) -> None:
    await asyncio.sleep(0)
