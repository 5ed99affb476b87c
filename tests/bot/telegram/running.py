"""The platform running on a server, answered by a function or by all there is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.dispatch import Dispatch
from bot.platforms import Answer, Show
from bot.telegram.client import Client
from bot.telegram.platform import Standing, Telegram
from bot.telegram.webhook import Webhook
from handlers import make_router
from handlers.screens import Button, Reply, Screen, rows_of, to
from handlers.turn import Incoming
from storage.store import Store
from tests.telegram_api import TelegramApi

SECONDS = 20.0
"""After so long a test has hung."""


def real_now() -> datetime:
    """The time that it is."""
    return datetime.now(UTC)


async def echo(incoming: Incoming, show: Show | None = None) -> Reply:
    """Say what was heard, below a button."""
    said = incoming.words or incoming.token or incoming.command
    reply = Screen(f"Heard {said}", rows=rows_of(Button("Go on", to("start"))))
    if show is not None:
        await show(reply)
    return reply


@dataclass(frozen=True)
class Running:
    """Starts the platform, and ends it as a signal does."""

    client: Client
    api: TelegramApi

    @asynccontextmanager
    async def over(
        self, store: Store, answer: Answer | None = None, webhook: Webhook | None = None, **around: Any
    ) -> AsyncIterator[Telegram]:
        """Answered by every feature there is, unless another answer is given."""
        telegram = Telegram(self.client, Standing(store, real_now, webhook=webhook, **around))
        task = asyncio.create_task(telegram.run(answer or Dispatch(store, make_router(), real_now).answer))
        try:
            async with asyncio.timeout(SECONDS):
                yield telegram
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
