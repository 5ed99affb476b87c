"""The long poll: updates are asked for again and again, and confirmed only once they are committed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

import structlog
from telegram.error import BadRequest, Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.telegram.calling import Sleep, failure
from bot.telegram.client import PAUSES, Client, TokenRefused
from bot.telegram.window import Window

HOLD_SECONDS = 30
"""How long the server may hold an asking with nothing to tell."""
LOOK_AGAIN_SECONDS = 0.05
"""While something is in work, the server answers at once; others must not wait longer than this."""

LAST_SECONDS = 3.0
MOST_ID = 2**53
"""Beyond this no server counts; below 0 an offset would make it forget what is older."""

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
        while not await self._succeeds(self._end_webhook):
            pass
        is_left_over = True
        while True:
            if await self._succeeds(partial(self._ask, is_left_over)):
                is_left_over = False

    async def _end_webhook(self) -> None:
        """What is delivered elsewhere can't be asked for; a server that knows no webhooks needs none ended."""
        try:
            await self._bot.delete_webhook()
        except (BadRequest, InvalidToken, EndPointNotFound) as error:
            await self._look_at_token()
            log.warning("the server ends no webhook", kind=type(error).__name__)

    async def _ask(self, is_left_over: bool) -> None:
        """Begin what has come, raw: one that the library can't read must not hold up the others."""
        given = await self._bot.updates(self.window.asking_from(), 0 if is_left_over else HOLD_SECONDS)
        updates = sorted(filter(_has_id, given), key=lambda update: update["update_id"])
        for update in updates:
            if self.window.begins(update["update_id"]):
                self._begin(update, is_left_over)
        if updates:
            await self.window.settles(LOOK_AGAIN_SECONDS)
            # Let what has just come begin, though the server never makes us wait.
            await asyncio.sleep(0)
        elif given:
            await self._sleep(PAUSES[-1])

    async def _succeeds(self, ask: Callable[[], Awaitable[object]]) -> bool:
        """Whether Telegram answered; if not, after a pause. Raises TokenRefused."""
        try:
            await ask()
        except TelegramError as error:
            await self._wait_after(error)
            return False
        self._failures = 0
        return True

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
            with suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(LAST_SECONDS):
                    await self._bot.updates(self.window.offset, hold=0, most=1)


def _has_id(update: Any) -> bool:
    update_id = update.get("update_id") if isinstance(update, dict) else None
    return type(update_id) is int and 0 <= update_id < MOST_ID
