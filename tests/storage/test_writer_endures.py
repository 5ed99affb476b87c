"""SQLite's writer outlives its turns, ends a group in time, and tells the committed from the rest."""

from __future__ import annotations

import asyncio
import sqlite3
import time

import pytest
import sqlalchemy as sa

import storage.writer
from storage.nouns import Nouns
from storage.sqlite import SqliteStore
from storage.store import StoreTrouble, Work
from tests.storage.turning import (
    all_at_once,
    answers,
    busy_writer,
    driver_of,
    in_one_group,
    marking,
    marks,
    traced,
)

SECONDS = 5
NAMES = ("a", "b", "c")


class Interrupt(BaseException):
    """What no `except Exception` holds up."""


def raising(fault: BaseException) -> Work[None]:
    """A turn that leaves a mark and is torn away."""

    def raise_it(nouns: Nouns) -> None:
        marking("torn")(nouns)
        raise fault

    return raise_it


@pytest.mark.parametrize("fault", [SystemExit(3), KeyboardInterrupt(), GeneratorExit(), Interrupt()], ids=repr)
async def test_no_exit_of_a_turn_ends_the_writer(sqlite_store: SqliteStore, fault: BaseException) -> None:
    async def torn() -> BaseException | None:
        # Caught here: asyncio itself ends at an exit that leaves a task.
        try:
            await sqlite_store.turn(raising(fault))
        except BaseException as met:
            return met
        return None

    async with asyncio.timeout(SECONDS):
        async with busy_writer(sqlite_store):
            before = asyncio.create_task(sqlite_store.turn(marking("a")))
            tearing = asyncio.create_task(torn())
            after = asyncio.create_task(sqlite_store.turn(marking("b")))
            await asyncio.sleep(0)
        assert [await before, await tearing, await after] == ["a", fault, "b"]
        assert await sqlite_store.turn(marking("later")) == "later"
    assert await marks(sqlite_store) == {"a", "b", "later"}


async def commits_of(store: SqliteStore, *works: Work[str]) -> tuple[list[str], int]:
    """What these turns that wait together are answered, and how often was committed for them."""
    with traced(await store.turn(driver_of)) as told:
        async with busy_writer(store):
            tasks = all_at_once(store, *works)
        answered = await answers(tasks)
    return answered, told.count("COMMIT") - 1


def sleeping(name: str, seconds: float) -> Work[str]:
    """A turn that takes so long."""

    def sleep(nouns: Nouns) -> str:
        time.sleep(seconds)
        return marking(name)(nouns)

    return sleep


async def test_a_group_ends_by_its_time_and_the_rest_is_carried(
    sqlite_store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage.writer, "GROUP_SECONDS", 0.02)
    slow = [sleeping(name, 0.03) for name in NAMES]
    assert await commits_of(sqlite_store, *slow) == (list(NAMES), len(NAMES))
    assert await marks(sqlite_store) == set(NAMES)


async def test_a_group_with_time_left_is_one(sqlite_store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage.writer, "GROUP_SECONDS", 5.0)
    slow = [sleeping(name, 0.01) for name in NAMES]
    assert await commits_of(sqlite_store, *slow) == (list(NAMES), 1)


async def test_whoever_waits_behind_a_slow_group_is_answered_after_it_and_not_before(
    sqlite_store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage.writer, "GROUP_SECONDS", 0.0)
    async with busy_writer(sqlite_store):
        first, second = all_at_once(sqlite_store, sleeping("a", 0.01), sleeping("b", 0.3))
        await asyncio.sleep(0)
    assert await first == "a"
    assert not second.done()
    assert await second == "b"


async def test_where_no_transaction_can_be_had_any_more_only_the_rest_is_in_trouble(sqlite_store: SqliteStore) -> None:
    tried: list[object] = []
    runs: list[str] = []

    def refuse(_driver: object, _record: object) -> None:
        tried.append(1)
        raise sqlite3.OperationalError("unable to open database file")

    def losing_the_file(nouns: Nouns) -> str:
        """When it runs again, alone, it is the last that finds the file."""
        runs.append("run")
        if len(runs) == 2:
            sa.event.listen(sqlite_store._engine, "connect", refuse)
        return marking("last")(nouns)

    def breaking(nouns: Nouns) -> None:
        driver_of(nouns).execute("ROLLBACK")

    told = await in_one_group(sqlite_store, marking("a"), losing_the_file, marking("b"), breaking, marking("c"))
    assert told[:2] == ["a", "last"]
    assert [(type(one), str(one)) for one in told[2:]] == [(StoreTrouble, "OperationalError")] * 3
    assert len(tried) == 1
    sa.event.remove(sqlite_store._engine, "connect", refuse)
    assert await sqlite_store.turn(marking("later")) == "later"
    assert await marks(sqlite_store) == {"a", "last", "later"}
