"""SQLite's one writer: a thread that commits what is waiting as one group, each turn in a savepoint of its own."""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
import time
from collections import deque
from contextlib import suppress

import sqlalchemy as sa
from sqlalchemy import exc

from storage.connection import SqliteConnection
from storage.nouns import Nouns
from storage.sqlite_faults import is_trouble, name_of
from storage.store import StoreTrouble, T, Work, in_own_context
from storage.vault import Vault
from storage.waiting import Waiting, settle_all

GROUP_TURNS = 500
GROUP_SECONDS = 0.05
GROUPS_BEFORE_A_PAGE = 10


class GroupBroken(Exception):
    """The group's transaction is gone or can't be trusted; each of its turns has to run again alone."""


class NoTransaction(Exception):
    """No transaction can be begun, so that no turn can run, also not alone."""


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
        self._groups_since_page = 0
        self._gate = threading.Lock()
        self._is_closing = False
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    async def submit(self, work: Work[T], *, is_page: bool = False, within: float | None = None) -> T:
        """Queue the work and wait; cancelling withdraws it only while it has not started."""
        loop = asyncio.get_running_loop()
        waiting = Waiting(in_own_context(work), loop.create_future(), loop)
        self._queue(waiting, is_page)
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

    def _queue(self, waiting: Waiting, is_page: bool) -> None:
        """What is queued before the gate closes is answered; nothing is queued after it."""
        with self._gate:
            if self._is_closing:
                raise StoreTrouble("the store is closed")
            if is_page:
                self._pages.append(waiting)
            self._turns.put(None if is_page else waiting)

    def close(self) -> None:
        """Finish what is queued, then end the thread."""
        with self._gate:
            self._is_closing = True
        self._turns.put(None)
        self._thread.join()

    def _run(self) -> None:
        while self._has_more():
            pass
        self._disconnect()

    def _has_more(self) -> bool:
        """Do what is waiting now; False once the store is closed and nothing is left."""
        group = self._next_group()
        if group:
            self._answer(group)
        if self._pages and self._is_page_due(after_turns=bool(group)):
            self._answer([self._pages.popleft()])
        return bool(group or self._pages or not self._is_closing or not self._turns.empty())

    def _is_page_due(self, *, after_turns: bool) -> bool:
        """Pages give way to turns, but not for ever."""
        self._groups_since_page += 1
        if after_turns and self._groups_since_page < GROUPS_BEFORE_A_PAGE:
            return False
        self._groups_since_page = 0
        return True

    def _answer(self, group: list[Waiting]) -> None:
        """Whatever happens, nobody is left without an answer."""
        try:
            done = self._committed(group)
        except Exception as fault:
            self._disconnect()
            done = _failed(group, fault)
        self._settle(done)

    def _next_group(self) -> list[Waiting]:
        """What is waiting now, at most a group of it; blocks only when there is nothing at all to do."""
        group, self._carried = self._carried, []
        while len(group) < GROUP_TURNS:
            try:
                waiting = self._turns.get(block=not (group or self._pages or self._is_closing))
            except queue.Empty:
                break
            if waiting is not None:
                group.append(waiting)
        return group

    def _committed(self, group: list[Waiting]) -> list[Waiting]:
        """Run a group in one transaction; where that breaks, run each of its turns alone."""
        try:
            ran = self._run_group(group)
        except NoTransaction as fault:
            return _failed(group, fault.__cause__)
        except GroupBroken:
            return self._each_alone(group)
        self._carried[:0] = group[ran:]
        return group[:ran]

    def _each_alone(self, group: list[Waiting]) -> list[Waiting]:
        for at, waiting in enumerate(group):
            try:
                self._run_alone(waiting)
            except NoTransaction as fault:
                _failed(group[at:], fault.__cause__)
                break
            except Exception as fault:
                self._disconnect()
                _failed([waiting], fault)
        return group

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
        self._commit(connection, driver)
        return ran

    def _run_in_savepoint(self, waiting: Waiting, connection: SqliteConnection, driver: sqlite3.Connection) -> None:
        if not waiting.start():
            return
        waiting.fault = None
        _execute(driver, "SAVEPOINT turn")
        try:
            waiting.result = waiting.work(Nouns(connection, self._vault))
        except BaseException as fault:
            waiting.fault = fault
            if is_trouble(fault):
                raise GroupBroken from fault
            _execute(driver, "ROLLBACK TO turn", "RELEASE turn")
        else:
            _execute(driver, "RELEASE turn")

    def _run_alone(self, waiting: Waiting) -> None:
        """One turn, one transaction: its outcome is its own."""
        self._disconnect()
        connection, driver = self._begin()
        try:
            self._run_in_savepoint(waiting, SqliteConnection(connection), driver)
            if waiting.fault is None:
                self._commit(connection, driver)
        except GroupBroken as broken:
            if waiting.fault is None or is_trouble(waiting.fault):
                waiting.fault = StoreTrouble(name_of(broken.__cause__))
        self._disconnect()

    def _begin(self) -> tuple[sa.Connection, sqlite3.Connection]:
        """A transaction over the connection there is, or over a new one where that was lost. Raises NoTransaction."""
        if self._connection is not None:
            try:
                return _begun(self._connection)
            except (exc.SQLAlchemyError, sqlite3.Error) as fault:
                self._disconnect()
                if is_trouble(fault):
                    raise NoTransaction from fault
        try:
            self._connection = self._engine.connect()
            return _begun(self._connection)
        except (exc.SQLAlchemyError, sqlite3.Error) as fault:
            self._disconnect()
            raise NoTransaction from fault

    def _commit(self, connection: sa.Connection, driver: sqlite3.Connection) -> None:
        try:
            if not driver.in_transaction:
                raise sqlite3.OperationalError("the transaction is gone")
            connection.commit()
        except (exc.SQLAlchemyError, sqlite3.Error) as fault:
            raise GroupBroken from fault

    def _disconnect(self) -> None:
        """Closing rolls back whatever is open; the next turn connects afresh."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()

    def _settle(self, group: list[Waiting]) -> None:
        by_loop: dict[asyncio.AbstractEventLoop, list[Waiting]] = {}
        for waiting in group:
            by_loop.setdefault(waiting.loop, []).append(waiting)
        for loop, ready in by_loop.items():
            # A loop that was closed has nobody left who waits.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(settle_all, ready)


def _begun(connection: sa.Connection) -> tuple[sa.Connection, sqlite3.Connection]:
    connection.begin()
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return connection, driver


def _failed(group: list[Waiting], fault: BaseException | None) -> list[Waiting]:
    """Nothing of these was committed."""
    for waiting in group:
        waiting.fault = StoreTrouble(name_of(fault))
    return group


def _execute(driver: sqlite3.Connection, *statements: str) -> None:
    try:
        for statement in statements:
            driver.execute(statement)
    except sqlite3.Error as fault:
        raise GroupBroken from fault
