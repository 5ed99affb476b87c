"""The world of a story that happens on Telegram: a strict server on the loopback, and our platform over it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from structlog.testing import capture_logs

from bot.cards import LiveCards
from bot.platforms import Answer, Platform
from bot.telegram.client import Client
from bot.telegram.platform import Standing, Telegram
from tests.journeys.worlds import World
from tests.looks import Looks
from tests.telegram_api import TelegramApi
from tests.telegram_people import OnTelegram, client_of

PATIENCE = 10.0
"""Real seconds."""
LONG_SECONDS = 30.0
"""Pauses of so long are not slept through."""


class Pauses:
    """Short pauses are what they are; long ones end when the story says so."""

    def __init__(self) -> None:
        """Nobody waits."""
        self._minute = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        """Wait."""
        if seconds < LONG_SECONDS:
            await asyncio.sleep(seconds)
        else:
            await self._minute.wait()

    def end(self) -> None:
        """Whoever waits long has waited."""
        self._minute.set()
        self._minute = asyncio.Event()


@dataclass
class TelegramWorld(World):
    """One on Telegram."""

    public_url: str = ""
    has_trouble: bool = False
    """Whether the story is about trouble, of which the log may speak."""
    api: TelegramApi = field(init=False)
    _bot: Client = field(init=False)
    telegram: Telegram = field(init=False)
    looks: Looks = field(default_factory=Looks)
    _pauses: Pauses = field(default_factory=Pauses)
    _running: asyncio.Task[None] = field(init=False)
    _cards: LiveCards = field(init=False)

    def __post_init__(self) -> None:
        """The server's time is that of the story, and does not go by when it is looked at.

        Most stories hand on by a link; those of cards switch inline mode on.
        """
        self.api = TelegramApi(now=lambda: self.clock.now)
        self.api.world.is_inline = False

    def person(self, name: str, **traits: Any) -> OnTelegram:
        """Somebody new."""
        return OnTelegram(self.api, self.rests, name, **traits)

    def speaks_by(self) -> Platform:
        """Telegram."""
        return self.telegram

    async def begins(self) -> None:
        """A process starts, and asks for what is new."""
        dispatch = self.dispatch()
        await self.begins_with(dispatch.answer, offer=dispatch.offer, asks_role=dispatch.asks_role)
        self._cards = LiveCards(self.store, {self.telegram.name: self.telegram}, dispatch.answer, self.clock)

    async def begins_with(self, answer: Answer, **around: Any) -> None:
        """The same with other answers than those of dispatch."""
        self._bot = client_of(self.api)
        await self._bot.initialize()
        self.telegram = Telegram(
            self._bot,
            Standing(self.store, self.clock, self.public_url, sleep=self._pauses, between_looks=self.looks, **around),
        )
        self._running = asyncio.create_task(self.telegram.run(answer))
        await self.api.until(lambda: self.api.world.updates.is_held)

    async def lets_a_minute_go_by(self) -> None:
        """What stands for a minute has stood for it."""
        await self.rests()
        gone = len(self.api.calls_of("deleteMessages")) + self.telegram.passing
        self._pauses.end()
        await self.api.until(lambda: len(self.api.calls_of("deleteMessages")) >= gone)
        await self.api.settles()

    async def looks_after_cards(self, after: timedelta = timedelta()) -> None:
        """Time goes by, and cards are brought up to date."""
        await self.rests()
        self.clock.moves(after)
        await self._cards.look()
        await self._cards.rests()
        await self.api.settles()

    async def ends(self) -> None:
        """A process is told to end."""
        self._running.cancel()
        with suppress(asyncio.CancelledError):
            await self._running
        await self._bot.shutdown()

    async def rests(self) -> None:
        """Everything that came is answered and shown."""
        await self.api.until(lambda: self.api.world.updates.is_empty)
        await self.telegram.rests(PATIENCE)
        await self.api.settles()


@asynccontextmanager
async def running(world: TelegramWorld) -> AsyncIterator[TelegramWorld]:
    """The world while its story is told; at the end every tap was answered, and nothing went wrong unseen."""
    with capture_logs() as logs:
        async with world.api:
            await world.begins()
            yield world
            await world.rests()
            await world.ends()
    assert world.api.unanswered == []
    if not world.has_trouble:
        troubles = [told for told in logs if told["log_level"] in {"warning", "error"}]
        assert not troubles, troubles
