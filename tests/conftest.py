"""The store of a test, once for each engine or on one of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.postgresql import PostgresqlStore
from storage.sqlite import SqliteStore
from storage.store import Store
from tests.stores import ENGINES, Stores, engines_that_ran


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """What opens stores, for the whole run."""
    opened = Stores(tmp_path_factory.mktemp("stores"))
    yield opened
    opened.close()


@pytest.fixture(params=ENGINES)
async def store(request: pytest.FixtureRequest, stores: Stores, tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    async with stores.open(request.param, tmp_path) as opened:
        yield opened


@pytest.fixture
async def sqlite_store(stores: Stores, tmp_path: Path) -> AsyncIterator[SqliteStore]:
    """An empty embedded store, for what only SQLite does."""
    async with stores.open("sqlite", tmp_path) as opened:
        assert isinstance(opened, SqliteStore)
        yield opened


@pytest.fixture
async def postgresql_store(stores: Stores, tmp_path: Path) -> AsyncIterator[PostgresqlStore]:
    """An empty shared store, for what only PostgreSQL does."""
    async with stores.open("postgresql", tmp_path) as opened:
        assert isinstance(opened, PostgresqlStore)
        yield opened


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say on which engines the store's tests ran."""
    ran = engines_that_ran(terminalreporter.stats)
    if ran:
        terminalreporter.write_line(f"The store's tests ran on: {', '.join(ran)}")
