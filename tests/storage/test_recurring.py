"""Rules in local time: each comes once on every day it falls on, also where clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.recurring import (
    EveryDays,
    Once,
    Rule,
    Weekly,
    first_after,
    local_time,
    moment_of,
    occurrences,
    read,
    written,
)

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo", "Pacific/Apia")
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
MOMENTS = st.builds(datetime.combine, DAYS, TIMES, tzinfo=st.just(UTC))
RULES: st.SearchStrategy[Rule] = st.one_of(
    st.builds(Once, DAYS, TIMES),
    st.builds(Weekly, st.frozensets(st.integers(1, 7), min_size=1), TIMES),
    st.builds(EveryDays, st.integers(1, 40), DAYS, TIMES),
)


@pytest.mark.parametrize(
    ("zone", "local", "moment"),
    [
        ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:00"),
        ("Europe/Berlin", "2026-03-29T03:00", "2026-03-29T01:00"),
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30"),
        ("America/New_York", "2026-03-08T02:00", "2026-03-08T07:00"),
        ("America/New_York", "2026-11-01T01:59", "2026-11-01T05:59"),
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30"),
        ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45"),
        ("Asia/Tokyo", "2026-03-29T02:30", "2026-03-28T17:30"),
        ("Pacific/Apia", "2011-12-30T17:00", "2011-12-30T10:00"),
    ],
)
def test_what_does_not_exist_comes_after_the_gap_and_what_comes_twice_the_first_time(
    zone: str, local: str, moment: str
) -> None:
    assert moment_of(datetime.fromisoformat(local), zone) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@given(RULES, st.sampled_from(ZONES), DAYS)
def test_a_rule_comes_once_on_each_of_its_days_and_in_order(rule: Rule, zone: str, since: date) -> None:
    found = list(islice(occurrences(rule, zone, since), 30))
    days = [datetime.fromisoformat(each.local).date() for each in found]
    every = [day for day in (since + timedelta(days=n) for n in range(2000)) if rule.next_day(day) == day]
    assert days == every[: len(days)]
    assert len(found) == min(30, len(every))
    assert [each.moment for each in found] == sorted({each.moment for each in found})


@given(RULES, st.sampled_from(ZONES), MOMENTS)
def test_the_next_one_is_the_first_that_lies_ahead(rule: Rule, zone: str, now: datetime) -> None:
    following = [each for each in islice(occurrences(rule, zone, date(2025, 12, 1)), 900) if each.moment > now]
    assert first_after(rule, zone, now) == (following[0] if following else None)


@given(MOMENTS, st.sampled_from(ZONES))
def test_clocks_show_what_the_moment_means(now: datetime, zone: str) -> None:
    assert now - timedelta(hours=1) <= moment_of(local_time(now, zone), zone) <= now


@given(RULES)
def test_a_rule_is_read_as_it_was_written(rule: Rule) -> None:
    assert read(written(rule)) == rule


@pytest.mark.parametrize("days", [frozenset(), frozenset({0}), frozenset({8})])
def test_a_week_without_such_a_day_is_refused(days: frozenset[int]) -> None:
    with pytest.raises(ValueError, match="1 to 7"):
        Weekly(days, time(17))


@pytest.mark.parametrize("every", [0, -1, 367])
def test_a_rule_that_would_never_come_is_refused(every: int) -> None:
    with pytest.raises(ValueError, match="every 1 to 366"):
        EveryDays(every, date(2026, 1, 1), time(17))


def test_what_is_no_rule_is_refused() -> None:
    with pytest.raises(KeyError):
        read({"at": "17:00"})
