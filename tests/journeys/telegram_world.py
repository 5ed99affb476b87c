"""The world of a story that happens on Telegram: a strict server on the loopback, and our platform over it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from structlog.testing import capture_logs

from bot.platforms import Answer
from bot.telegram.client import Client
from bot.telegram.platform import Standing, Telegram
from tests.journeys.worlds import World
from tests.telegram_api import TelegramApi
from tests.telegram_people import OnTelegram, client_of

PATIENCE = 10.0
"""Real seconds."""


@dataclass
class TelegramWorld(World):
    """One on Telegram."""

    public_url: str = ""
    has_trouble: bool = False
    """Whether the story is about trouble, of which the log may speak."""
    api: TelegramApi = field(init=False)
    _bot: Client = field(init=False)
    telegram: Telegram = field(init=False)
    _running: asyncio.Task[None] = field(init=False)

    def __post_init__(self) -> None:
        """The server's time is that of the story, and does not go by when it is looked at."""
        self.api = TelegramApi(now=lambda: self.clock.now)

    def person(self, name: str, **traits: Any) -> OnTelegram:
        """Somebody new."""
        return OnTelegram(self.api, self.rests, name, **traits)

    async def begins(self) -> None:
        """A process starts, and asks for what is new."""
        await self.begins_with(self.dispatch().answer)

    async def begins_with(self, answer: Answer) -> None:
        """The same with other answers than those of dispatch."""
        self._bot = client_of(self.api)
        await self._bot.initialize()
        self.telegram = Telegram(self._bot, Standing(self.store, self.clock, self.public_url))
        self._running = asyncio.create_task(self.telegram.run(answer))
        await self.api.until(lambda: self.api.world.updates.is_held)

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
        assert [told for told in logs if told["log_level"] in {"warning", "error"}] == []
