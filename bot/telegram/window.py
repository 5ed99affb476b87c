"""Which updates are in work, and from which one on Telegram has to keep them.

An update is confirmed by asking for those after it: all before the first that is not committed are confirmed, and
the others come again with each asking; here is known which of them were begun already.
"""

from __future__ import annotations

import asyncio


class Window:
    """The updates between the first one in work and the last one that came."""

    def __init__(self) -> None:
        """Nothing has come yet."""
        self._in_work: set[int] = set()
        self._done: set[int] = set()
        self._after_last = 0
        self._changed = asyncio.Event()

    @property
    def offset(self) -> int:
        """The first update that is not to be confirmed; 0 before any has come."""
        return min(self._in_work, default=self._after_last)

    def asking_from(self) -> int:
        """The offset of the next asking; what lies before it can't come again, and need not be known any more."""
        offset = self.offset
        self._done = {done for done in self._done if done >= offset}
        return offset

    @property
    def in_work(self) -> int:
        """How many updates have begun and are not committed."""
        return len(self._in_work)

    def begins(self, update_id: int) -> bool:
        """An update came; False if it is in work or done already."""
        if update_id in self._in_work or update_id in self._done:
            return False
        self._in_work.add(update_id)
        # Ids may begin anew after a quiet week, so the last one counts and not the highest.
        self._after_last = update_id + 1
        return True

    def ends(self, update_id: int) -> None:
        """It is committed, or need not come again."""
        if update_id not in self._in_work:
            return
        self._in_work.discard(update_id)
        self._done.add(update_id)
        if not self._in_work:
            self._changed.set()

    async def settles(self, seconds: float) -> None:
        """Wait until nothing is in work, at most this long."""
        self._changed.clear()
        if not self._in_work:
            return
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            return
