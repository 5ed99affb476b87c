"""What every test of random conversations needs."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Campaigns
from tests.stores import Stores


@pytest.fixture(scope="session")
def campaigns(stores: Stores, tmp_path_factory: pytest.TempPathFactory) -> Campaigns:
    """Stores with the sample campaigns, for the whole run."""
    return Campaigns(stores, tmp_path_factory.mktemp("campaigns"))
