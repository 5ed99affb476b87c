"""A store of an earlier version, on either engine, and what it holds after its steps."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa

from storage.postgresql import postgresql_engine
from storage.sqlite import sqlite_engine
from tests.stores import Stores

T = TypeVar("T")


async def in_an_old_store(
    name: str, engine: str, stores: Stores, folder: Path, work: Callable[[sa.Connection], T]
) -> T:
    """What `work` says of an empty database; it takes the steps itself."""
    if engine == "sqlite":
        return _on_sqlite(folder / f"{name}.db", work)
    return await _on_postgresql(name, stores, work)


def _on_sqlite(file: Path, work: Callable[[sa.Connection], T]) -> T:
    engine = sqlite_engine(file)
    try:
        with engine.begin() as connection:
            return work(connection)
    finally:
        engine.dispose()


async def _on_postgresql(name: str, stores: Stores, work: Callable[[sa.Connection], T]) -> T:
    server = await asyncio.to_thread(stores.postgresql)
    await server.run(f"CREATE DATABASE {name}")
    engine = postgresql_engine(server.url(name))
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(work)
    finally:
        await engine.dispose()
