"""Random conversations in the short form; `make fuzz` has the long one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.conversations import converse
from tests.journeys.conftest import Campaigns


@pytest.mark.parametrize(("engine", "seed", "steps"), [("sqlite", 1, 250), ("postgresql", 2, 125)])
async def test_whatever_people_do_the_promises_hold(
    campaigns: Campaigns, tmp_path: Path, engine: str, seed: int, steps: int
) -> None:
    done = await converse(campaigns, tmp_path, seed, steps, engine)
    assert done.total() > steps / 20, f"hardly anything was done to the end: {done}"
