"""Alerts that were raised get their deliveries: a page of each in turn, so that a large one holds up no other."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from storage.alerts import Alert
from storage.correcting import correct_page, is_correcting
from storage.making import make_page
from storage.nouns import Nouns
from storage.store import Store

MOST_AT_ONCE = 20


async def make_deliveries(store: Store, now: datetime) -> int:
    """One page of each alert that waits, and of what is to be corrected; for how many there may be more to do.

    Where nothing waits, nothing is written.
    """
    waiting, corrects = await store.read(_waiting)
    unfinished = [await store.page(partial(correct_page, now=now))] if corrects else []
    unfinished += [await store.page(partial(make_page, given=given, now=now)) for given in waiting]
    return sum(unfinished)


def _waiting(nouns: Nouns) -> tuple[list[Alert], bool]:
    return nouns.alerts.waiting(MOST_AT_ONCE), is_correcting(nouns)
