"""The platform running on a server, answered by a function or by all there is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pydantic import SecretStr

from bot.discord import commands
from bot.discord.client import Client
from bot.discord.platform import Discord, Standing
from bot.dispatch import Dispatch
from bot.platforms import Answer, Show
from config.settings import Settings
from handlers import make_router
from handlers.screens import Reply
from handlers.turn import Incoming
from storage.store import Store
from tests.discord_api import DiscordApi

SECONDS = 20.0
"""After so long a test has hung."""


def real_now() -> datetime:
    """The time that it is."""
    return datetime.now(UTC)


def settings_for(api: DiscordApi) -> Settings:
    """The settings of an operator whose server stands there."""
    return Settings(discord_token=SecretStr(api.token), discord_api=api.url, discord_gateway=api.gateway_url)


@asynccontextmanager
async def logged_in(api: DiscordApi, *, first: bool = True) -> AsyncIterator[Client]:
    """A client of ours; one that has not logged in yet where that is not to be done `first`."""
    client = Client(api.token)
    try:
        if first:
            await client.tries_to_log_in()
        yield client
    finally:
        await client.close()


@dataclass
class Held:
    """An answer that is ready when it is let go."""

    reply: Reply
    may_go: asyncio.Event = field(default_factory=asyncio.Event)
    heard: list[Incoming] = field(default_factory=list)

    async def __call__(self, incoming: Incoming, show: Show | None = None) -> Reply:
        """Wait, then show it."""
        self.heard.append(incoming)
        await self.may_go.wait()
        if show is not None:
            await show(self.reply)
        return self.reply


@dataclass(frozen=True)
class Running:
    """Starts the platform, and ends it as a signal does."""

    api: DiscordApi

    @asynccontextmanager
    async def over(self, store: Store, answer: Answer | None = None, **around: Any) -> AsyncIterator[Discord]:
        """Answered by every feature there is, unless another answer is given."""
        router = make_router()
        async with logged_in(self.api) as client:
            await commands.tell(client, router.menu)
            dispatch = Dispatch(store, router, real_now)
            platform = Discord(client, Standing(store, real_now, asks_role=dispatch.asks_role, **around))
            async with self._runs(platform, answer or dispatch.answer):
                yield platform

    @asynccontextmanager
    async def _runs(self, platform: Discord, answer: Answer) -> AsyncIterator[None]:
        task = asyncio.create_task(platform.run(answer))
        try:
            async with asyncio.timeout(SECONDS):
                await self.api.connected()
                yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
