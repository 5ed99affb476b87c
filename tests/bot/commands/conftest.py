"""Homes: a bare one, one with the samples, one on PostgreSQL."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot import application
from tests.bot.commands.running import Home
from tests.stores import Stores


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Commands in this process leave its log alone, and find no .env."""
    monkeypatch.setattr(application, "set_up_logging", lambda level, style: None)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def bare(tmp_path: Path) -> Home:
    """A home in which nothing was ever run."""
    return Home(tmp_path)


@pytest.fixture(scope="session")
def _with_samples(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("home"))
    result = home.runs("load", "--samples")
    assert result.returncode == 0, result.stderr
    return home


@pytest.fixture
def home(_with_samples: Home, tmp_path: Path) -> Home:
    """A home with the sample campaigns."""
    return _with_samples.copied_to(tmp_path)


@pytest.fixture
def on_postgresql(stores: Stores, tmp_path: Path) -> Home:
    """A home whose store is PostgreSQL, with no key yet."""
    server = stores.postgresql()
    return Home(tmp_path, server.url(asyncio.run(server.new_database())))
