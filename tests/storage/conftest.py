"""The store of a test, once for each engine."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say on which engines the store's tests ran."""
    ran = engines_that_ran(terminalreporter.stats)
    if ran:
        terminalreporter.write_line(f"The store's tests ran on: {', '.join(ran)}")
