"""What a turn, a reading and a page promise on either engine."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from contextvars import ContextVar

import pytest
import sqlalchemy as sa

from storage.connection import Prepared
from storage.nouns import Nouns
from storage.store import Store, StoreTrouble, Work
from storage.tables.bookkeeping import handled
from tests.storage.planting import NOW
from tests.storage.turning import marking, marks

language: ContextVar[str] = ContextVar("language", default="none")
WAYS = ("turn", "read", "page")


def way(store: Store, name: str) -> Callable[[Work[str]], Awaitable[str]]:
    ways: dict[str, Callable[[Work[str]], Awaitable[str]]] = {
        "turn": store.turn,
        "read": store.read,
        "page": store.page,
    }
    return ways[name]


@pytest.mark.parametrize("name", WAYS)
async def test_the_callers_language_is_seen_inside_and_none_leaks_out(store: Store, name: str) -> None:
    def answer(_nouns: Nouns) -> str:
        before = language.get()
        language.set("inside")
        return before

    async def ask(own: str) -> list[str]:
        language.set(own)
        return [await way(store, name)(answer), language.get()]

    assert tuple(await asyncio.gather(ask("de"), ask("fr"))) == (["de", "de"], ["fr", "fr"])
    assert await way(store, name)(answer) == "none"


async def test_a_turn_that_raises_changes_nothing(store: Store) -> None:
    def fail(nouns: Nouns) -> None:
        marking("failed")(nouns)
        raise LookupError("a handler's fault")

    with pytest.raises(LookupError, match="a handler's fault"):
        await store.turn(fail)
    with pytest.raises(LookupError, match="a handler's fault"):
        await store.page(fail)
    assert await marks(store) == set()


@pytest.mark.parametrize("fault", [FileNotFoundError("gone"), TimeoutError("late"), ValueError("wrong")])
async def test_a_handlers_own_fault_is_no_trouble_of_the_store(store: Store, fault: Exception) -> None:
    ran: list[int] = []

    def fail(_nouns: Nouns) -> None:
        ran.append(1)
        raise fault

    with pytest.raises(type(fault)):
        await store.turn(fail)
    assert len(ran) == 1


@pytest.mark.parametrize("name", ["turn", "read"])
async def test_a_handler_that_runs_out_of_items_is_answered(store: Store, name: str) -> None:
    def stop(_nouns: Nouns) -> str:
        return str(next(iter(())))

    with pytest.raises(RuntimeError):
        await asyncio.wait_for(way(store, name)(stop), 10)


@pytest.mark.parametrize("is_prepared", [False, True])
async def test_a_reading_can_not_write_and_is_not_worth_trying_again(store: Store, is_prepared: bool) -> None:
    added = sa.insert(handled).values(bot="test", id="written", at=NOW)
    statement = Prepared(added) if is_prepared else added
    with pytest.raises((sa.exc.DBAPIError, sqlite3.OperationalError)):
        await store.read(lambda nouns: nouns.connection.run(statement))
    assert await marks(store) == set()
    await store.turn(marking("a"))
    assert await marks(store) == {"a"}


async def test_a_prepared_statement_sets_what_is_empty_to_nothing(store: Store) -> None:
    held = Prepared(sa.select(sa.literal(None, sa.LargeBinary).label("empty"), sa.literal(b"x").label("bytes")))
    row = await store.read(lambda nouns: nouns.connection.first(held))
    assert row is not None
    assert (row.empty, bytes(row.bytes)) == (None, b"x")


async def test_a_value_that_is_not_given_is_an_error(store: Store) -> None:
    asking = Prepared(sa.select(handled).where(handled.c.id == sa.bindparam("wanted")))
    with pytest.raises((KeyError, sa.exc.StatementError)):
        await store.read(lambda nouns: nouns.connection.first(asking))


async def test_a_closed_store_says_so(store: Store) -> None:
    await store.close()
    for late in (store.turn(marking("late")), store.page(marking("late")), store.read(marking("late"))):
        with pytest.raises(StoreTrouble, match="closed"):
            await late


async def test_closing_finishes_what_is_waiting(store: Store) -> None:
    tasks = [asyncio.create_task(store.turn(marking(str(n)))) for n in range(30)]
    await asyncio.sleep(0)
    await store.close()
    assert await asyncio.gather(*tasks) == [str(n) for n in range(30)]
