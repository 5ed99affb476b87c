"""Times of day as they are typed, in the zone they are meant in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from handlers.typed_times import next_morning, problem_with_time, time_ahead, time_past

BERLIN = "Europe/Berlin"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-11-21T23:00", "2026-11-22T07:00"),
        ("2026-11-22T02:00", "2026-11-22T07:00"),
        ("2026-11-22T06:30", "2026-11-23T07:00"),
        ("2026-03-28T23:00", "2026-03-29T06:00"),
    ],
)
def test_the_next_morning_is_that_after_the_night(now: str, morning: str) -> None:
    assert next_morning(BERLIN, at(now)) == at(morning)


def test_without_a_day_it_is_the_nearest_one() -> None:
    now = at("2026-11-21T12:00")
    assert time_ahead("12:30", BERLIN, now) == at("2026-11-22T11:30")
    assert time_past("12:30", BERLIN, now) == at("2026-11-21T11:30")
    assert time_past("2026-11-01 02:10", BERLIN, now) == at("2026-11-01T01:10")


@pytest.mark.parametrize(
    "typed", ["", "soon", "24:00", "2026-02-31 10:00", "1999-01-01 10:00", "9999-12-31 23:59", "-1:00"]
)
def test_what_is_no_time_is_said_to_be_none(typed: str) -> None:
    assert problem_with_time(typed).endswith("Nothing was saved.")
