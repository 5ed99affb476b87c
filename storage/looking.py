"""Looking at a store without touching it: nothing is made, migrated, locked or written, not even a file beside it."""

from __future__ import annotations

import asyncio
import fcntl
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy import exc

from storage.connection import CoreConnection
from storage.keys import KeyCheck
from storage.nouns import Nouns
from storage.opening import (
    POSTGRESQL_FAULTS,
    CannotOpen,
    StorePlace,
    no_postgresql,
    stored_key_check,
    stored_revision,
)
from storage.sqlite import looking_engine
from storage.store import T, Work
from storage.vault import Vault


class Run(Protocol):
    """Runs a function over a connection that can only read."""

    def __call__(self, work: Callable[[sa.Connection], T]) -> Awaitable[T]:
        """Its result."""


class Look:
    """A store as it stands."""

    def __init__(self, run: Run) -> None:
        """`run` reaches the store."""
        self._run = run

    async def revision(self) -> str | None:
        """Which migration the store stands at, or None for an empty one."""
        return await self._run(stored_revision)

    async def key_check(self) -> KeyCheck | None:
        """What the store remembers of its key, or None for one that never had any."""
        return await self._run(stored_key_check)

    async def read(self, vault: Vault, work: Work[T]) -> T:
        """What the work reads in a store of this revision."""
        return await self._run(lambda connection: work(Nouns(CoreConnection(connection), vault)))


@asynccontextmanager
async def looking_at(place: StorePlace) -> AsyncIterator[Look | None]:
    """A look at the store, or None where there is none yet. Raises CannotOpen, also while looking."""
    if place.file is None:
        async with _at_postgresql(place.url) as look:
            yield look
    elif not place.file.exists() or place.file.stat().st_size == 0:
        yield None
    else:
        async with _at_sqlite(place.file) as look:
            yield look


def holder_of(file: Path) -> str | None:
    """The process that has the file open, by its id where that is known; None if there is none."""
    try:
        with Path(f"{file}.lock").open(encoding="ascii") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return lock.read().strip() or "unknown"
    except OSError:
        return None
    return None


@asynccontextmanager
async def _at_sqlite(file: Path) -> AsyncIterator[Look]:
    engine = looking_engine(file)
    try:
        yield Look(lambda work: asyncio.to_thread(_run, engine, work))
    except (exc.DatabaseError, sqlite3.Error) as fault:
        raise CannotOpen(f"{file} is not a store of this program: {getattr(fault, 'orig', fault)}.") from fault
    finally:
        engine.dispose()


def _run(engine: sa.Engine, work: Callable[[sa.Connection], T]) -> T:
    with engine.connect() as connection:
        return work(connection)


@asynccontextmanager
async def _at_postgresql(url: str) -> AsyncIterator[Look]:
    from storage.postgresql import postgresql_engine

    engine = postgresql_engine(url)
    reading = engine.execution_options(postgresql_readonly=True)

    async def run(work: Callable[[sa.Connection], T]) -> T:
        async with reading.connect() as connection:
            return await connection.run_sync(work)

    try:
        yield Look(run)
    except POSTGRESQL_FAULTS as fault:
        raise no_postgresql(fault) from fault
    finally:
        await engine.dispose()
