"""PostgreSQL: what passes is tried again as a whole, and any number of processes may sign."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.util import await_only

from storage.nouns import Nouns
from storage.postgresql import MOST_TRIES, PostgresqlStore, postgresql_engine
from storage.store import Store, StoreTrouble, TooBusy
from storage.tables.petitions import petition
from tests.storage.planting import count_of, counted_rows, planted, signing
from tests.storage.turning import PATIENCE, marking, marks
from tests.stores import VAULT, Stores

CUT_ALL_OTHERS = sa.text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE pid <> pg_backend_pid() AND datname = current_database()"
)
PASSING = ["40001", "40P01", "57P01", "53100", "08006"]


class Failing:
    """A turn that leaves a mark and then fails some times with an error of the server's."""

    def __init__(self, state: str, times: int) -> None:
        self.ran = 0
        self._state = state
        self._times = times

    def __call__(self, nouns: Nouns) -> int:
        self.ran += 1
        marking(f"try {self.ran}")(nouns)
        if self.ran <= self._times:
            raising = f"DO $$ BEGIN RAISE EXCEPTION 'planted' USING ERRCODE = '{self._state}'; END $$"
            nouns.connection.run(sa.text(raising))
        return self.ran


@pytest.fixture
async def narrow_store(stores: Stores) -> AsyncIterator[PostgresqlStore]:
    """A store with one connection, for which nobody waits long."""
    server = await asyncio.to_thread(stores.postgresql)
    url = server.url(await server.new_database())
    engine = create_async_engine(url, pool_size=1, max_overflow=0, pool_timeout=0.1)
    opened = PostgresqlStore(engine, VAULT)
    yield opened
    await opened.close()


@asynccontextmanager
async def kept_busy(store: Store, name: str = "busy") -> AsyncIterator[asyncio.Task[str]]:
    """A turn that has started and ends with the block."""
    has_begun, may_end = asyncio.Event(), asyncio.Event()

    def wait(nouns: Nouns) -> str:
        marking(name)(nouns)
        has_begun.set()
        await_only(may_end.wait())
        return name

    task = asyncio.create_task(store.turn(wait))
    await asyncio.wait_for(has_begun.wait(), PATIENCE)
    try:
        yield task
    finally:
        may_end.set()
        await asyncio.wait([task])


@pytest.mark.parametrize("state", PASSING)
async def test_what_passes_runs_the_whole_turn_again(postgresql_store: PostgresqlStore, state: str) -> None:
    assert await postgresql_store.turn(Failing(state, 2)) == 3
    assert await marks(postgresql_store) == {"try 3"}


async def test_a_turn_is_tried_three_times_at_most(postgresql_store: PostgresqlStore) -> None:
    failing = Failing("40001", 99)
    with pytest.raises(StoreTrouble):
        await postgresql_store.turn(failing)
    assert failing.ran == MOST_TRIES == 3
    assert await marks(postgresql_store) == set()


async def test_what_does_not_pass_is_not_tried_again(postgresql_store: PostgresqlStore) -> None:
    failing = Failing("22012", 99)
    with pytest.raises(sa.exc.DBAPIError):
        await postgresql_store.turn(failing)
    assert failing.ran == 1


async def test_two_turns_that_block_each_other_both_come_to_their_end(postgresql_store: PostgresqlStore) -> None:
    park, lake = await planted(postgresql_store, "park"), await planted(postgresql_store, "lake")
    both_hold_one = asyncio.Barrier(2)
    tries: list[int] = []

    async def sign(first: int, second: int) -> None:
        has_met = False

        def bump(nouns: Nouns) -> None:
            nonlocal has_met
            tries.append(1)
            nouns.connection.run(sa.text("SET LOCAL deadlock_timeout = '10ms'"))
            for petition_id in (first, second):
                more = sa.update(petition).where(petition.c.id == petition_id).values(count=petition.c.count + 1)
                nouns.connection.run(more)
                if not has_met:
                    has_met = True
                    await_only(both_hold_one.wait())

        await postgresql_store.turn(bump)

    await asyncio.wait_for(asyncio.gather(sign(park.id, lake.id), sign(lake.id, park.id)), PATIENCE)
    assert len(tries) == 3
    assert [await count_of(postgresql_store, found) for found in (park, lake)] == [2, 2]


async def test_a_connection_that_is_cut_runs_the_turn_again(postgresql_store: PostgresqlStore) -> None:
    tries: list[int] = []

    def cut_once(nouns: Nouns) -> int:
        tries.append(1)
        marking(f"try {len(tries)}")(nouns)
        if len(tries) == 1:
            nouns.connection.all(sa.text("SELECT pg_terminate_backend(pg_backend_pid())"))
        return len(tries)

    assert await postgresql_store.turn(cut_once) == 2
    assert await marks(postgresql_store) == {"try 2"}


async def test_connections_cut_while_nobody_used_them_are_made_anew(postgresql_store: PostgresqlStore) -> None:
    park = await planted(postgresql_store)
    await asyncio.gather(*(postgresql_store.turn(signing(park, f"person {n}")) for n in range(10)))

    await postgresql_store.turn(lambda nouns: nouns.connection.all(CUT_ALL_OTHERS))
    await asyncio.gather(*(postgresql_store.turn(signing(park, f"late {n}")) for n in range(10)))
    assert await count_of(postgresql_store, park) == 20


async def test_a_server_that_is_not_there_is_trouble() -> None:
    store = PostgresqlStore(postgresql_engine("postgresql+asyncpg://nobody@127.0.0.1:1/none"), VAULT)
    with pytest.raises(StoreTrouble):
        await store.turn(marking("a"))
    await store.close()


async def test_two_processes_sign_without_a_number_given_twice(stores: Stores) -> None:
    server = await asyncio.to_thread(stores.postgresql)
    url = server.url(await server.new_database())
    first, second = (PostgresqlStore(postgresql_engine(url), VAULT) for _ in range(2))
    park = await planted(first)
    people = [f"person {n}" for n in range(15)] * 2
    turns = [(first, second)[n % 2].turn(signing(park, person)) for n, person in enumerate(people)]
    given = [one for one in await asyncio.gather(*turns) if one]
    assert sorted(one.signature.number or 0 for one in given) == list(range(1, 16))
    assert len(await counted_rows(second, park)) == await count_of(first, park) == 15
    await first.close()
    await second.close()


async def test_cancelling_lets_a_turn_that_has_started_commit(postgresql_store: PostgresqlStore) -> None:
    async with kept_busy(postgresql_store, "started") as task:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    await asyncio.wait(postgresql_store._running)
    assert await marks(postgresql_store) == {"started"}


async def test_cancelling_withdraws_a_turn_that_waits(narrow_store: PostgresqlStore) -> None:
    async with kept_busy(narrow_store):
        waiting = asyncio.create_task(narrow_store.turn(marking("cancelled")))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    assert await marks(narrow_store) == {"busy"}


@pytest.mark.parametrize("within", [0.01, None], ids=["its own deadline", "the pool's deadline"])
async def test_a_turn_that_gets_no_connection_in_time_is_withdrawn(
    narrow_store: PostgresqlStore, within: float | None
) -> None:
    async with kept_busy(narrow_store):
        with pytest.raises(TooBusy):
            await narrow_store.turn(marking("late"), within=within)
    assert await marks(narrow_store) == {"busy"}


async def test_a_page_whose_waiter_went_away_still_runs_alone(postgresql_store: PostgresqlStore) -> None:
    has_begun, may_end, running = asyncio.Event(), asyncio.Event(), []

    def page(_nouns: Nouns) -> int:
        running.append(1)
        has_begun.set()
        await_only(may_end.wait())
        return len(running)

    first = asyncio.create_task(postgresql_store.page(page))
    await asyncio.wait_for(has_begun.wait(), PATIENCE)
    first.cancel()
    second = asyncio.create_task(postgresql_store.page(page))
    await postgresql_store.turn(marking("a"))
    assert len(running) == 1
    may_end.set()
    assert await second == 2
