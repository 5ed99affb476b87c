"""Bringing the store to this version."""

from __future__ import annotations

from storage.migrations import REVISION
from tests.bot.commands.running import Home


def test_a_new_store_is_made_and_then_left_alone(bare: Home) -> None:
    assert bare.does("migrate").stdout == f"Made a new store at revision {REVISION}.\n"
    assert bare.does("migrate").stdout == f"The store is at revision {REVISION} already; nothing was changed.\n"


def test_postgresql_is_migrated_too(on_postgresql: Home) -> None:
    assert on_postgresql.does("migrate").stdout.startswith("The store is at revision")
    assert on_postgresql.key.exists()
