"""SQLite's writer: groups, savepoints, and trouble that takes nobody else along."""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import storage.sqlite
import storage.writer
from storage.nouns import Nouns
from storage.sqlite import PRAGMAS, SqliteStore
from storage.store import StoreTrouble, Work
from storage.tables.signing import signature
from tests.storage.planting import NOW, count_of, planted, rows, signing
from tests.storage.turning import (
    all_at_once,
    answers,
    busy_writer,
    driver_of,
    elsewhere,
    in_one_group,
    marking,
    marks,
    traced,
)

NAMES = ("a", "b", "c")


def through_the_driver(statement: str) -> Work[None]:
    """A turn that speaks past its connection."""

    def speak(nouns: Nouns) -> None:
        nouns.handled.add("test", "broken", NOW)
        driver_of(nouns).execute(statement)

    return speak


def closing_the_driver(nouns: Nouns) -> None:
    driver_of(nouns).close()


def breaking_the_commit(nouns: Nouns) -> None:
    """A reference to nothing, which SQLite finds only when it commits."""
    driver_of(nouns).execute("PRAGMA defer_foreign_keys=ON")
    driver_of(nouns).execute("INSERT INTO tally (petition_id, kind, amount, at) VALUES (404, 'signed', 1, 0)")


def failing(nouns: Nouns) -> None:
    nouns.handled.add("test", "failed", NOW)
    raise ValueError("this turn fails")


def stopping(_nouns: Nouns) -> None:
    next(iter(()))


def with_pragma(monkeypatch: pytest.MonkeyPatch, *pragmas: str) -> None:
    """Connections made from now on have these settings too."""
    monkeypatch.setattr(storage.sqlite, "PRAGMAS", (*PRAGMAS, *pragmas))


async def test_turns_that_wait_together_are_committed_together(sqlite_store: SqliteStore) -> None:
    driver = await sqlite_store.turn(driver_of)
    with traced(driver) as told:
        async with busy_writer(sqlite_store):
            tasks = all_at_once(sqlite_store, *map(marking, NAMES))
        assert await answers(tasks) == list(NAMES)
    commits = [number for number, statement in enumerate(told) if statement == "COMMIT"]
    assert len(commits) == 2
    assert told[commits[0] : commits[1]].count("SAVEPOINT turn") == len(NAMES)


async def test_a_group_that_takes_long_is_committed_and_the_rest_follows(
    sqlite_store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage.writer, "GROUP_SECONDS", -1.0)
    ran: list[str] = []

    def noting(name: str) -> Work[None]:
        return lambda _nouns: ran.append(name)

    names = [str(n) for n in range(20)]
    await in_one_group(sqlite_store, *map(noting, names))
    assert ran == names


async def test_a_turn_that_raises_is_rolled_back_alone(sqlite_store: SqliteStore) -> None:
    told = await in_one_group(sqlite_store, marking("a"), failing, marking("b"))
    assert [told[0], str(told[1]), told[2]] == ["a", "this turn fails", "b"]
    assert await marks(sqlite_store) == {"a", "b"}


@pytest.mark.parametrize(
    "breaking",
    [
        through_the_driver("ROLLBACK"),
        through_the_driver("COMMIT"),
        through_the_driver("RELEASE turn"),
        closing_the_driver,
        breaking_the_commit,
    ],
    ids=["rollback", "commit", "release", "close", "commit fails"],
)
async def test_a_turn_that_destroys_its_group_takes_no_other_with_it(
    sqlite_store: SqliteStore, breaking: Work[None]
) -> None:
    told = await in_one_group(sqlite_store, marking("a"), breaking, marking("b"), marking("c"))
    assert [told[0], *told[2:]] == ["a", "b", "c"]
    assert isinstance(told[1], StoreTrouble)
    assert await marks(sqlite_store) - {"broken"} == {"a", "b", "c"}
    assert await sqlite_store.turn(marking("later")) == "later"


async def test_a_turn_that_fails_in_a_broken_group_hears_its_own_fault(sqlite_store: SqliteStore) -> None:
    told = await in_one_group(sqlite_store, failing, through_the_driver("ROLLBACK"), marking("a"))
    assert isinstance(told[0], ValueError)
    assert await marks(sqlite_store) == {"a"}


async def test_a_turn_that_runs_again_is_committed_once(sqlite_store: SqliteStore) -> None:
    park = await planted(sqlite_store)
    turns = [signing(park, "ada"), breaking_the_commit, signing(park, "ben")]
    ada, _broken, ben = await in_one_group(sqlite_store, *turns)
    assert sorted([ada.signature.number, ben.signature.number]) == [1, 2]
    assert await count_of(sqlite_store, park) == 2


async def test_a_turn_that_stops_an_iteration_leaves_nobody_unanswered(sqlite_store: SqliteStore) -> None:
    told = await in_one_group(sqlite_store, stopping, marking("a"))
    assert isinstance(told[0], RuntimeError)
    assert told[1] == "a"


async def test_a_connection_closed_behind_the_writers_back_is_made_anew(sqlite_store: SqliteStore) -> None:
    (await sqlite_store.turn(driver_of)).close()
    assert await in_one_group(sqlite_store, *map(marking, NAMES)) == list(NAMES)
    assert await marks(sqlite_store) == set(NAMES)


async def test_a_surprise_in_the_writer_itself_is_answered(
    sqlite_store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with busy_writer(sqlite_store):
        tasks = all_at_once(sqlite_store, *map(marking, NAMES))
        await asyncio.sleep(0)
        monkeypatch.setattr(storage.writer, "SqliteConnection", None)
    assert [type(told) for told in await answers(tasks)] == [StoreTrouble] * len(NAMES)
    monkeypatch.undo()
    assert await sqlite_store.turn(marking("later")) == "later"


async def test_a_full_disk_loses_nothing_acknowledged(
    sqlite_store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    park = await planted(sqlite_store)
    with_pragma(monkeypatch, "max_page_count=1")
    (await sqlite_store.turn(driver_of)).close()
    numbers = await _sign_until_trouble(sqlite_store, lambda n: signing(park, f"person {n}"))
    assert await count_of(sqlite_store, park) == len(numbers)
    monkeypatch.undo()
    signed = await sqlite_store.turn(signing(park, "ada"))
    assert signed is not None
    assert [row.number for row in await rows(sqlite_store, sa.select(signature.c.number).order_by("number"))] == [
        *numbers,
        signed.signature.number,
    ]


async def _sign_until_trouble(store: SqliteStore, turn: Callable[[int], Work[Any]]) -> list[int]:
    """Groups of ten until one is refused; the numbers that were given."""
    numbers: list[int] = []
    for first in range(0, 1000, 10):
        told = await in_one_group(store, *(turn(n) for n in range(first, first + 10)))
        numbers += [one.signature.number for one in told if not isinstance(one, Exception)]
        refused = [one for one in told if isinstance(one, Exception)]
        if refused:
            assert {type(one) for one in refused} == {StoreTrouble}
            return sorted(numbers)
    raise AssertionError("the disk was never full")


async def test_a_disk_that_fills_while_committing_loses_nothing_acknowledged(sqlite_store: SqliteStore) -> None:
    park = await planted(sqlite_store)
    await sqlite_store.turn(signing(park, "ada"))
    with files_of_at_most(size_of_log(sqlite_store) + 8192):
        numbers = await _sign_until_trouble(sqlite_store, lambda n: signing(park, f"person {n}"))
    assert await count_of(sqlite_store, park) == len(numbers) + 1
    assert await sqlite_store.turn(signing(park, "ben")) is not None


def size_of_log(store: SqliteStore) -> int:
    return Path(f"{store.file}-wal").stat().st_size


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """No file of this process can grow further: for SQLite, a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_a_database_another_process_keeps_is_waited_for_once_and_not_by_each_turn(
    sqlite_store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_pragma(monkeypatch, "busy_timeout=20")
    (await sqlite_store.turn(driver_of)).close()
    await sqlite_store.turn(marking("a"))
    connected: list[object] = []
    sa.event.listen(sqlite_store._engine, "connect", lambda driver, _record: connected.append(driver))
    with elsewhere(sqlite_store.file) as other:
        other.execute("BEGIN IMMEDIATE")
        told = await answers(all_at_once(sqlite_store, *(marking(str(n)) for n in range(100))))
    assert {type(one) for one in told} == {StoreTrouble}
    assert len(connected) < 10
    assert await sqlite_store.turn(marking("later")) == "later"
    assert await marks(sqlite_store) == {"a", "later"}
