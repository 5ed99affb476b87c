"""Forgetting in time: what was done after two days, half-filled forms after one, codes after minutes; work goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

import structlog

from storage.erasing import finish_erasing
from storage.jobs import MOST_ROWS_A_PAGE
from storage.nouns import Nouns
from storage.store import Store
from storage.uniting import finish_uniting

EVERY = timedelta(minutes=1)
PRUNED = ("handled", "conversations", "chat_messages", "in_work", "linking", "chats", "cards")
"""The nouns that forget in time."""

log = structlog.get_logger()


async def keep_pruning(
    store: Store, clock: Callable[[], datetime], sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
) -> None:
    """Prune now and then each minute, until cancelled; trouble is logged, and the next minute tries again."""
    while True:
        try:
            await prune(store, clock())
        except Exception:
            log.exception("pruning failed")
        await sleep(EVERY.total_seconds())


async def prune(store: Store, now: datetime) -> None:
    """Forget everything whose time is over, page after page."""
    await finish_uniting(store, now)
    await finish_erasing(store, now)
    for noun in PRUNED:
        while await store.page(partial(_page, noun, now)) == MOST_ROWS_A_PAGE:
            pass


def _page(noun: str, now: datetime, nouns: Nouns) -> int:
    pruned: int = getattr(nouns, noun).prune(now, MOST_ROWS_A_PAGE)
    return pruned
