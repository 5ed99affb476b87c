"""Messages that go by themselves: one line in a group, for a minute, and no second one beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from bot.telegram.calling import Sleep
from bot.telegram.sending import Sender

STAYS_SECONDS = 60.0
Spot = tuple[int, int | None]
"""A chat and its topic."""


class Passing:
    """What stands for a minute; at the end of the process it goes at once."""

    def __init__(self, sender: Sender, sleep: Sleep) -> None:
        """Nothing stands yet."""
        self._sender = sender
        self._sleep = sleep
        self._going: dict[Spot, asyncio.Task[None]] = {}

    def __len__(self) -> int:
        """How many stand."""
        return len(self._going)

    def stands_in(self, spot: Spot) -> bool:
        """Whether such a message stands there just now."""
        return spot in self._going

    def stands(self, spot: Spot, message: int) -> None:
        """It goes in a minute."""
        self._begin(spot, self._takes_away(spot, message))

    def _begin(self, spot: Spot, going: Coroutine[Any, Any, None]) -> None:
        task = self._going[spot] = asyncio.create_task(going)
        task.add_done_callback(lambda _task: self._going.pop(spot, None))

    async def _takes_away(self, spot: Spot, message: int) -> None:
        try:
            await self._sleep(STAYS_SECONDS)
        finally:
            await self._sender.remove(spot[0], [message])

    async def end(self, within: float) -> None:
        """Let everything go now."""
        going = list(self._going.values())
        for task in going:
            task.cancel()
        if going:
            await asyncio.wait(going, timeout=within)
