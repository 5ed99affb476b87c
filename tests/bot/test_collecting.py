"""What is made while a program starts is never looked at by the collector, which then works as always."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from bot.collecting import made_to_stay


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """Nothing stays frozen for other tests."""
    yield
    gc.unfreeze()


def test_nothing_is_collected_inside_and_what_is_there_stays() -> None:
    with made_to_stay():
        assert not gc.isenabled()
        made: list[object] = []
        made.append(made)
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
    assert not any(each is made for each in gc.get_objects())


def test_a_start_that_fails_leaves_the_collector_on() -> None:
    with pytest.raises(ValueError, match="no"), made_to_stay():
        raise ValueError("no")
    assert gc.isenabled()
