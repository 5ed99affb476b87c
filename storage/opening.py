"""Opening the store: the lock, the key, the tables, in this order, so that a wrong start changes nothing."""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import exc

from storage.keys import KeyCheck, KeyPlace, fitting_key, vault_for
from storage.migrations import REVISION
from storage.sqlite import SqliteStore, looking_engine, sqlite_engine
from storage.store import Store
from storage.tables.bookkeeping import key_check
from storage.vault import Vault

SQLITE_PREFIX = "sqlite:///"
# https://sqlite.org/fileformat.html
SQLITE_HEADER = b"SQLite format 3\0"
MIGRATION_LOCK = 0x756E6465
# What asyncpg raises; an option of the address that it does not know is a TypeError.
POSTGRESQL_FAULTS = (OSError, TypeError, exc.DBAPIError)
T = TypeVar("T")


class CannotOpen(Exception):
    """The store can't be opened; the message is one sentence for the operator."""


@dataclass(frozen=True, slots=True)
class StorePlace:
    """Where the store is: a SQLAlchemy URL, and its key."""

    url: str
    key: KeyPlace

    @property
    def file(self) -> Path | None:
        """The database file of an embedded store."""
        return Path(self.url.removeprefix(SQLITE_PREFIX)) if self.url.startswith(SQLITE_PREFIX) else None


@asynccontextmanager
async def open_store(place: StorePlace, *, beside: bool = False) -> AsyncIterator[Store]:
    """The store, migrated. `beside` a running process takes no lock, for commands that write in pages.

    A lock is needed all the same where there is something to make or to migrate.
    Raises CannotOpen or KeyTrouble, and has then written nothing.
    """
    if place.file is None:
        async with _open_postgresql(place) as store:
            yield store
        return
    lock = await asyncio.to_thread(_lock, place, place.file, beside)
    try:
        vault = await asyncio.to_thread(_prepare_sqlite, place, place.file)
        store = SqliteStore(place.file, vault)
        try:
            yield store
        finally:
            await store.close()
    finally:
        if lock is not None:
            lock.close()


def _lock(place: StorePlace, file: Path, beside: bool) -> IO[str] | None:
    """What is no store, or has another key, is refused before even a lock file is made beside it."""
    fitting_key(place.key, sqlite_key_check(file))
    is_up_to_date = _peeked(file, stored_revision) == REVISION
    return None if beside and is_up_to_date else hold_lock(file)


def hold_lock(file: Path) -> IO[str]:
    """Hold the file for this process, as long as the returned handle is open. Raises CannotOpen."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = Path(f"{file}.lock").open("a", encoding="ascii")  # noqa: SIM115
    except OSError as fault:
        raise CannotOpen(f"{file.parent} can't be written to: {fault.strerror}.") from fault
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        lock.close()
        raise CannotOpen(
            f"Another process has {file} open. Stop it first, or use PostgreSQL for several processes."
        ) from fault
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return lock


def sqlite_key_check(file: Path) -> KeyCheck | None:
    """What the file remembers of its key, read without changing it. Raises CannotOpen."""
    return _peeked(file, stored_key_check)


def _peeked(file: Path, look: Callable[[sa.Connection], T | None]) -> T | None:
    """What a look into the file finds; None where there is none yet."""
    try:
        if not file.exists() or file.stat().st_size == 0:
            return None
        if file.is_file() and not _begins_like_a_database(file):
            raise CannotOpen(f"{file} is not a store of this program: it is no SQLite database.")
    except OSError as fault:
        raise CannotOpen(f"{file} can't be read: {fault.strerror}.") from fault
    engine = looking_engine(file)
    try:
        with engine.connect() as connection:
            return look(connection)
    except exc.DatabaseError as fault:
        raise CannotOpen(f"{file} is not a store of this program: {fault.orig}.") from fault
    finally:
        engine.dispose()


def _begins_like_a_database(file: Path) -> bool:
    """SQLite itself takes a very small file for an empty one, and writes over it."""
    with file.open("rb") as opened:
        return opened.read(len(SQLITE_HEADER)) == SQLITE_HEADER


def stored_key_check(connection: sa.Connection) -> KeyCheck | None:
    """What the store remembers of its key, or None for one that never had any."""
    if not sa.inspect(connection).has_table(key_check.name):
        return None
    row = connection.execute(sa.select(key_check)).first()
    return None if row is None else KeyCheck(row.key_id, row.value)


def _prepare_sqlite(place: StorePlace, file: Path) -> Vault:
    vault = vault_for(place.key, sqlite_key_check(file))
    _make_private(file)
    engine = sqlite_engine(file)
    try:
        with engine.connect() as connection, connection.begin():
            _migrate(connection)
            _remember_key(connection, vault)
    except exc.OperationalError as fault:
        raise CannotOpen(f"{file} can't be opened: {fault.orig}.") from fault
    finally:
        engine.dispose()
    return vault


def _make_private(file: Path) -> None:
    """A new file is its owner's alone to read; SQLite makes the files beside it alike."""
    if not file.exists():
        os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))


@asynccontextmanager
async def _open_postgresql(place: StorePlace) -> AsyncIterator[Store]:
    from storage.postgresql import PostgresqlStore, postgresql_engine

    engine = postgresql_engine(place.url)
    try:
        async with engine.begin() as connection:
            vault = await connection.run_sync(_prepare_postgresql, place.key)
    except POSTGRESQL_FAULTS as fault:
        await engine.dispose()
        raise no_postgresql(fault) from fault
    except BaseException:
        await engine.dispose()
        raise
    store = PostgresqlStore(engine, vault)
    try:
        yield store
    finally:
        await store.close()


def no_postgresql(fault: Exception) -> CannotOpen:
    """Why PostgreSQL does not answer, in its own words or the system's, which hold no password."""
    reason = fault.orig if isinstance(fault, exc.DBAPIError) else getattr(fault, "strerror", None) or fault
    words = str(reason).splitlines() or [type(fault).__name__]
    return CannotOpen(f"PostgreSQL can't be reached: {words[0]}.")


def _prepare_postgresql(connection: sa.Connection, key: KeyPlace) -> Vault:
    connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
    vault = vault_for(key, stored_key_check(connection))
    _migrate(connection)
    _remember_key(connection, vault)
    return vault


def stored_revision(connection: sa.Connection) -> str | None:
    """Which migration the store stands at, or None for an empty one."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    revision: Any = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return None if revision is None else str(revision)


def _migrate(connection: sa.Connection) -> None:
    if stored_revision(connection) == REVISION:
        return
    from storage.migrations.run import NewerStore, upgrade

    try:
        upgrade(connection)
    except NewerStore as fault:
        raise CannotOpen(str(fault)) from fault


def _remember_key(connection: sa.Connection, vault: Vault) -> None:
    if stored_key_check(connection) is None:
        connection.execute(sa.insert(key_check).values(key_id=vault.key_id, value=vault.check_value()))
