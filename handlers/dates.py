"""Dates as people type them: by numbers, or with the month as a word in their language or in English.

What can be read in two ways is asked back, and what is no day at all is said so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from config.texts import DEFAULT_LANGUAGE, _, day, language, month_of, months

EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
MOST_MONTHS = 12
EXAMPLE = date(2027, 12, 31)

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_EITHER_WAY = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4})")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.|º|°)?\s+(?:of\s+|de\s+)?([^\W\d]+)\.?,?(?:\s+(?:de\s+|del\s+)?(\d{4}))?"
)
_MONTH_FIRST = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{4}))?")


@dataclass(frozen=True, slots=True)
class ReadDate:
    """The day that is meant, or the one sentence that says why none could be read."""

    on: date | None = None
    problem: str = ""


def read_date(typed: str) -> ReadDate:
    """The day that somebody typed."""
    text = _plain(typed)
    for pattern, read in _READERS:
        if found := pattern.fullmatch(text):
            return read(found)
    return _unreadable()


def _plain(typed: str) -> str:
    """In small letters, with single spaces and the digits that computers know."""
    folded = " ".join(unicodedata.normalize("NFC", typed).casefold().split())
    return "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in folded)


def _year_first(found: re.Match[str]) -> ReadDate:
    year, _sign, month, on = found.groups()
    return _day(int(year), int(month), int(on))


def _dotted(found: re.Match[str]) -> ReadDate:
    on, month, year = map(int, found.groups())
    return _day(year, month, on)


def _either_way(found: re.Match[str]) -> ReadDate:
    """With slashes the day stands first for some and the month for others."""
    one, _sign, other, year = found.groups()
    first, second, in_year = int(one), int(other), int(year)
    if first == second or first > MOST_MONTHS:
        return _day(in_year, second, first)
    if second > MOST_MONTHS:
        return _day(in_year, first, second)
    by_day, by_month = _day(in_year, second, first), _day(in_year, first, second)
    if by_day.on is None or by_month.on is None:
        return by_day
    return ReadDate(
        problem=_(
            "This may be {one} or {other}. Write the month as a word. Nothing was saved.",
            one=day(by_day.on),
            other=day(by_month.on),
        )
    )


def _day_first(found: re.Match[str]) -> ReadDate:
    return _with_word(*found.groups())


def _month_first(found: re.Match[str]) -> ReadDate:
    month, on, year = found.groups()
    return _with_word(on, month, year)


def _with_word(on: str, name: str, year: str | None) -> ReadDate:
    month = months(language()).get(name) or months(DEFAULT_LANGUAGE).get(name)
    if month is None:
        return _unreadable()
    if year is None:
        return ReadDate(problem=_in_no_year(month, int(on)))
    return _day(int(year), month, int(on))


def _in_no_year(month: int, on: int) -> str:
    """Some days are in no year, whichever is meant."""
    leap_year = 2028
    if _day(leap_year, month, on).on is None:
        return _("There is no such day in any year. Nothing was saved.")
    return _("The year is missing: write it like {example}. Nothing was saved.", example=day(EXAMPLE))


def _day(year: int, month: int, on: int) -> ReadDate:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        values = {"first": str(EARLIEST_YEAR), "last": str(LATEST_YEAR)}
        return ReadDate(problem=_("The year must be from {first} to {last}. Nothing was saved.", **values))
    if not 1 <= month <= MOST_MONTHS:
        return ReadDate(problem=_("There is no month {month}. Nothing was saved.", month=month))
    try:
        return ReadDate(date(year, month, on))
    except ValueError:
        values = {"month": month_of(date(year, month, 1)), "day": str(on)}
        return ReadDate(problem=_("{month} has no day {day}. Nothing was saved.", **values))


def _unreadable() -> ReadDate:
    example = day(EXAMPLE)
    return ReadDate(
        problem=_("This is no date I can read. Write it like {example}. Nothing was saved.", example=example)
    )


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], ReadDate]], ...] = (
    (_YEAR_FIRST, _year_first),
    (_DOTTED, _dotted),
    (_EITHER_WAY, _either_way),
    (_DAY_FIRST, _day_first),
    (_MONTH_FIRST, _month_first),
)
