"""Writing down how many went which part of the way, some seconds after they did."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial

import structlog

from bot.tallying import Tally
from storage.nouns import Nouns
from storage.store import Store
from storage.way import Passed

A_PAGE = 100

log = structlog.get_logger()


async def write_way(store: Store, tally: Tally, now: datetime) -> None:
    """What was counted since the last time, in pages; what can't be written now is kept for the next time."""
    tally.forget(now)
    while counted := tally.taken(A_PAGE):
        try:
            await store.page(partial(_write, counted))
        except Exception:
            tally.put_back(counted)
            raise


def _write(counted: dict[Passed, int], nouns: Nouns) -> None:
    nouns.way.add(counted)


@asynccontextmanager
async def written_at_the_end(store: Store, tally: Tally, now: Callable[[], datetime]) -> AsyncIterator[None]:
    """Whatever is still counted in memory when the block ends is written then."""
    try:
        yield
    finally:
        try:
            await write_way(store, tally, now())
        except Exception:
            log.exception("what was counted last could not be written")
