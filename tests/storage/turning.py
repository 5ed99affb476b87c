"""Turns that leave a mark, a writer that is kept busy, and what stands in the store afterwards."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from storage.connection import SqliteConnection
from storage.nouns import Nouns
from storage.sqlite import SqliteStore
from storage.store import Store, Work
from storage.tables.bookkeeping import handled
from tests.storage.planting import NOW, rows

PATIENCE = 20


def marking(name: str) -> Work[str]:
    """A turn that leaves a mark, however often it runs, and answers with its name."""

    def mark(nouns: Nouns) -> str:
        nouns.handled.add("test", name, NOW)
        return name

    return mark


async def marks(store: Store) -> set[str]:
    """The marks that were left."""
    return {row.id for row in await rows(store, sa.select(handled))}


def driver_of(nouns: Nouns) -> sqlite3.Connection:
    """The driver's connection, which a handler never sees."""
    assert isinstance(nouns.connection, SqliteConnection)
    return nouns.connection._driver


def all_at_once(store: Store, *works: Work[Any]) -> list[asyncio.Task[Any]]:
    """Turns in this order."""
    return [asyncio.create_task(store.turn(work)) for work in works]


async def answers(tasks: list[asyncio.Task[Any]]) -> list[Any]:
    """What each was answered, be it an exception; nobody waits for ever."""
    async with asyncio.timeout(PATIENCE):
        return await asyncio.gather(*tasks, return_exceptions=True)


@asynccontextmanager
async def busy_writer(store: SqliteStore) -> AsyncIterator[None]:
    """What is submitted meanwhile waits, and is one group afterwards."""
    has_begun, may_end = threading.Event(), threading.Event()

    def wait(_nouns: Nouns) -> None:
        has_begun.set()
        assert may_end.wait(PATIENCE)

    waiting = asyncio.create_task(store.turn(wait))
    assert await asyncio.to_thread(has_begun.wait, PATIENCE)
    try:
        yield
        await asyncio.sleep(0)
    finally:
        may_end.set()
        await waiting


async def in_one_group(store: SqliteStore, *works: Work[Any]) -> list[Any]:
    """What each of these turns was answered, which waited together."""
    async with busy_writer(store):
        tasks = all_at_once(store, *works)
    return await answers(tasks)


@contextmanager
def traced(driver: sqlite3.Connection) -> Iterator[list[str]]:
    """What SQLite is told meanwhile."""
    told: list[str] = []
    driver.set_trace_callback(told.append)
    try:
        yield told
    finally:
        driver.set_trace_callback(None)


@contextmanager
def elsewhere(file: Path) -> Iterator[sqlite3.Connection]:
    """Another process's connection, as far as SQLite can tell."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        yield other
