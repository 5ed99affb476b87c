"""Moments are handed out once, rests are heeded by every process, and a clock that is set back stops nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from storage.nouns import Nouns
from storage.store import Store
from storage.tables.news import pace
from tests.storage.planting import NOW, rows

BOT, A_SECOND, A_DAY = "telegram", timedelta(seconds=1), timedelta(days=1)


async def free_at(store: Store, now: datetime, place: str = "") -> datetime:
    """The next moment."""
    return await store.read(lambda nouns: nouns.pace.free_at(BOT, now, place))


async def rests(store: Store, until: datetime, now: datetime, place: str = "") -> None:
    """The platform wants nothing."""
    await store.turn(lambda nouns: nouns.pace.rest(BOT, until, now, place))


def _takes(nouns: Nouns, now: datetime, place: str) -> None:
    nouns.pace.take(BOT, 1, A_SECOND, now, place)


async def test_no_moment_is_given_twice(store: Store) -> None:
    taken = [await store.turn(lambda nouns: nouns.pace.take(BOT, 3, A_SECOND, NOW)) for _ in range(2)]
    assert taken == [NOW, NOW + 3 * A_SECOND]
    assert await free_at(store, NOW) == NOW + 6 * A_SECOND
    assert await free_at(store, NOW + A_DAY) == NOW + A_DAY


async def test_no_moment_is_given_within_a_rest_and_a_longer_rest_stays(store: Store) -> None:
    await rests(store, NOW + 2 * A_DAY, NOW)
    await rests(store, NOW + A_SECOND, NOW)
    assert await store.turn(lambda nouns: nouns.pace.take(BOT, 1, A_SECOND, NOW)) == NOW + 2 * A_DAY


@pytest.mark.parametrize("place", ["", "-100"])
async def test_a_clock_that_is_set_back_by_a_day_holds_nothing_for_a_day(store: Store, place: str) -> None:
    await store.turn(lambda nouns: nouns.pace.take(BOT, 1, A_SECOND, NOW, place))
    await rests(store, NOW + timedelta(minutes=1), NOW, place)
    yesterday = NOW - A_DAY
    assert await free_at(store, yesterday, place) == yesterday
    assert await store.turn(lambda nouns: nouns.pace.take(BOT, 1, A_SECOND, yesterday, place)) == yesterday
    assert await free_at(store, yesterday, place) == yesterday + A_SECOND
    assert await store.read(lambda nouns: nouns.pace.held(BOT, yesterday - A_DAY)) == {}


async def test_a_place_rests_alone_and_is_not_known_by_its_name(store: Store) -> None:
    await rests(store, NOW + 9 * A_SECOND, NOW, "-100777")
    assert await free_at(store, NOW, "-100777") == NOW + 9 * A_SECOND
    assert [await free_at(store, NOW, other) for other in ("", "-100778")] == [NOW, NOW]

    def held(nouns: Nouns) -> tuple[dict[str, datetime], str]:
        return nouns.pace.held(BOT, NOW), nouns.pace.name_of(BOT, "-100777")

    places, name = await store.read(held)
    assert places == {name: NOW + 9 * A_SECOND}
    assert not [row.bot for row in await rows(store, sa.select(pace)) if "777" in row.bot and row.bot != name]
    assert "100777" not in name


async def test_places_that_were_written_to_long_ago_are_forgotten(store: Store) -> None:
    for passed in range(5):
        now = NOW + passed * timedelta(minutes=2)
        await store.turn(partial(_takes, now=now, place=f"-{passed}"))
    assert len(await rows(store, sa.select(pace))) == 1
