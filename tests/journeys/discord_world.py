"""The world of a story that happens on Discord: a strict server on the loopback, and our platform over it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from structlog.testing import capture_logs

from bot.cards import LiveCards
from bot.discord import commands
from bot.discord.client import Client
from bot.discord.platform import DEADLINE_SECONDS, Discord, Standing
from bot.platforms import Answer, Platform
from tests.discord_api import Community, DiscordApi, Person, redirected
from tests.discord_people import OnDiscord, hears_all
from tests.journeys.worlds import World
from tests.looks import Looks

PATIENCE = 10.0
"""Real seconds."""


@dataclass
class DiscordWorld(World):
    """One on Discord."""

    has_trouble: bool = False
    """Whether the story is about trouble, of which the log may speak."""
    deadline: float = DEADLINE_SECONDS
    """Real seconds after which an answer is late."""
    api: DiscordApi = field(init=False)
    owner: Person = field(init=False)
    """Who owns the server."""
    server: Community = field(init=False)
    """A server that everybody is in, so that they and the bot can write to each other."""
    discord: Discord = field(init=False)
    _client: Client = field(init=False)
    _running: asyncio.Task[None] = field(init=False)

    def __post_init__(self) -> None:
        """The server's time is that of the story, and does not go by when it is looked at."""
        self.api = DiscordApi(now=lambda: self.clock.now)
        self.owner = self.api.person("Olga")
        self.server = self.api.guild("Uni Leeds", self.owner)

    def person(self, name: str, **traits: Any) -> OnDiscord:
        """Somebody new, whose app is like everybody's."""
        for choice in ("has_forms", "can_remove"):
            traits.pop(choice, None)
        somebody = OnDiscord(self.api, self.rests, name, **traits)
        self.server.joins(somebody.account)
        return somebody

    def speaks_by(self) -> Platform:
        """Discord."""
        return self.discord

    async def begins(self) -> None:
        """A process starts, and its commands are offered."""
        await self.begins_with(self.dispatch().answer)

    async def begins_with(self, answer: Answer) -> None:
        """The same with other answers than those of dispatch."""
        self._client = Client(self.api.token)
        await self._client.tries_to_log_in()
        dispatch = self.dispatch()
        await commands.tell(self._client, dispatch.menu)
        around = Standing(
            self.store, self.clock, between_looks=Looks(), deadline=self.deadline, asks_role=dispatch.asks_role
        )
        self.discord = Discord(self._client, around)
        self._running = asyncio.create_task(self.discord.run(answer))
        await self.api.connected()

    async def ends(self) -> None:
        """A process is told to end."""
        self._running.cancel()
        with suppress(asyncio.CancelledError):
            await self._running
        await self._client.close()

    async def looks_after_cards(self, after: timedelta = timedelta()) -> None:
        """Time goes by, and cards are brought up to date."""
        await self.rests()
        self.clock.moves(after)
        cards = LiveCards(self.store, {"discord": self.discord}, self.dispatch().answer, self.clock)
        await cards.look()
        await cards.rests()
        await self.rests()

    async def rests(self) -> None:
        """Everything that people did is answered and shown."""
        async with asyncio.timeout(PATIENCE):
            await hears_all(self._client, self.api)
        await self.discord.rests(PATIENCE)
        await self.api.settles()


@asynccontextmanager
async def running(world: DiscordWorld) -> AsyncIterator[DiscordWorld]:
    """The world while its story is told; at the end everything was answered, and nothing went wrong unseen."""
    with capture_logs() as logs:
        async with world.api:
            with redirected(world.api):
                await world.begins()
                yield world
                await world.rests()
                await world.ends()
            assert world.api.failed == []
    if not world.has_trouble:
        assert [told for told in logs if told["log_level"] in {"warning", "error"}] == []
