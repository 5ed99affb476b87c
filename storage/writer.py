"""SQLite's one writer: a thread that commits what is waiting as one group, each turn in a savepoint of its own."""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
import time
from collections import deque
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from storage.connection import SqliteConnection
from storage.nouns import Nouns
from storage.store import StoreTrouble, T, TooBusy, Work, in_own_context
from storage.vault import Vault

GROUP_TURNS = 500
GROUP_SECONDS = 0.05
TROUBLE_CODES = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOTADB,
}


_starting = threading.Lock()


@dataclass(slots=True, eq=False)
class Waiting:
    """One piece of work and the future that waits for it."""

    work: Work[Any]
    future: asyncio.Future[Any]
    loop: asyncio.AbstractEventLoop
    is_started: bool = False
    is_withdrawn: bool = False
    result: Any = None
    fault: BaseException | None = None

    def start(self) -> bool:
        """On the writer: claim the work, unless it was withdrawn; a turn that runs again stays claimed."""
        with _starting:
            self.is_started = not self.is_withdrawn
            return self.is_started

    def withdraw(self) -> bool:
        """On the event loop: take the work back; False if it has started and will come to its end."""
        with _starting:
            self.is_withdrawn = not self.is_started
            return self.is_withdrawn

    def expire(self) -> None:
        """On the event loop: the work has waited too long to be worth starting."""
        if not self.future.done() and self.withdraw():
            self.future.set_exception(TooBusy())

    def settle(self) -> None:
        """On the event loop: hand the outcome over, unless nobody waits any more."""
        if self.future.done():
            return
        if self.fault is None:
            self.future.set_result(self.result)
        else:
            self.future.set_exception(self.fault)


class GroupBroken(Exception):
    """The group's transaction is gone or can't be trusted; each of its turns has to run again alone."""


class Writer:
    """Runs turns in groups on a thread of its own. Nobody is answered before a COMMIT that returned."""

    def __init__(self, engine: sa.Engine, vault: Vault) -> None:
        """Starts the thread."""
        self._engine = engine
        self._vault = vault
        self._connection: sa.Connection | None = None
        self._turns: queue.SimpleQueue[Waiting | None] = queue.SimpleQueue()
        self._carried: list[Waiting] = []
        self._pages: deque[Waiting] = deque()
        self._is_closing = False
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    async def submit(self, work: Work[T], *, is_page: bool = False, within: float | None = None) -> T:
        """Queue the work and wait; cancelling withdraws it only while it has not started."""
        if self._is_closing:
            raise StoreTrouble("the store is closed")
        loop = asyncio.get_running_loop()
        waiting = Waiting(in_own_context(work), loop.create_future(), loop)
        if is_page:
            self._pages.append(waiting)
            self._turns.put(None)
        else:
            self._turns.put(waiting)
        expiry = None if within is None else loop.call_later(within, waiting.expire)
        try:
            result: T = await waiting.future
        except asyncio.CancelledError:
            waiting.withdraw()
            raise
        finally:
            if expiry is not None:
                expiry.cancel()
        return result

    def close(self) -> None:
        """Finish what is queued, then end the thread."""
        self._is_closing = True
        self._turns.put(None)
        self._thread.join()

    def _run(self) -> None:
        while True:
            group = self._next_group()
            if group:
                self._settle(self._committed(group))
            elif self._pages:
                self._settle(self._committed([self._pages.popleft()]))
            elif self._is_closing and self._turns.empty():
                break
        self._disconnect()

    def _next_group(self) -> list[Waiting]:
        """What is waiting now, at most a group of it; blocks only when there is nothing at all to do."""
        group, self._carried = self._carried, []
        while len(group) < GROUP_TURNS:
            try:
                waiting = self._turns.get(block=not (group or self._pages or self._is_closing))
            except queue.Empty:
                break
            if waiting is None:
                break
            group.append(waiting)
        return group

    def _committed(self, group: list[Waiting]) -> list[Waiting]:
        """Run a group in one transaction; where that breaks, run each of its turns alone."""
        try:
            ran = self._run_group(group)
        except GroupBroken:
            for waiting in group:
                self._run_alone(waiting)
            return group
        self._carried = group[ran:]
        return group[:ran]

    def _run_group(self, group: list[Waiting]) -> int:
        """How many turns ran and are committed: a group ends when its time is up."""
        connection, driver = self._begin()
        nouns_connection = SqliteConnection(connection)
        until = time.monotonic() + GROUP_SECONDS
        ran = 0
        for waiting in group:
            self._run_in_savepoint(waiting, nouns_connection, driver)
            ran += 1
            if time.monotonic() > until:
                break
        self._commit(connection)
        return ran

    def _run_in_savepoint(self, waiting: Waiting, connection: SqliteConnection, driver: sqlite3.Connection) -> None:
        if not waiting.start():
            return
        waiting.fault = None
        driver.execute("SAVEPOINT turn")
        try:
            waiting.result = waiting.work(Nouns(connection, self._vault))
        except BaseException as fault:
            waiting.fault = fault
            if is_trouble(fault):
                raise GroupBroken from fault
            _end_savepoint(driver, "ROLLBACK TO turn", "RELEASE turn")
        else:
            _end_savepoint(driver, "RELEASE turn")

    def _run_alone(self, waiting: Waiting) -> None:
        """One turn, one transaction: its outcome is its own."""
        self._disconnect()
        waiting.fault = None
        try:
            connection, driver = self._begin()
            self._run_in_savepoint(waiting, SqliteConnection(connection), driver)
            if waiting.fault is None:
                self._commit(connection)
        except GroupBroken as broken:
            if waiting.fault is None or is_trouble(waiting.fault):
                waiting.fault = StoreTrouble(_name_of(broken.__cause__))
        self._disconnect()

    def _begin(self) -> tuple[sa.Connection, sqlite3.Connection]:
        try:
            if self._connection is None:
                self._connection = self._engine.connect()
            self._connection.begin()
        except (exc.DBAPIError, sqlite3.Error) as fault:
            self._disconnect()
            raise GroupBroken from fault
        driver = self._connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return self._connection, driver

    def _commit(self, connection: sa.Connection) -> None:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        try:
            if not driver.in_transaction:
                raise sqlite3.OperationalError("the transaction is gone")
            connection.commit()
        except (exc.DBAPIError, sqlite3.Error) as fault:
            raise GroupBroken from fault

    def _disconnect(self) -> None:
        """Closing rolls back whatever is open; the next turn connects afresh."""
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None

    def _settle(self, group: list[Waiting]) -> None:
        by_loop: dict[asyncio.AbstractEventLoop, list[Waiting]] = {}
        for waiting in group:
            by_loop.setdefault(waiting.loop, []).append(waiting)
        for loop, ready in by_loop.items():
            if not loop.is_closed():
                loop.call_soon_threadsafe(_settle_all, ready)


def _end_savepoint(driver: sqlite3.Connection, *statements: str) -> None:
    try:
        for statement in statements:
            driver.execute(statement)
    except sqlite3.Error as fault:
        raise GroupBroken from fault


def _name_of(fault: BaseException | None) -> str:
    """SQLite's own name for what went wrong, which holds nothing of anybody."""
    if isinstance(fault, exc.DBAPIError):
        fault = fault.orig
    return getattr(fault, "sqlite_errorname", type(fault).__name__)


def _settle_all(ready: list[Waiting]) -> None:
    for waiting in ready:
        waiting.settle()


def is_trouble(fault: BaseException | None) -> bool:
    """Whether the engine failed rather than the turn: full, busy, unreadable; by SQLite's primary result code."""
    if isinstance(fault, exc.DBAPIError):
        fault = fault.orig
    return isinstance(fault, sqlite3.Error) and getattr(fault, "sqlite_errorcode", 0) & 0xFF in TROUBLE_CODES
