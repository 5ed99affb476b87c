"""Updates brought to the bot: posted with the secret until it says that it has them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import aiohttp

from tests.loopback.waiting import Bell
from tests.telegram_api.refusals import Json
from tests.telegram_api.updates import Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
PATIENCE = 60.0
"""Seconds that the bot has for its answer."""

Pauses = Callable[[int], float]
"""How many seconds to wait after so many failures."""
Perform = Callable[[Json], Awaitable[None]]
"""Do what the answer of the bot asks for."""


def short_pauses(failures: int) -> float:
    """Growing as the real ones do, but within what a test can wait."""
    return min(0.01 * 2.0**failures, 0.25)


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates go, as setWebhook said."""

    url: str
    secret: str = ""
    max_connections: int = 40
    has_certificate: bool = False


class Postman:
    """Posts updates, each until it is accepted: those of one chat one after the other, those of several at once."""

    def __init__(self, updates: Updates, bell: Bell) -> None:
        """No webhook is set yet."""
        self.webhook: Webhook | None = None
        self.pauses: Pauses = short_pauses
        self.perform: Perform | None = None
        self.last_error = ""
        self.attempts = 0
        self._updates = updates
        self._bell = bell
        self._task: asyncio.Task[None] | None = None
        self._on_the_way: dict[int, asyncio.Task[None]] = {}

    async def set(self, webhook: Webhook | None) -> None:
        """Deliver there from now on, or nowhere."""
        await self.stop()
        self.webhook, self.last_error = webhook, ""
        self._updates.is_webhook_set = webhook is not None
        if webhook is not None:
            self._task = asyncio.create_task(self._work(webhook))

    async def stop(self) -> None:
        """Let go of everything that is on its way."""
        tasks = [task for task in (self._task, *self._on_the_way.values()) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._task, self._on_the_way = None, {}

    async def _work(self, webhook: Webhook) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE)) as session:
            while True:
                await self._bell.ever(lambda: any(self._ready(webhook)))
                for queue, update in list(self._ready(webhook)):
                    self._on_the_way[queue] = asyncio.create_task(self._deliver(session, webhook, queue, update))

    def _ready(self, webhook: Webhook) -> Iterator[tuple[int, Json]]:
        """The first waiting update of each chat that has none on its way, as far as connections allow."""
        free = webhook.max_connections - len(self._on_the_way)
        seen = set(self._on_the_way)
        for update in (*self._updates.repeated, *self._updates.pending):
            queue = queue_of(update)
            if free <= 0:
                return
            if queue not in seen:
                seen.add(queue)
                free -= 1
                yield queue, update

    async def _deliver(self, session: aiohttp.ClientSession, webhook: Webhook, queue: int, update: Json) -> None:
        failures = 0
        while not await self._is_accepted(session, webhook, update):
            failures += 1
            await asyncio.sleep(self.pauses(failures))
        del self._on_the_way[queue]
        self._updates.confirm(update)

    async def _is_accepted(self, session: aiohttp.ClientSession, webhook: Webhook, update: Json) -> bool:
        headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
        self.attempts += 1
        self._bell.ring()
        try:
            async with session.post(webhook.url, json=update, headers=headers, allow_redirects=False) as answer:
                body, status, reason = await answer.read(), answer.status, answer.reason
        except (aiohttp.ClientError, TimeoutError) as fault:
            return self._failed("Connection refused" if isinstance(fault, OSError) else "Read timeout expired")
        if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            return self._failed(f"Wrong response from the webhook: {status} {reason}")
        await self._obey(body)
        return True

    async def _obey(self, body: bytes) -> None:
        """The answer to a webhook may call a method itself; what comes of that is told to nobody."""
        try:
            wish = json.loads(body)
        except ValueError:
            return
        if isinstance(wish, dict) and "method" in wish and self.perform:
            await self.perform(wish)

    def _failed(self, words: str) -> bool:
        self.last_error = words
        self._bell.ring()
        return False


def queue_of(update: Json) -> int:
    """The chat, or else the user, within which updates keep their order."""
    body: Any = next(value for key, value in update.items() if key != "update_id")
    chat = body.get("chat") or (body.get("message") or {}).get("chat") or body.get("from") or {}
    return int(chat.get("id", 0))
