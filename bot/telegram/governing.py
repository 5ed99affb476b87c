"""Who governs a group or a channel, as Telegram says it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass

import structlog

from bot.telegram.calling import CallFailed, Moved, Sleep, call
from bot.telegram.client import Client

KNOWN_SECONDS = 10.0
"""So long it is known who governs a chat: many may tap at once, and whoever loses the role loses it soon."""
NO_SECONDS = 2.0
MOST_CHATS = 1_000

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Known:
    """Who governs a chat, and until when a yes and a no are believed."""

    admins: frozenset[int]
    until: float
    no_until: float


class Governing:
    """Asks Telegram who governs a chat."""

    def __init__(self, bot: Client, sleep: Sleep = asyncio.sleep) -> None:
        """Nothing is known yet."""
        self._bot = bot
        self._sleep = sleep
        self._known: OrderedDict[int, Known] = OrderedDict()

    async def is_admin(self, chat_id: int, user_id: int) -> bool | None:
        """Whether Telegram says so; None where it can't be asked. A no is asked for again sooner than a yes."""
        known = self._known.get(chat_id)
        if known is not None and self._now() < (known.until if user_id in known.admins else known.no_until):
            return user_id in known.admins
        known = await self._ask(chat_id)
        return None if known is None else user_id in known.admins

    async def _ask(self, chat_id: int) -> Known | None:
        try:
            members = await call(lambda: self._bot.get_chat_administrators(chat_id), may_repeat=True, sleep=self._sleep)
        except (CallFailed, Moved) as failed:
            log.info("nobody could say who governs a chat", kind=type(failed).__name__)
            return None
        admins, now = frozenset(member.user.id for member in members or ()), self._now()
        known = Known(admins, now + KNOWN_SECONDS, now + NO_SECONDS)
        self._known[chat_id] = known
        if len(self._known) > MOST_CHATS:
            self._known.popitem(last=False)
        return known

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
