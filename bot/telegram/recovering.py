"""What stood in work when the process ended: begun one by one, and set aside if it was in work at two crashes.

A crash can also be a power cut, which is no update's fault: those that were in work at one are begun again.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

import structlog

from storage.store import Store

MOST_CRASHES = 2
MOST_ALONE_SECONDS = 1.0
"""Long enough for any turn that is not in trouble: who stands beside a culprit may be set aside with it."""

log = structlog.get_logger()


class Recovery:
    """Watches over the updates that were waiting when the process started; later ones need no watch."""

    def __init__(self, store: Store, clock: Callable[[], datetime], bot: str) -> None:
        """`bot` is the name under which updates are handled."""
        self._store = store
        self._clock = clock
        self._bot = bot
        self._one_at_a_time = asyncio.Lock()
        self.set_aside = 0

    @asynccontextmanager
    async def over(self, update_id: int) -> AsyncIterator[bool]:
        """Mark it as begun while the block runs; False if it stood so at two crashes already."""
        async with self._mostly_alone():
            may_begin = await self._begin(update_id)
            try:
                yield may_begin
            finally:  # an end of the process that is meant is no crash
                await self._end(update_id)

    @asynccontextmanager
    async def _mostly_alone(self) -> AsyncIterator[None]:
        """One after the other, so that a crash has one culprit; but nobody waits long for a slow one."""
        await self._one_at_a_time.acquire()
        is_mine = True

        def let_the_next_begin() -> None:
            nonlocal is_mine
            if is_mine:
                is_mine = False
                self._one_at_a_time.release()

        later = asyncio.get_running_loop().call_later(MOST_ALONE_SECONDS, let_the_next_begin)
        try:
            yield
        finally:
            later.cancel()
            let_the_next_begin()

    async def _begin(self, update_id: int) -> bool:
        now = self._clock()
        try:
            crashes = await self._store.turn(lambda nouns: nouns.in_work.begin(self._bot, str(update_id), now))
        except Exception:
            log.exception("could not mark an update as begun")
            return True
        if crashes < MOST_CRASHES:
            return True
        self.set_aside += 1
        log.error("an update was in work at two crashes and is set aside", update_id=update_id, n=self.set_aside)
        return False

    async def _end(self, update_id: int) -> None:
        try:
            await self._store.turn(lambda nouns: nouns.in_work.end(self._bot, str(update_id)))
        except Exception:
            log.exception("could not mark an update as done")
