"""Work that is taken back: what it found out stays, what it wrote does not, and all else of the turn does."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest
import sqlalchemy as sa

from storage.nouns import Nouns
from storage.store import Store
from storage.tables.news import alert
from tests.storage.planting import NOW


def raised(nouns: Nouns, occasion: str) -> list[str]:
    """Another alert is raised, and what there is then."""
    nouns.alerts.raise_once("victory", "petition:1", occasion, NOW)
    return occasions(nouns)


def occasions(nouns: Nouns) -> list[str]:
    """Of all alerts."""
    return [row.occasion for row in nouns.connection.all(sa.select(alert.c.occasion).order_by(alert.c.id))]


async def test_what_was_written_is_gone_and_what_was_found_stays(store: Store) -> None:
    def work(nouns: Nouns) -> list[list[str]]:
        raised(nouns, "before")
        tried = nouns.connection.taken_back(partial(raised, nouns, "tried"))
        return [tried, raised(nouns, "after")]

    assert await store.turn(work) == [["before", "tried"], ["before", "after"]]
    assert await store.read(occasions) == ["before", "after"]


async def test_it_is_gone_also_where_the_work_fails_and_somebody_goes_on(store: Store) -> None:
    def fails(nouns: Nouns) -> None:
        raised(nouns, "tried")
        raise LookupError("tried")

    def work(nouns: Nouns) -> None:
        with pytest.raises(LookupError):
            nouns.connection.taken_back(partial(fails, nouns))
        raised(nouns, "after")

    await store.turn(work)
    assert await store.read(occasions) == ["after"]


async def test_one_inside_another_takes_back_its_own(store: Store) -> None:
    def outer(nouns: Nouns) -> list[list[str]]:
        raised(nouns, "outer")
        return [nouns.connection.taken_back(partial(raised, nouns, "inner")), occasions(nouns)]

    found = await store.turn(lambda nouns: nouns.connection.taken_back(partial(outer, nouns)))
    assert found == [["outer", "inner"], ["outer"]]
    assert await store.read(occasions) == []


async def test_turns_beside_it_keep_what_they_wrote(store: Store) -> None:
    """On SQLite they share one transaction."""

    def work(nouns: Nouns, name: str) -> None:
        raised(nouns, name)
        nouns.connection.taken_back(partial(raised, nouns, f"{name}, tried"))

    await asyncio.gather(*(store.turn(partial(work, name=str(each))) for each in range(20)))
    assert sorted(await store.read(occasions), key=int) == [str(each) for each in range(20)]
