"""PostgreSQL: any number of processes; the same store functions, run on the event loop over asyncpg."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager, AsyncExitStack, nullcontext
from dataclasses import dataclass, field
from typing import Any, Generic

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.connection import CoreConnection
from storage.nouns import Nouns
from storage.store import StoreTrouble, T, TooBusy, Work, in_own_context
from storage.vault import Vault

MOST_TRIES = 3
CONNECTIONS = 10
# A serialisation failure, a deadlock; a connection lost, the server out of room, shutting down or unable to read.
PASSING_STATES = ("40001", "40P01", "08", "0A000", "53", "57P", "58")
VANISHED = "23503"
"""What a turn refers to went while it ran, as somebody does who erases themselves in another chat: it looks again."""
MOST_PAUSE_SECONDS = 0.2
STOPPED = "57014"
"""A statement was cancelled, as ours are only by the time a reading has."""


def postgresql_engine(url: str) -> AsyncEngine:
    """An engine with a bounded pool; a turn waits for a free connection."""
    return create_async_engine(url, pool_size=CONNECTIONS, max_overflow=0, pool_pre_ping=False)


@dataclass(slots=True)
class Attempt(Generic[T]):
    """One piece of work, and whether it has started."""

    engine: AsyncEngine
    work: Work[T]
    within: float | None = None
    gate: AbstractAsyncContextManager[object] = field(default_factory=nullcontext)
    is_reading: bool = False
    is_started: bool = False


class PostgresqlStore:
    """The shared store of several processes."""

    def __init__(self, engine: AsyncEngine, vault: Vault) -> None:
        """The database is migrated and its key known."""
        self._engine = engine
        self._reading_engine = engine.execution_options(postgresql_readonly=True)
        self._vault = vault
        self._one_page = asyncio.Semaphore(1)
        self._running: set[asyncio.Task[Any]] = set()
        self._is_closing = False

    async def turn(self, work: Work[T], *, within: float | None = None) -> T:
        """Run a handler in one transaction of its own."""
        return await self._to_its_end(Attempt(self._engine, in_own_context(work), within))

    async def page(self, work: Work[T]) -> T:
        """Run one page of larger work, one at a time."""
        return await self._to_its_end(Attempt(self._engine, in_own_context(work), gate=self._one_page))

    async def read(self, work: Work[T], *, within: float | None = None) -> T:
        """Run a handler that only reads."""
        return await self._to_its_end(Attempt(self._reading_engine, in_own_context(work), within, is_reading=True))

    async def _to_its_end(self, attempt: Attempt[T]) -> T:
        """Where the one who waits is cancelled, a turn that has started is finished, and any other withdrawn."""
        if self._is_closing:
            raise StoreTrouble("the store is closed")
        task = asyncio.ensure_future(self._tried(attempt))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if not attempt.is_started:
                task.cancel()
            raise

    async def _tried(self, attempt: Attempt[T]) -> T:
        async with attempt.gate:
            for number in range(1, MOST_TRIES + 1):
                try:
                    return await self._run(attempt)
                except (exc.DBAPIError, OSError) as fault:
                    if attempt.is_reading and _state_of(fault) == STOPPED:
                        raise TooBusy from fault
                    if not is_passing(fault) and (number == MOST_TRIES or _state_of(fault) != VANISHED):
                        raise
                    trouble = fault
                await asyncio.sleep(MOST_PAUSE_SECONDS * number / MOST_TRIES)
        raise StoreTrouble(type(trouble).__name__) from trouble

    async def _run(self, attempt: Attempt[T]) -> T:
        def run(connection: sa.Connection) -> T:
            attempt.is_started = True
            return attempt.work(Nouns(CoreConnection(connection), self._vault))

        async with AsyncExitStack() as stack:
            connection = await _connected(stack, attempt)
            if attempt.is_reading and attempt.within is not None:
                await connection.exec_driver_sql(
                    f"SET LOCAL statement_timeout = {max(1, round(attempt.within * 1000))}"
                )
            return await connection.run_sync(run)

    async def scrub(self) -> None:
        """Nothing to do: dead rows are PostgreSQL's to vacuum, and hold only what was encrypted."""

    async def close(self) -> None:
        """Finish what is running and let go of the connections."""
        self._is_closing = True
        if self._running:
            await asyncio.wait(self._running)
        await self._engine.dispose()


async def _connected(stack: AsyncExitStack, attempt: Attempt[Any]) -> AsyncConnection:
    """A connection in a transaction. Raises TooBusy or ConnectionError."""
    try:
        async with asyncio.timeout(attempt.within):
            return await stack.enter_async_context(attempt.engine.begin())
    except (TimeoutError, exc.TimeoutError) as fault:
        raise TooBusy from fault
    except OSError as fault:
        raise ConnectionError(str(fault)) from fault


def is_passing(fault: BaseException) -> bool:
    """Whether the engine failed rather than the turn, which may then be run again as a whole.

    An OSError that is none of a connection is the turn's own.
    """
    if not isinstance(fault, exc.DBAPIError):
        return isinstance(fault, ConnectionError)
    return fault.connection_invalidated or _state_of(fault).startswith(PASSING_STATES)


def _state_of(fault: BaseException) -> str:
    """The server's own code for what went wrong, or nothing."""
    origin = getattr(fault, "orig", None)
    return getattr(origin, "sqlstate", None) or getattr(origin, "pgcode", None) or ""
