"""Numbers of charts where a signature could endanger somebody."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.organizing.chart_times import evenly, joined

FIRST = date(2026, 5, 1)


@given(st.lists(st.integers(0, 35), max_size=40))
def test_joined_days_are_whole_tens_and_nothing_is_lost_but_the_rest(counts: list[int]) -> None:
    shown = joined([(FIRST + timedelta(days=at), n) for at, n in enumerate(counts)])
    assert all(n >= 10 and n % 10 == 0 for _on, n in shown)
    assert sum(n for _on, n in shown) == sum(counts) // 10 * 10
    assert [on for on, _n in shown] == sorted({on for on, _n in shown})


@given(st.integers(1, 5_000))
def test_places_are_few_and_the_newest_is_among_them(count: int) -> None:
    places = evenly(count)
    assert places[-1] == count - 1
    assert len(places) <= 5
    assert all(0 <= place < count for place in places)
