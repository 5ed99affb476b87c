"""Broadcasts: what is due begins, what waits after a pause or a stop is seen to, and who is through is noted."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import structlog

from handlers.organizing.rights import Deed, who_may
from storage.holding_up import finish, hold_up_more, holds_up_any, unfinished
from storage.nouns import Nouns
from storage.scheduled import begin_due
from storage.store import Store

log = structlog.get_logger()

MOST_AT_ONCE = 5


async def begin_scheduled(store: Store, now: datetime) -> None:
    """Whatever is due; where nothing is, nothing is written."""
    while await store.read(lambda nouns: nouns.broadcasts.is_any_due(now)):
        begun = await store.turn(partial(_begin, now=now))
        if not begun:
            return


def _begin(nouns: Nouns, now: datetime) -> int:
    return begin_due(nouns, who_may(Deed.TELL), now, MOST_AT_ONCE)


async def see_to_held(store: Store, now: datetime) -> None:
    """What waits of broadcasts that go on or were stopped, page after page; then, which of those that run are done."""
    while await store.read(holds_up_any):
        await store.page(lambda nouns: hold_up_more(nouns, now))
    for broadcast_id in await store.read(unfinished):
        while await store.page(partial(finish, broadcast_id=broadcast_id, now=now)):
            pass
