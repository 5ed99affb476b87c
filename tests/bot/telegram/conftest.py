"""A strict server, a bot of ours that is logged in to it, a clock and pauses that take no time, and the log."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from pydantic import SecretStr

from bot.telegram.client import Client, bot_of
from config.settings import Settings
from tests.bot.telegram.running import Running
from tests.telegram_api import TOKEN, TelegramApi


def settings_for(url: str, token: str = TOKEN) -> Settings:
    """The settings of an operator whose server stands there."""
    return Settings(telegram_token=SecretStr(token), telegram_api=url)


@asynccontextmanager
async def logged_in(api: TelegramApi) -> AsyncIterator[Client]:
    """A bot of ours at a server."""
    bot = bot_of(settings_for(api.url))
    await bot.initialize()
    yield bot
    await bot.shutdown()


@pytest.fixture
async def api() -> AsyncIterator[TelegramApi]:
    """A server."""
    async with TelegramApi() as api:
        yield api


@pytest.fixture
async def client(api: TelegramApi) -> AsyncIterator[Client]:
    """A bot, logged in."""
    async with logged_in(api) as bot:
        yield bot


@pytest.fixture
def running(client: Client, api: TelegramApi, logged: Callable[[], str]) -> Running:
    """What runs the platform over a store."""
    return Running(client, api)


class Pauses(list[float]):
    """Sleeps that are written down and take no time."""

    async def __call__(self, seconds: float) -> None:
        """Let others go on."""
        self.append(seconds)
        await asyncio.sleep(0)


@pytest.fixture
def pauses() -> Pauses:
    """None so far."""
    return Pauses()
