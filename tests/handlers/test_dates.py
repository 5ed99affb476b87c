"""Dates as people type them: read as they are meant, asked back where they may mean two days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.texts import day, languages, speaking
from handlers.dates import EARLIEST_YEAR, LATEST_YEAR, ReadDate, read_date

LAST = date(2026, 12, 31)
DAYS = st.dates(date(EARLIEST_YEAR, 1, 1), date(LATEST_YEAR, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        *("2026-12-31", "2026/12/31", "2026.12.31", "31.12.2026", "31. 12. 2026", "31/12/2026", "12/31/2026"),
        *(
            "31-12-2026",
            "31 December 2026",
            "31 Dec 2026",
            "31 Dec. 2026",
            "31st December 2026",
            "31st of december 2026",
        ),
        *("December 31, 2026", "Dec 31 2026", "December 31st, 2026", "  31   DECEMBER\t2026 ", "٣١.١٢.٢٠٢٦"),
    ],
)
def test_one_day_is_written_in_many_ways(typed: str) -> None:
    assert read_date(typed) == ReadDate(LAST)


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("de", "31. Dezember 2026"),
        ("de", "31. Dez. 2026"),
        ("de", "31 december 2026"),
        ("es", "31 de diciembre de 2026"),
        ("es", "31 de diciembre del 2026"),
        ("es", "31 dic 2026"),
    ],
)
def test_months_are_read_in_the_readers_language_and_in_english(code: str, typed: str) -> None:
    with speaking(code):
        assert read_date(typed) == ReadDate(LAST)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("03/04/2026", "This may be 3 April 2026 or 4 March 2026. Write the month as a word."),
        ("03-04-2026", "This may be 3 April 2026 or 4 March 2026."),
        ("31 February 2026", "February 2026 has no day 31."),
        ("31.02.2026", "February 2026 has no day 31."),
        ("2026-02-29", "February 2026 has no day 29."),
        ("0.1.2026", "January 2026 has no day 0."),
        ("31 February", "There is no such day in any year."),
        ("31 December", "The year is missing: write it like 31 December 2027."),
        ("29 February", "The year is missing"),
        ("31.13.2026", "There is no month 13."),
        ("2026-00-10", "There is no month 0."),
        ("13/13/2026", "There is no month 13."),
        ("31 December 9999", "The year must be from 1900 to 2199."),
        ("31.12.1026", "The year must be from 1900 to 2199."),
        *(
            (typed, "This is no date I can read. Write it like 31 December 2027.")
            for typed in (
                "",
                "tomorrow",
                "31",
                "31 Dicember 2026",
                "31.12.26",
                "2026",
                "2026-12",
                "²/3/2026",
                "1" * 9_000,
            )
        ),
    ],
)
def test_what_is_no_day_is_said_in_one_sentence(typed: str, problem: str) -> None:
    read = read_date(typed)
    assert read.on is None
    assert read.problem.startswith(problem)
    assert read.problem.endswith("Nothing was saved.")


@pytest.mark.parametrize("code", languages())
@given(on=DAYS)
def test_what_is_shown_is_read_as_the_same_day(code: str, on: date) -> None:
    with speaking(code):
        assert read_date(day(on)) == ReadDate(on)
        assert read_date(on.isoformat()) == ReadDate(on)


@given(typed=st.text(max_size=40))
def test_whatever_is_typed_is_a_day_or_a_problem(typed: str) -> None:
    read = read_date(typed)
    assert (read.on is None) is bool(read.problem)
