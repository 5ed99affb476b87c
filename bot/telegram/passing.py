"""Messages that go by themselves: one line in a group, for a minute, and no second one beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from bot.telegram.calling import Sleep
from bot.telegram.sending import Sender

STAYS_SECONDS = 60.0
Line = tuple[int, int | None, str]
"""A chat, its topic, and what is said there."""
Posted = tuple[int, int]
"""The chat and the message of what was posted; a chat may have moved meanwhile."""


class Passing:
    """What stands for a minute; at the end of the process it goes at once."""

    def __init__(self, sender: Sender, sleep: Sleep) -> None:
        """Nothing stands yet."""
        self._sender = sender
        self._sleep = sleep
        self._said: set[Line] = set()
        self._going: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        """How many stand."""
        return len(self._going)

    async def says_once(self, line: Line, post: Callable[[], Awaitable[Posted]]) -> None:
        """Post it, unless it stands there or is just being posted; it goes in a minute."""
        if line in self._said:
            return
        self._said.add(line)
        try:
            chat_id, message = await post()
        except BaseException:
            self._said.discard(line)
            raise
        going = asyncio.create_task(self._takes_away(chat_id, message))
        self._going.add(going)
        going.add_done_callback(partial(self._is_gone, line))

    def _is_gone(self, line: Line, going: asyncio.Task[None]) -> None:
        self._said.discard(line)
        self._going.discard(going)

    async def _takes_away(self, chat_id: int, message: int) -> None:
        try:
            await self._sleep(STAYS_SECONDS)
        finally:
            await self._sender.remove(chat_id, [message])

    async def end(self, within: float) -> None:
        """Let everything go now."""
        going = list(self._going)
        for task in going:
            task.cancel()
        if going:
            await asyncio.wait(going, timeout=within)
