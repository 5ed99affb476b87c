"""SQLite: a file, one writer and a few readers beside it."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event, exc

from storage.connection import SqliteConnection
from storage.nouns import Nouns
from storage.sqlite_faults import is_refusal, is_stopped, is_trouble, name_of
from storage.store import StoreTrouble, T, TooBusy, Work, in_own_context
from storage.vault import Vault
from storage.writer import Writer

READERS = 3
BUSY_MILLISECONDS = 5000
STEPS_BETWEEN_LOOKS = 10_000
"""So many steps of SQLite's machine, about a millisecond, a reader goes on before it looks whether its time is up."""
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    f"busy_timeout={BUSY_MILLISECONDS}",
)


def sqlite_engine(file: Path, *, reads_only: bool = False) -> sa.Engine:
    """An engine whose transactions begin when we say so, at once with the write lock for a writer."""
    address = sa.URL.create("sqlite", database=str(file))
    engine = sa.create_engine(address, poolclass=sa.pool.NullPool, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def set_up(driver: sqlite3.Connection, _record: object) -> None:
        driver.isolation_level = None
        for pragma in PRAGMAS if not reads_only else (*PRAGMAS[2:], "query_only=ON"):
            driver.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")

    return engine


def looking_engine(file: Path) -> sa.Engine:
    """An engine that leaves a file and everything beside it as it is."""
    return sa.create_engine("sqlite://", creator=lambda: _untouching(file), poolclass=sa.pool.NullPool)


def _untouching(file: Path) -> sqlite3.Connection:
    """Reading a file in WAL mode makes a -wal and a -shm beside it, unless it is said to be immutable."""
    mode = "mode=ro" if Path(f"{file}-wal").exists() else "immutable=1"
    return sqlite3.connect(f"{file.absolute().as_uri()}?{mode}", uri=True, check_same_thread=False)


class SqliteStore:
    """The embedded store: a file, one writer, three readers."""

    def __init__(self, file: Path, vault: Vault) -> None:
        """The file is migrated and its key known."""
        self.file = file
        self._vault = vault
        self._engine = sqlite_engine(file)
        self._reading_engine = sqlite_engine(file, reads_only=True)
        self._writer = Writer(self._engine, vault)
        self._local = threading.local()
        self._reading: set[sa.Connection] = set()
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="store-reader")

    async def turn(self, work: Work[T], *, within: float | None = None) -> T:
        """Run a handler in one transaction of its own."""
        return await self._writer.submit(work, within=within)

    async def page(self, work: Work[T]) -> T:
        """Run one page of larger work, after the waiting turns."""
        return await self._writer.submit(work, is_page=True)

    async def read(self, work: Work[T], *, within: float | None = None) -> T:
        """Run a handler that only reads."""
        until = None if within is None else time.monotonic() + within
        return await self._on_reader(partial(self._read, in_own_context(work), until), within)

    async def _on_reader(self, task: Callable[[], T], within: float | None = None) -> T:
        try:
            running = self._readers.submit(task)
        except RuntimeError as fault:
            raise StoreTrouble("the store is closed") from fault
        try:
            async with asyncio.timeout(within) as limit:
                return await asyncio.wrap_future(running)
        except TimeoutError as fault:
            if limit.expired():
                raise TooBusy from fault
            raise

    def _read(self, work: Work[T], until: float | None) -> T:
        self._local.until = until
        connection = self._reader()
        try:
            with connection.begin():
                return work(Nouns(SqliteConnection(connection), self._vault))
        except (exc.DBAPIError, sqlite3.Error) as fault:
            self._let_go(connection)
            if is_stopped(fault):
                raise TooBusy from fault
            if is_trouble(fault) and not is_refusal(fault):
                raise StoreTrouble(name_of(fault)) from fault
            raise

    def _reader(self) -> sa.Connection:
        """This thread's connection; after a fault it is a new one."""
        connection: sa.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._reading_engine.connect()
            self._reading.add(connection)
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            driver.set_progress_handler(self._is_time_up, STEPS_BETWEEN_LOOKS)
        return connection

    def _is_time_up(self) -> bool:
        """Whether nobody waits any more for what this thread reads: SQLite then stops. The writer is never asked."""
        return self._local.until is not None and time.monotonic() > self._local.until

    def _let_go(self, connection: sa.Connection) -> None:
        self._local.connection = None
        self._reading.discard(connection)
        connection.invalidate()
        connection.close()

    async def scrub(self) -> None:
        """Fold the write-ahead log into the file, which overwrites what was deleted, and empty it."""
        await self._on_reader(self._truncate_log)

    def _truncate_log(self) -> None:
        engine = sqlite_engine(self.file)
        with engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            is_busy, _pages, _folded = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        engine.dispose()
        if is_busy:
            raise StoreTrouble("the write-ahead log is being read and could not be emptied")

    async def close(self) -> None:
        """Finish what is waiting and let go of the file."""
        await asyncio.to_thread(self._close)

    def _close(self) -> None:
        """The readers first: the writer's connection, closed last, folds the log into the file."""
        self._readers.shutdown()
        for connection in self._reading:
            connection.close()
        self._writer.close()
        self._engine.dispose()
        self._reading_engine.dispose()
