"""Random updates in the short form; `STEPS=100000 python -m tests.fuzz.updates` is the long one."""

from __future__ import annotations

import pytest

from storage.sqlite import SqliteStore
from tests.fuzz.updates import fuzz


@pytest.mark.parametrize("seed", [1, 2])
async def test_no_update_ends_the_loop_and_every_tap_is_answered(sqlite_store: SqliteStore, seed: int) -> None:
    told = await fuzz(sqlite_store, seed, 300)
    assert told["turns"] > 30
    assert told["taps"] > 30
