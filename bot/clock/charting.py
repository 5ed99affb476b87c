"""What charts are drawn from is kept up to date: the hours of the ledger, and groups of signers."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from storage.census import Census, begin_census, count_on, keep
from storage.hourly import follow_ledger
from storage.nouns import Nouns
from storage.store import Store


async def sum_hours(store: Store, now: datetime) -> None:
    """Whatever has settled since the last time, page after page."""
    while await store.page(partial(_follow, now)):
        pass


def _follow(now: datetime, nouns: Nouns) -> bool:
    return follow_ledger(nouns.connection, now)


async def count_groups(store: Store, now: datetime) -> None:
    """Every petition that has changed, one after the other; counting only reads."""
    while (census := await store.page(partial(_begin, now))) is not None:
        while await store.read(partial(_count, census)):
            pass
        await store.page(partial(_keep, census))


def _begin(now: datetime, nouns: Nouns) -> Census | None:
    return begin_census(nouns.connection, now)


def _count(census: Census, nouns: Nouns) -> bool:
    return count_on(nouns.connection, census)


def _keep(census: Census, nouns: Nouns) -> None:
    keep(nouns.connection, census)
