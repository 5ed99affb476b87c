"""Messaging services on the loopback that tell who was told how often, and what was on its way when a bot ended."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from benchmarks.bot_api import SENT, TOKEN, BotApi, Json, Watcher, Wire
from benchmarks.taps import FIRST_PERSON
from tests.discord_api import DiscordApi, Person
from tests.discord_api.world import real_now

ANSWERED_AFTER = 0.02
"""Seconds in which a message stands at Telegram before it is answered."""


class Messages(Protocol):
    """A messaging service with people who are told something."""

    @property
    def platform(self) -> str:
        """Its name."""

    @property
    def ids(self) -> Sequence[int]:
        """Of all who are to be told."""

    def listening(self) -> AbstractAsyncContextManager[dict[str, str]]:
        """The settings of a bot that speaks to it, for as long as it listens."""

    @property
    def arrived(self) -> int:
        """How many messages have come."""

    @property
    def known_again(self) -> int | None:
        """How many came once more and were known again; None where none ever is."""

    def told(self) -> Counter[int]:
        """How often each was told."""


class AtTelegram(Watcher):
    """Telegram, which takes every message as a new one."""

    platform = "telegram"
    known_again = None

    def __init__(self, people: int) -> None:
        """Nobody is told yet."""
        self.ids = range(FIRST_PERSON, FIRST_PERSON + people)
        self._came: list[int] = []

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[dict[str, str]]:
        """On a port of its own."""
        async with Slow(self).listening() as address:
            yield {
                "UNDERSIGNED_TELEGRAM_TOKEN": TOKEN,
                "UNDERSIGNED_TELEGRAM_API": address,
                "UNDERSIGNED_TELEGRAM_PACE": "10000",
            }

    def is_called(self, method: str, values: Json) -> None:
        """A message came."""
        if method in SENT:
            self._came.append(int(values["chat_id"]))

    @property
    def arrived(self) -> int:
        """How many messages have come."""
        return len(self._came)

    def told(self) -> Counter[int]:
        """How often each was told."""
        return Counter(self._came)


class Slow(BotApi):
    """A server that lets a message stand for a moment before it answers."""

    def receive(self, wire: Wire, method: str, values: Json) -> None:
        """Answer a message later, and anything else at once."""
        if method not in SENT:
            super().receive(wire, method, values)
            return
        self.calls += 1
        self.watcher.is_called(method, values)
        result = self._result(method, values)
        asyncio.get_running_loop().call_later(ANSWERED_AFTER, wire.answer, result)


class AtDiscord:
    """Discord, which knows a message again by its nonce."""

    platform = "discord"

    def __init__(self, people: int, pace: int = 10_000) -> None:
        """They have all added the app to their account; the bot sends so many a second."""
        self.api = DiscordApi(now=real_now, checks=False)
        self.api.server.keeps_calls = False
        self._pace = pace
        self._people: list[Person] = [self.api.person(f"Person {number}") for number in range(people)]
        for person in self._people:
            person.installs()
        self.ids = [person.id for person in self._people]

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[dict[str, str]]:
        """On a port of its own."""
        async with self.api as api:
            yield {
                "UNDERSIGNED_DISCORD_TOKEN": api.token,
                "UNDERSIGNED_DISCORD_API": api.url,
                "UNDERSIGNED_DISCORD_GATEWAY": api.gateway_url,
                "UNDERSIGNED_DISCORD_PACE": str(self._pace),
            }

    @property
    def arrived(self) -> int:
        """How many messages have come."""
        return len(self.api.world.nonces)

    @property
    def known_again(self) -> int:
        """How many came once more, and were not sent again."""
        return self.api.world.known_again

    def told(self) -> Counter[int]:
        """How often each was told."""
        return Counter({person.id: len(person.dm.messages) for person in self._people})
