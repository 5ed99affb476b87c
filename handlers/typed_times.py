"""Times that organizers type: a time of day, with its day where it is not the nearest one."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from config.texts import _
from storage.recurring import local_time, moment_of

TYPED = re.compile(r"(?:(20\d\d-\d\d-\d\d)[ T]+)?(\d{1,2})[:.](\d\d)")
MORNING = time(8)
NEAR_MORNING = timedelta(hours=2)
"""Somebody who is awake so shortly before it means the next one."""
A_DAY = timedelta(days=1)


class NotATime(ValueError):
    """What was typed is no time; its only argument is the sentence that says so."""


def next_morning(zone: str, now: datetime) -> datetime:
    """Eight o'clock after the night that begins or goes on."""
    return _next(MORNING, zone, now + NEAR_MORNING)


def time_ahead(typed: str, zone: str, now: datetime) -> datetime:
    """The moment that is meant, the next one where no day stands with it; raises NotATime."""
    day, at = _read(typed)
    if day is None:
        return _next(at, zone, now)
    return moment_of(datetime.combine(day, at), zone)


def time_past(typed: str, zone: str, now: datetime) -> datetime:
    """The moment that is meant, the last one where no day stands with it; raises NotATime."""
    day, at = _read(typed)
    if day is None:
        return _next(at, zone, now - A_DAY)
    return moment_of(datetime.combine(day, at), zone)


def problem_with_time(typed: str) -> str:
    """The sentence that says why it is no time; nothing where it is one."""
    try:
        _read(typed)
    except NotATime as wrong:
        return str(wrong)
    return ""


def _read(typed: str) -> tuple[date | None, time]:
    found = TYPED.fullmatch(typed.strip())
    if found is None:
        raise NotATime(_("A time looks like 23:30, or 2026-03-01 23:30 with its day. Nothing was saved."))
    day, hour, minute = found.groups()
    try:
        return (date.fromisoformat(day) if day else None), time(int(hour), int(minute))
    except ValueError as fault:
        raise NotATime(_("There is no such day or time. Nothing was saved.")) from fault


def _next(at: time, zone: str, since: datetime) -> datetime:
    """The first moment later than that at which the clocks of the zone show this time."""
    today = local_time(since, zone).date()
    moments = (moment_of(datetime.combine(today + A_DAY * ahead, at), zone) for ahead in range(3))
    return next(moment for moment in moments if moment > since)
