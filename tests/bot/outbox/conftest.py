"""A strict server, a town at it, and a clock by which all of it goes."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.outbox import outcomes
from bot.telegram.client import Client
from bot.telegram.platform import Standing, Telegram
from storage.store import Store
from tests.bot.outbox.town import Clock, Town
from tests.bot.telegram.conftest import logged_in
from tests.bot.telegram.running import Running
from tests.telegram_api import TelegramApi


@pytest.fixture(autouse=True)
def _outcomes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for real time to pass until more is to be written."""
    monkeypatch.setattr(outcomes, "EVERY_SECONDS", 0.0)


@pytest.fixture
async def clock() -> Clock:
    """It stands at noon of a Saturday."""
    return Clock()


@pytest.fixture
async def api(clock: Clock) -> AsyncIterator[TelegramApi]:
    """A server that goes by the clock."""
    async with TelegramApi(now=clock) as api:
        yield api


@pytest.fixture
async def client(api: TelegramApi) -> AsyncIterator[Client]:
    """A bot, logged in."""
    async with logged_in(api) as bot:
        yield bot


@pytest.fixture
async def town(store: Store, api: TelegramApi, client: Client, clock: Clock) -> Town:
    """A town with a petition and nobody in it."""
    telegram = Telegram(client, Standing(store, clock, sleep=clock.naps))
    return await Town(store, api, telegram, clock).founded()


@pytest.fixture
async def platform_running(town: Town, client: Client, api: TelegramApi) -> AsyncIterator[None]:
    """The town's bot also answers what people do."""
    async with Running(client, api).over(town.store):
        yield
