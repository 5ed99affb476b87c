"""A reading whose time is up is stopped, and its reader reads on; what writes is never stopped."""

from __future__ import annotations

import asyncio
import time

import pytest
import sqlalchemy as sa

from storage.nouns import Nouns
from storage.sqlite import READERS
from storage.store import Store, TooBusy
from tests.storage.turning import PATIENCE, marking, marks

SOON, MUCH_LATER = 0.2, 5
ENDLESS, SOME_TIME = 2_000_000_000, 2_000_000


def counting_to(most: int) -> sa.Select[tuple[int]]:
    """Work for the engine alone."""
    first = sa.select(sa.literal(1).label("i")).cte("n", recursive=True)
    n = first.union_all(sa.select(first.c.i + 1).where(first.c.i < most))
    return sa.select(sa.func.max(n.c.i).label("last"))


def count_to_the_end(nouns: Nouns) -> int:
    row = nouns.connection.first(counting_to(ENDLESS))
    return 0 if row is None else int(row.last)


def how_many_petitions(nouns: Nouns) -> int:
    return nouns.petitions.open_count()


async def test_a_reading_is_stopped_when_its_time_is_up_and_all_readers_read_on(store: Store) -> None:
    begun = time.monotonic()
    readings = [store.read(count_to_the_end, within=SOON) for _ in range(2 * READERS)]
    async with asyncio.timeout(PATIENCE):
        outcomes = await asyncio.gather(*readings, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [TooBusy] * len(readings)
    async with asyncio.timeout(PATIENCE):
        found = await asyncio.gather(*(store.read(how_many_petitions) for _ in range(2 * READERS)))
    assert found == [0] * (2 * READERS)
    assert time.monotonic() - begun < MUCH_LATER


async def test_a_reading_without_a_limit_is_left_alone_after_one_that_was_stopped(store: Store) -> None:
    for _ in range(READERS):
        with pytest.raises(TooBusy):
            await store.read(count_to_the_end, within=SOON)
    row = await store.read(lambda nouns: nouns.connection.first(counting_to(SOME_TIME)))
    assert row is not None
    assert row.last == SOME_TIME


async def test_what_writes_comes_to_its_end_however_long_it_takes(store: Store) -> None:
    def write(nouns: Nouns) -> int:
        marking("slow")(nouns)
        row = nouns.connection.first(counting_to(SOME_TIME))
        return 0 if row is None else int(row.last)

    assert await store.turn(write, within=SOON) == SOME_TIME
    assert await marks(store) == {"slow"}
