"""Forgetting in time: what was done after two days, half-filled forms after one, codes after minutes; work goes on."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from storage.erasing import finish_erasing
from storage.jobs import MOST_ROWS_A_PAGE
from storage.nouns import Nouns
from storage.store import Store
from storage.uniting import finish_uniting

PRUNED = (
    "handled",
    "conversations",
    "chat_messages",
    "in_work",
    "linking",
    "invites",
    "chats",
    "card_wishes",
    "deliveries",
    "reminders",
    "sweeps",
    "documents",
)
"""The nouns that forget in time."""


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
