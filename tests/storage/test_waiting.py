"""Waiting for SQLite's writer: deadlines, going away, pages, closing, and the answer after the COMMIT."""

from __future__ import annotations

import asyncio
import gc
import threading
import weakref

import pytest
import sqlalchemy as sa

import storage.sqlite
import storage.writer
from storage.nouns import Nouns
from storage.sqlite import SqliteStore
from storage.store import StoreTrouble, TooBusy
from tests.storage.turning import (
    PATIENCE,
    all_at_once,
    answers,
    busy_writer,
    driver_of,
    elsewhere,
    marking,
    marks,
)

NAMES = ("a", "b", "c")


async def test_a_turn_that_has_not_started_in_time_is_withdrawn(sqlite_store: SqliteStore) -> None:
    async with busy_writer(sqlite_store):
        with pytest.raises(TooBusy):
            await sqlite_store.turn(marking("late"), within=0.001)
    await sqlite_store.turn(marking("a"))
    assert await marks(sqlite_store) == {"a"}


async def test_a_turn_that_has_started_comes_to_its_end_however_late(sqlite_store: SqliteStore) -> None:
    has_begun, may_end = threading.Event(), threading.Event()

    def dawdle(nouns: Nouns) -> str:
        has_begun.set()
        assert may_end.wait(PATIENCE)
        return marking("late")(nouns)

    task = asyncio.create_task(sqlite_store.turn(dawdle, within=0.05))
    await asyncio.to_thread(has_begun.wait, PATIENCE)
    await asyncio.sleep(0.1)
    may_end.set()
    assert await task == "late"


async def test_cancelling_withdraws_a_turn_that_waits(sqlite_store: SqliteStore) -> None:
    async with busy_writer(sqlite_store):
        (task,) = all_at_once(sqlite_store, marking("cancelled"))
        await asyncio.sleep(0)
        task.cancel()
    await sqlite_store.turn(marking("a"))
    assert await marks(sqlite_store) == {"a"}


async def test_cancelling_lets_a_turn_that_has_started_commit(sqlite_store: SqliteStore) -> None:
    has_begun, may_end = threading.Event(), threading.Event()

    def dawdle(nouns: Nouns) -> str:
        has_begun.set()
        assert may_end.wait(PATIENCE)
        return marking("started")(nouns)

    (task,) = all_at_once(sqlite_store, dawdle)
    await asyncio.to_thread(has_begun.wait, PATIENCE)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    may_end.set()
    await sqlite_store.turn(marking("a"))
    assert await marks(sqlite_store) == {"started", "a"}


async def test_pages_run_after_the_waiting_turns(sqlite_store: SqliteStore) -> None:
    ran: list[str] = []
    async with busy_writer(sqlite_store):
        page = asyncio.create_task(sqlite_store.page(lambda _nouns: ran.append("page")))
        await asyncio.sleep(0)
        tasks = all_at_once(sqlite_store, *[lambda _nouns, name=name: ran.append(name) for name in NAMES])
    await answers([page, *tasks])
    assert ran == [*NAMES, "page"]


async def test_a_flood_of_turns_does_not_keep_pages_out_for_ever(sqlite_store: SqliteStore) -> None:
    flood = Flood(sqlite_store, most=200)
    async with busy_writer(sqlite_store):
        page = asyncio.create_task(sqlite_store.page(lambda _nouns: flood.ran))
        flood.submit()
    assert await page < 200
    await flood.stop()


class Flood:
    """Turns of which each ends only when the next one waits, so that there is always one waiting."""

    def __init__(self, store: SqliteStore, most: int) -> None:
        self.ran = 0
        self._store = store
        self._most = most
        self._loop = asyncio.get_running_loop()
        self._tasks: list[asyncio.Task[None]] = []

    def submit(self, is_waiting: threading.Event | None = None) -> None:
        self._tasks.append(self._loop.create_task(self._store.turn(self._turn)))
        if is_waiting:
            self._loop.call_soon(is_waiting.set)

    async def stop(self) -> None:
        self._most = 0
        while not all(task.done() for task in self._tasks):
            await asyncio.wait(self._tasks)

    def _turn(self, _nouns: Nouns) -> None:
        self.ran += 1
        if self.ran < self._most:
            is_waiting = threading.Event()
            self._loop.call_soon_threadsafe(self.submit, is_waiting)
            assert is_waiting.wait(PATIENCE)


async def test_a_page_keeps_turns_carried_over_in_their_order(
    sqlite_store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage.writer, "GROUP_SECONDS", -1.0)
    monkeypatch.setattr(storage.writer, "GROUPS_BEFORE_A_PAGE", 1)
    ran: list[str] = []
    async with busy_writer(sqlite_store):
        tasks = all_at_once(sqlite_store, *[lambda _nouns, name=name: ran.append(name) for name in NAMES])
        pages = [asyncio.create_task(sqlite_store.page(lambda _nouns: ran.append("page"))) for _ in range(2)]
    await answers([*tasks, *pages])
    assert [name for name in ran if name != "page"] == list(NAMES)
    assert ran.count("page") == 2


async def test_closing_answers_everybody_who_waits(sqlite_store: SqliteStore) -> None:
    async with busy_writer(sqlite_store):
        tasks = all_at_once(sqlite_store, *map(marking, NAMES))
        tasks.append(asyncio.create_task(sqlite_store.page(marking("page"))))
        await asyncio.sleep(0)
        closed = asyncio.create_task(sqlite_store.close())
    assert await answers(tasks) == [*NAMES, "page"]
    await closed
    for late in (sqlite_store.turn(marking("late")), sqlite_store.page(marking("late"))):
        with pytest.raises(StoreTrouble):
            await late
    with elsewhere(sqlite_store.file) as other:
        assert {name for (name,) in other.execute("SELECT id FROM handled")} == {*NAMES, "page"}


async def test_closing_leaves_one_file(sqlite_store: SqliteStore) -> None:
    await sqlite_store.turn(marking("a"))
    await marks(sqlite_store)
    await sqlite_store.close()
    assert [path.name for path in sqlite_store.file.parent.iterdir()] == [sqlite_store.file.name]


async def test_a_reader_whose_connection_was_closed_gets_a_new_one(sqlite_store: SqliteStore) -> None:
    await sqlite_store.turn(marking("a"))

    def close(nouns: Nouns) -> None:
        driver_of(nouns).close()

    for _ in range(6):
        with pytest.raises(sa.exc.DBAPIError):
            await sqlite_store.read(close)
    for _ in range(6):
        assert await marks(sqlite_store) == {"a"}


async def test_nobody_is_answered_before_the_commit_returned(sqlite_store: SqliteStore) -> None:
    is_committing, may_commit = threading.Event(), threading.Event()

    def wait(_connection: object) -> None:
        is_committing.set()
        assert may_commit.wait(PATIENCE)

    sa.event.listen(sqlite_store._engine, "commit", wait)
    tasks = all_at_once(sqlite_store, *map(marking, NAMES))
    assert await asyncio.to_thread(is_committing.wait, PATIENCE)
    await asyncio.sleep(0.05)
    assert not any(task.done() for task in tasks)
    may_commit.set()
    assert await answers(tasks) == list(NAMES)


async def test_whoever_is_answered_can_be_read_elsewhere(sqlite_store: SqliteStore) -> None:
    seen: list[bool] = []
    with elsewhere(sqlite_store.file) as other:

        async def sign(name: str) -> None:
            await sqlite_store.turn(marking(name))
            seen.append(other.execute("SELECT count(*) FROM handled WHERE id = ?", [name]).fetchone() == (1,))

        await asyncio.gather(*(sign(str(n)) for n in range(50)))
    assert seen == [True] * 50


async def test_a_waiter_whose_loop_was_closed_stops_nobody(sqlite_store: SqliteStore) -> None:
    async with busy_writer(sqlite_store):
        await asyncio.to_thread(_submit_and_close_the_loop, sqlite_store)
    assert await sqlite_store.turn(marking("a")) == "a"
    assert await marks(sqlite_store) == {"a", "abandoned"}


def _submit_and_close_the_loop(store: SqliteStore) -> None:
    loop = asyncio.new_event_loop()
    coroutine = store.turn(marking("abandoned"))
    # Run as far as the future it waits for, and no further.
    task = loop.create_task(coroutine)
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()
    task._log_destroy_pending = False  # type: ignore[attr-defined]


async def test_an_idle_writer_holds_on_to_nothing_of_a_turn(sqlite_store: SqliteStore) -> None:
    class Thing:
        """What a handler answers."""

    kept = weakref.ref(await sqlite_store.turn(lambda _nouns: Thing()))
    # The turn that follows is answered after the writer has let go of the one before.
    await sqlite_store.turn(lambda _nouns: None)
    gc.collect()
    assert kept() is None
