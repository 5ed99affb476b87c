"""The world of a story: a store with the sample campaigns, a clock, a platform, and dispatch between them."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from types import ModuleType
from typing import Any

import pytest

from bot.dispatch import Dispatch, Surroundings
from handlers import FEATURES, make_router
from handlers.turn import Operator
from storage.file_store import FileStore
from storage.nouns import Nouns
from storage.store import Store
from tests.people import Recorded, Supporter
from tests.recording import Recording
from tests.storage.planting import plant_petition

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
        around = Surroundings(OPERATOR, files=self.files)
        return Dispatch(self.store, make_router((*FEATURES, *self.more)), self.clock, around)

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
