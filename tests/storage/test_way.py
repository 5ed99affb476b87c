"""Counters of the way to a signature: they add up, hold no person, and go with their petition."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from storage.nouns import Nouns
from storage.store import Store
from storage.tables.links import way_count, way_total
from storage.way import Passed, Step
from tests.storage.planting import planted, rows

TODAY = date(2026, 3, 4)


async def test_what_several_counted_is_added_up(store: Store) -> None:
    park, lake = await planted(store), await planted(store, "lake")
    opened = Passed(park.id, TODAY, "link:1", Step.OPENED)
    counted = {opened: 3, Passed(park.id, TODAY, "", Step.OPENED): 2, Passed(park.id, TODAY, "", Step.READ): 1}
    await store.turn(lambda nouns: nouns.way.add(counted))
    await store.turn(lambda nouns: nouns.way.add({opened: 4, Passed(park.id, TODAY, "link:1", Step.FURTHER): 1}))
    await store.turn(lambda nouns: nouns.way.add({Passed(park.id, date(2026, 3, 5), "link:1", Step.OPENED): 1}))

    def look(nouns: Nouns) -> None:
        assert nouns.way.of(park.id) == {Step.OPENED: 10, Step.READ: 1, Step.SIGNED: 0, Step.SHARED: 0}
        assert nouns.way.by_source(park.id)["link:1"] == {Step.OPENED: 8, Step.FURTHER: 1}
        assert nouns.way.by_source(lake.id) == {}

    await store.read(look)
    assert len(await rows(store, sa.select(way_count))) == 5


async def test_a_petition_that_is_gone_is_counted_no_more(store: Store) -> None:
    park = await planted(store)
    counted = {Passed(each, TODAY, "", Step.OPENED): 1 for each in (park.id, park.id + 9)}
    await store.turn(lambda nouns: nouns.way.add(counted))
    assert [row.petition_id for row in await rows(store, sa.select(way_count))] == [park.id]


def test_nothing_of_it_is_finer_than_a_day_or_names_anybody() -> None:
    assert set(way_count.c.keys()) == {"petition_id", "day", "source", "step", "n"}
    assert set(way_total.c.keys()) == {"petition_id", "source", "step", "n"}
