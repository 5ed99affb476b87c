"""Slower where the platform says so, and then faster again."""

from __future__ import annotations

import pytest

from bot.outbox.steadiness import MOST_A_BATCH, WELL_BEFORE_FASTER, Steadiness
from tests.bot.outbox.town import A_SECOND
from tests.storage.planting import NOW


def test_the_pace_that_is_allowed_is_found_again() -> None:
    pace = Steadiness(30.0)
    pace.was_too_fast(NOW, NOW + A_SECOND)
    slower = pace.per_second
    for _ in range(WELL_BEFORE_FASTER - 1):
        pace.went_well()
    assert pace.per_second == slower < 30
    for _ in range(100 * WELL_BEFORE_FASTER):
        pace.went_well()
    assert pace.per_second == 30


def test_it_never_stands_still() -> None:
    pace = Steadiness(30.0)
    for passed in range(100):
        pace.was_too_fast(NOW + passed * A_SECOND, NOW + (passed + 1) * A_SECOND)
    assert pace.per_second == pytest.approx(3)
    assert pace.batch == 1


@pytest.mark.parametrize(("per_second", "batch"), [(0.5, 1), (30.0, 10), (10_000.0, MOST_A_BATCH)])
def test_a_crash_leaves_no_more_in_doubt_than_a_third_of_a_second(per_second: float, batch: int) -> None:
    assert Steadiness(per_second).batch == batch


def test_what_is_lost_one_after_the_other_lets_all_rest_longer_each_time() -> None:
    pace, now = Steadiness(30.0), NOW
    assert [pace.was_lost(now), pace.was_lost(now), pace.batch] == [None, None, 10]
    rests = []
    for _ in range(8):
        until = pace.was_lost(now)
        assert until is not None
        assert pace.was_lost(now) is None, "it rests already"
        rests.append((until - now).total_seconds())
        now = until
    assert rests == [1, 2, 4, 8, 16, 30, 30, 30]
    assert pace.batch == 1
    pace.went_well()
    assert pace.was_lost(now) is None
    assert pace.batch == 10
    assert pace.per_second == 30
