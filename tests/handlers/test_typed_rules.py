"""Days, times of day and numbers as people type them."""

from __future__ import annotations

from datetime import date, time

import pytest

from config.texts import languages, speaking, weekday_of, weekdays
from handlers.typed_numbers import number_in
from handlers.typed_rules import clock_in, days_in, days_typed, problem_with_days, rule_said
from storage.recurring import DAYS_OF_WEEK, EveryDays, Rule, Weekly

AT = time(17, 30)


@pytest.mark.parametrize(
    ("code", "typed", "days"),
    [
        ("en", "Monday", {1}),
        ("en", "mon, thu", {1, 4}),
        ("en", "Monday and Thursday", {1, 4}),
        ("en", "Tue/Sat & Sun", {2, 6, 7}),
        ("en", "Mon. Tues. Wed.", {1, 2, 3}),
        ("de", "Montag und Donnerstag", {1, 4}),
        ("de", "mo, mi, Friday", {1, 3, 5}),
        ("es", "lunes y miercoles", {1, 3}),
        ("es", "sábado", {6}),
    ],
)
def test_weekdays_are_read_in_the_reader_s_language_and_in_english(code: str, typed: str, days: set[int]) -> None:
    with speaking(code):
        assert days_in(typed) == frozenset(days)


@pytest.mark.parametrize(
    "typed", ["", "x", "T", "Tu Th x", "Monday Tusday", "0", "367", "2 days and", "S", "31 February"]
)
def test_what_is_no_rule_is_said_so(typed: str) -> None:
    assert days_in(typed) is None
    assert problem_with_days(typed).endswith("Nothing was saved.")


@pytest.mark.parametrize(("typed", "days"), [("1", 1), (" 3 ", 3), ("366", 366)])
def test_a_number_is_so_many_days(typed: str, days: int) -> None:
    assert days_in(typed) == days


@pytest.mark.parametrize("code", languages())
def test_whatever_stands_there_can_be_sent_again(code: str) -> None:
    with speaking(code):
        for days in ({1}, {2, 5}, {1, 3, 7}, set(DAYS_OF_WEEK)):
            assert days_in(days_typed(Weekly(frozenset(days), AT))) == frozenset(days)
        assert days_in(days_typed(EveryDays(9, date(2026, 1, 1), AT))) == 9
        assert weekdays(code)[weekday_of(7).casefold()] == 7


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Weekly(frozenset({5, 1}), AT), "Monday and Friday at 17:30, Asia/Tokyo"),
        (Weekly(frozenset(DAYS_OF_WEEK), AT), "Every day at 17:30, Asia/Tokyo"),
        (EveryDays(1, date(2026, 1, 1), AT), "Every day at 17:30, Asia/Tokyo"),
        (EveryDays(3, date(2026, 1, 1), AT), "Every 3 days at 17:30, Asia/Tokyo"),
    ],
)
def test_a_rule_is_said_in_words(rule: Rule, said: str) -> None:
    assert rule_said(rule, "Asia/Tokyo") == said


@pytest.mark.parametrize(
    ("typed", "at"),
    [("17:30", AT), ("9.05", time(9, 5)), ("0:00", time()), ("24:00", None), ("5", None), ("17:3", None), ("x", None)],
)
def test_a_time_of_day(typed: str, at: time | None) -> None:
    assert clock_in(typed) == at


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("250", 250),
        ("1,284", 1284),
        ("1.284", 1284),
        ("1 284 000", 1_284_000),
        ("٢٥", 25),
        ("0", 0),
        ("-5", None),
        ("1,00", None),
        ("12.5", None),
        ("a hundred", None),
        ("9" * 13, None),
    ],
)
def test_a_whole_number(typed: str, number: int | None) -> None:
    assert number_in(typed) == number
