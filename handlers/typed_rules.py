"""When something comes again, as organizers type it and read it: weekdays or a number of days, and a time of day."""

from __future__ import annotations

import re
import unicodedata
from datetime import time

from config.texts import DEFAULT_LANGUAGE, _, language, listing, n_, weekday_of, weekdays
from storage.recurring import DAYS_OF_WEEK, MOST_DAYS, EveryDays, Once, Rule, Weekly

_CLOCK = re.compile(r"(\d{1,2})[:.](\d\d)")
_BETWEEN = re.compile(r"[\s,;/&+]+")
LEAST_LETTERS = 2
Days = frozenset[int] | int
"""The weekdays, from 1 for Monday, or every so many days."""


def days_in(typed: str) -> Days | None:
    """Which days are meant; None where that can't be told."""
    words = [word for word in _BETWEEN.split(_folded(typed)) if word and word != _and()]
    if len(words) == 1 and words[0].isdecimal():
        return int(words[0]) if 1 <= int(words[0]) <= MOST_DAYS else None
    found = [_weekday(word) for word in words]
    days = frozenset(each for each in found if each is not None)
    return days if days and None not in found else None


def problem_with_days(typed: str) -> str:
    """The sentence that says why it is no rule; nothing where it is one."""
    if days_in(typed) is not None:
        return ""
    if typed.strip().lstrip("-").isdecimal():
        return _("It comes every 1 to {most} days. Nothing was saved.", most=MOST_DAYS)
    return _("Type weekdays, such as {days}, or a number of days. Nothing was saved.", days=example())


def example() -> str:
    """Two weekdays, as they may be typed."""
    return listing([weekday_of(1), weekday_of(4)])


def clock_in(typed: str) -> time | None:
    """The time of day that is meant; None where it is none."""
    found = _CLOCK.fullmatch(typed.strip())
    if found is None:
        return None
    try:
        return time(int(found[1]), int(found[2]))
    except ValueError:
        return None


def problem_with_clock(typed: str) -> str:
    """The sentence that says why it is no time of day; nothing where it is one."""
    return (
        ""
        if clock_in(typed) is not None
        else _("A time of day is from 0:00 to 23:59, such as 17:30. Nothing was saved.")
    )


def rule_said(rule: Rule, zone: str) -> str:
    """When it comes, in words."""
    at = {"time": f"{rule.at:%H:%M}", "zone": zone}
    match rule:
        case Weekly(days) if days < set(DAYS_OF_WEEK):
            return _("{days} at {time}, {zone}", days=days_typed(rule), **at)
        case EveryDays(every) if every > 1:
            return n_("Every {n} day at {time}, {zone}", "Every {n} days at {time}, {zone}", every, **at)
        case Once(day):
            return f"{day.isoformat()} {at['time']}"
    return _("Every day at {time}, {zone}", **at)


def days_typed(rule: Rule) -> str:
    """What somebody would have typed for its days."""
    if isinstance(rule, Weekly):
        return listing([weekday_of(each) for each in sorted(rule.days)])
    return str(rule.every) if isinstance(rule, EveryDays) else ""


def _weekday(word: str) -> int | None:
    """By its name, or how that begins, in the reader's language or in English."""
    if len(word) < LEAST_LETTERS:
        return None
    for code in (language(), DEFAULT_LANGUAGE):
        found = {number for name, number in weekdays(code).items() if _folded(name).startswith(word.rstrip("."))}
        if len(found) == 1:
            return found.pop()
    return None


def _and() -> str:
    """The word between two of a list."""
    return _folded(listing(["0", "0"]).replace("0", ""))


def _folded(text: str) -> str:
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return bare.casefold().strip()
