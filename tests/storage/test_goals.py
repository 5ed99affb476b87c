"""The ladder of goals."""

from __future__ import annotations

from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from storage.goals import AT_RISK_STEP, LADDER, crossed, goals, next_goal

COUNTS = st.integers(0, 10_000_000)
LADDERS = st.none() | st.lists(st.integers(1, 1_000_000), min_size=1, max_size=6, unique=True).map(sorted)


def test_the_usual_ladder_goes_on_by_half_again() -> None:
    assert list(islice(goals(), len(LADDER) + 2)) == [*LADDER, 150_000, 225_000]


@given(COUNTS, LADDERS)
def test_the_next_goal_lies_above_and_none_between(count: int, ladder: list[int] | None) -> None:
    ahead = next_goal(count, ladder)
    assert ahead > count
    assert crossed(count, ahead, ladder) == [ahead]


@given(COUNTS, COUNTS, COUNTS, LADDERS)
def test_no_goal_is_crossed_twice_nor_left_out(a: int, b: int, c: int, ladder: list[int] | None) -> None:
    low, middle, high = sorted((a, b, c))
    assert crossed(low, middle, ladder) + crossed(middle, high, ladder) == crossed(low, high, ladder)


@given(COUNTS, COUNTS, LADDERS)
def test_a_goal_is_crossed_when_the_count_comes_to_it_from_below(old: int, new: int, ladder: list[int] | None) -> None:
    everything = list(islice(goals(ladder), 60))
    assert crossed(old, new, ladder) == [goal for goal in everything if old < goal <= new]


@given(COUNTS, LADDERS)
def test_in_steps_every_goal_is_a_whole_one_and_the_count_below_it_does_not_matter(
    count: int, ladder: list[int] | None
) -> None:
    ahead = next_goal(count, ladder, AT_RISK_STEP)
    assert ahead % AT_RISK_STEP == 0
    assert ahead == next_goal(count // AT_RISK_STEP * AT_RISK_STEP, ladder, AT_RISK_STEP)
    assert crossed(count, ahead, ladder, AT_RISK_STEP) == [ahead]
