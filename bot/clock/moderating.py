"""What follows from moderating: writers hear what was decided, and moderators that something waits."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from handlers.organizing.rights import Deed, who_may
from storage.nouns import Nouns
from storage.store import Store
from storage.telling_writers import tell_due

MOST_AT_ONCE = 25


async def tell_writers(store: Store, now: datetime) -> None:
    """Each decision that can no longer be undone untold, page after page."""
    while await store.page(partial(_tell_writers, now)) == MOST_AT_ONCE:
        pass


def _tell_writers(now: datetime, nouns: Nouns) -> int:
    return tell_due(nouns.connection, now, MOST_AT_ONCE)


async def tell_moderators(store: Store, now: datetime) -> None:
    """Those of organisations at whose new things nobody has looked."""
    while await store.page(partial(_tell_moderators, now)) == MOST_AT_ONCE:
        pass


def _tell_moderators(now: datetime, nouns: Nouns) -> int:
    return nouns.waiting_news.tell_due(who_may(Deed.DECIDE), now, MOST_AT_ONCE)
