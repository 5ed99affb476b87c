"""The sample campaigns on Telegram, over a clock that stands where the pictures are to stand."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.dispatch import Dispatch
from bot.samples import FILE
from bot.telegram.client import Client, bot_of, log_in
from bot.telegram.platform import Standing, Telegram
from config.settings import Settings
from handlers import make_router
from handlers.turn import Operator
from storage.loading import load, read_campaign_file
from tests.stores import Stores
from tests.telegram_api import TelegramApi

NOON = datetime(2012, 5, 3, 12, tzinfo=UTC)
OPERATOR = Operator("Example Org", "hello@example.org", "https://example.org/privacy")


@dataclass(slots=True)
class TelegramWorld:
    """The server, and the platform that runs against it."""

    api: TelegramApi
    platform: Telegram

    async def rests(self) -> None:
        """Wait until everything that happened is answered and shown."""
        await self.api.settles()
        await self.platform.rests(within=10)


class Clock:
    """Each look is a second later than the last."""

    def __init__(self) -> None:
        self._now = NOON

    def __call__(self) -> datetime:
        """The aware time."""
        self._now += timedelta(seconds=1)
        return self._now


@asynccontextmanager
async def telegram_world(folder: Path) -> AsyncIterator[TelegramWorld]:
    """A server, a store with the samples, and the platform running."""
    clock = Clock()
    async with Stores(folder).open("sqlite", Path(tempfile.mkdtemp(dir=folder))) as store, TelegramApi() as api:
        await load(store, read_campaign_file(FILE), NOON)
        bot = bot_of(Settings(telegram_token=SecretStr(api.token), telegram_api=api.url))
        await log_in(bot)
        platform = Telegram(bot, Standing(store, clock))
        running = asyncio.create_task(platform.run(Dispatch(store, make_router(), clock, OPERATOR).answer))
        try:
            yield TelegramWorld(api, platform)
        finally:
            await _stop(running, bot)


async def _stop(running: asyncio.Task[None], bot: Client) -> None:
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    await bot.shutdown()
