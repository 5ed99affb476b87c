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
MOST_CHATS = 1_000

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Known:
    """Who governs a chat, and until when that is believed."""

    admins: frozenset[int]
    until: float


class Governing:
    """Asks Telegram who governs a chat."""

    def __init__(self, bot: Client, sleep: Sleep = asyncio.sleep) -> None:
        """Nothing is known yet."""
        self._bot = bot
        self._sleep = sleep
        self._known: OrderedDict[int, Known] = OrderedDict()

    async def is_admin(self, chat_id: int, user_id: int) -> bool:
        """Whether Telegram says so; not where it can't be asked."""
        known = self._known.get(chat_id)
        if known is None or known.until <= self._now():
            known = await self._ask(chat_id)
        return known is not None and user_id in known.admins

    async def _ask(self, chat_id: int) -> Known | None:
        try:
            members = await call(lambda: self._bot.get_chat_administrators(chat_id), may_repeat=True, sleep=self._sleep)
        except (CallFailed, Moved) as failed:
            log.info("nobody could say who governs a chat", kind=type(failed).__name__)
            return None
        known = Known(frozenset(member.user.id for member in members or ()), self._now() + KNOWN_SECONDS)
        self._known[chat_id] = known
        if len(self._known) > MOST_CHATS:
            self._known.popitem(last=False)
        return known

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
