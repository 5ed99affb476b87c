"""What stood in work when the process ended: begun one by one, and set aside if it was in work at two crashes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

import structlog

from storage.store import Store

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
        """Mark it as begun while the block runs; False if it stood so at the last crash already."""
        async with self._one_at_a_time:
            may_begin = await self._begin(update_id)
            try:
                yield may_begin
            finally:
                await self._store.turn(lambda nouns: nouns.in_work.end(self._bot, str(update_id)))

    async def _begin(self, update_id: int) -> bool:
        now = self._clock()
        if await self._store.turn(lambda nouns: nouns.in_work.begin(self._bot, str(update_id), now)):
            return True
        self.set_aside += 1
        log.error("an update was in work at two crashes and is set aside", update_id=update_id)
        return False
