"""PostgreSQL: any number of processes; the same store functions, run on the event loop over asyncpg."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.connection import CoreConnection
from storage.nouns import Nouns
from storage.store import StoreTrouble, T, TooBusy, Work, in_own_context
from storage.vault import Vault

MOST_TRIES = 3
CONNECTIONS = 10
SERIALISATION_FAILURE = "40001"
DEADLOCK = "40P01"
MOST_PAUSE_SECONDS = 0.2


def postgresql_engine(url: str) -> AsyncEngine:
    """An engine with a bounded pool; a turn waits for a free connection."""
    return create_async_engine(url, pool_size=CONNECTIONS, max_overflow=0, pool_pre_ping=False)


class PostgresqlStore:
    """The shared store of several processes."""

    def __init__(self, engine: AsyncEngine, vault: Vault) -> None:
        """The database is migrated and its key known."""
        self._engine = engine
        self._reading_engine = engine.execution_options(postgresql_readonly=True)
        self._vault = vault
        self._one_page = asyncio.Semaphore(1)
        self._running: set[asyncio.Task[object]] = set()

    async def turn(self, work: Work[T], *, within: float | None = None) -> T:
        """Run a handler in one transaction of its own."""
        return await self._to_its_end(self._engine, work, within)

    async def page(self, work: Work[T]) -> T:
        """Run one page of larger work, one at a time."""
        async with self._one_page:
            return await self._to_its_end(self._engine, work)

    async def read(self, work: Work[T]) -> T:
        """Run a handler that only reads."""
        return await self._to_its_end(self._reading_engine, work)

    async def _to_its_end(self, engine: AsyncEngine, work: Work[T], within: float | None = None) -> T:
        """A turn that has started is finished even when the one who waits is cancelled."""
        task = asyncio.ensure_future(self._tried(engine, in_own_context(work), within))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    async def _tried(self, engine: AsyncEngine, work: Work[T], within: float | None) -> T:
        for attempt in range(1, MOST_TRIES + 1):
            try:
                return await self._run(engine, work, within)
            except (exc.DBAPIError, OSError) as fault:
                if not is_passing(fault):
                    raise
                trouble = fault
            await asyncio.sleep(MOST_PAUSE_SECONDS * attempt / MOST_TRIES)
        raise StoreTrouble(type(trouble).__name__) from trouble

    async def _run(self, engine: AsyncEngine, work: Work[T], within: float | None) -> T:
        def run(connection: sa.Connection) -> T:
            return work(Nouns(CoreConnection(connection), self._vault))

        async with AsyncExitStack() as stack:
            try:
                async with asyncio.timeout(within):
                    connection = await stack.enter_async_context(engine.begin())
            except TimeoutError as fault:
                raise TooBusy from fault
            return await connection.run_sync(run)

    async def scrub(self) -> None:
        """Nothing to do: dead rows are PostgreSQL's to vacuum, and hold only what was encrypted."""

    async def close(self) -> None:
        """Finish what is running and let go of the connections."""
        if self._running:
            await asyncio.wait(self._running)
        await self._engine.dispose()


def is_passing(fault: BaseException) -> bool:
    """Whether the whole turn may be run again: a deadlock, a serialisation failure or a lost connection."""
    if isinstance(fault, OSError):
        return True
    if not isinstance(fault, exc.DBAPIError):
        return False
    state = getattr(fault.orig, "sqlstate", None) or getattr(fault.orig, "pgcode", None)
    return fault.connection_invalidated or state in {SERIALISATION_FAILURE, DEADLOCK} or (state or "").startswith("57P")
