"""The long poll: updates are asked for again and again, and confirmed only once they are committed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import structlog
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.telegram.calling import Sleep, failure
from bot.telegram.client import PAUSES, Client, TokenRefused
from bot.telegram.window import Window

HOLD_SECONDS = 30
"""How long the server may hold an asking with nothing to tell."""
LOOK_AGAIN_SECONDS = 0.05
"""While something is in work, the server answers at once; others must not wait longer than this."""

log = structlog.get_logger()
RawUpdate = Mapping[str, Any]


class Poll:
    """Asks one server for one bot's updates."""

    def __init__(self, bot: Client, begin: Callable[[RawUpdate, bool], None], sleep: Sleep = asyncio.sleep) -> None:
        """`begin` starts the work on an update and returns at once; `window.ends` says that it is committed.

        It is also told whether the update was waiting before this process asked for the first time.
        """
        self.window = Window()
        self._bot = bot
        self._begin = begin
        self._sleep = sleep
        self._failures = 0

    async def run(self) -> None:
        """Ask until cancelled. Raises TokenRefused."""
        is_left_over = True
        while True:
            updates = await self._asked(0 if is_left_over else HOLD_SECONDS)
            for update in updates:
                if self.window.begins(update["update_id"]):
                    self._begin(update, is_left_over)
            is_left_over = is_left_over and self._failures > 0
            if updates:
                await self.window.settles(LOOK_AGAIN_SECONDS)
                # Let what has just come begin, though the server never makes us wait.
                await asyncio.sleep(0)

    async def _asked(self, hold: int) -> list[RawUpdate]:
        """What has come, as raw objects: one that the library can't read must not hold up the others."""
        try:
            updates = await self._bot.updates(self.window.asking_from(), hold)
        except TelegramError as error:
            await self._wait_after(error)
            return []
        self._failures = 0
        return [update for update in updates if _has_id(update)]

    async def _wait_after(self, error: TelegramError) -> None:
        if isinstance(error, InvalidToken | EndPointNotFound):
            await self._look_at_token()
        if isinstance(error, RetryAfter):
            await self._sleep(failure(error).after.total_seconds())
            return
        pause = PAUSES[min(self._failures, len(PAUSES) - 1)]
        self._failures += 1
        if isinstance(error, Conflict):
            log.error("another process asks Telegram with the same token; stop one of the two", pause=pause)
        else:
            log.warning("Telegram can't be asked for what is new", kind=type(error).__name__, pause=pause)
        await self._sleep(pause)

    async def _look_at_token(self) -> None:
        """Raises TokenRefused if it is the token that Telegram no longer takes."""
        try:
            await self._bot.get_me()
        except InvalidToken:
            raise TokenRefused from None
        except TelegramError as error:
            log.warning("Telegram can't be asked who we are", kind=type(error).__name__)

    async def confirm(self) -> None:
        """Tell the server what is done, at the end; what it is not told comes again and changes nothing."""
        if self.window.offset:
            with suppress(TelegramError):
                await self._bot.updates(self.window.offset, hold=0, most=1)


def _has_id(update: Any) -> bool:
    return isinstance(update, dict) and isinstance(update.get("update_id"), int)
