"""Slower where the platform says so, and then faster again."""

from __future__ import annotations

import pytest

from bot.outbox.steadiness import MOST_A_BATCH, WELL_BEFORE_FASTER, Steadiness


def test_the_pace_that_is_allowed_is_found_again() -> None:
    pace = Steadiness(30.0)
    pace.was_too_fast()
    slower = pace.per_second
    for _ in range(WELL_BEFORE_FASTER - 1):
        pace.went_well()
    assert pace.per_second == slower < 30
    for _ in range(100 * WELL_BEFORE_FASTER):
        pace.went_well()
    assert pace.per_second == 30


def test_it_never_stands_still() -> None:
    pace = Steadiness(30.0)
    for _ in range(100):
        pace.was_too_fast()
    assert pace.per_second == pytest.approx(3)
    assert pace.batch == 1


@pytest.mark.parametrize(("per_second", "batch"), [(0.5, 1), (30.0, 10), (10_000.0, MOST_A_BATCH)])
def test_a_crash_leaves_no_more_in_doubt_than_a_third_of_a_second(per_second: float, batch: int) -> None:
    assert Steadiness(per_second).batch == batch
