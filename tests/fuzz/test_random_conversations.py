"""Random conversations in the short form; `make fuzz` has the long one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.conversations import converse
from tests.journeys.conftest import Campaigns
from tests.stores import Stores

STEPS = 500


@pytest.fixture(scope="session")
def campaigns(stores: Stores, tmp_path_factory: pytest.TempPathFactory) -> Campaigns:
    """Stores with the sample campaigns."""
    return Campaigns(stores, tmp_path_factory.mktemp("campaigns"))


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_whatever_people_do_the_promises_hold(campaigns: Campaigns, tmp_path: Path, seed: int) -> None:
    await converse(campaigns, tmp_path, seed, STEPS)
