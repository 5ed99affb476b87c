"""A date, and how long ago that was in whole days, weeks, months or years."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_timedelta

from config.texts import _, day, language

_DAYS_OF_WEEK = 7
_DAYS_OF_MONTH = 30
_DAYS_OF_YEAR = 365


def ago(then: datetime, now: datetime, zone: str) -> str:
    """Such as "1 March 2012, 14 years ago"; finer than days it never gets."""
    there = ZoneInfo(zone)
    on, today = then.astimezone(there).date(), now.astimezone(there).date()
    if on > today:
        return day(on)
    if on == today:
        return _("{day}, today", day=day(on))
    return _("{day}, {time_ago}", day=day(on), time_ago=_time_ago(on, today))


def _time_ago(on: date, today: date) -> str:
    """Whole units only: what is 14 years and 9 months old is 14 years old. Babel alone would round up."""
    since = timedelta(days=-_whole_days(on, today))
    return format_timedelta(since, granularity="day", threshold=1, add_direction=True, locale=language())


def _whole_days(on: date, today: date) -> int:
    months = (today.year - on.year) * 12 + today.month - on.month - (today.day < on.day)
    if months >= 12:
        return months // 12 * _DAYS_OF_YEAR
    days = (today - on).days
    return months * _DAYS_OF_MONTH or (days if days < _DAYS_OF_WEEK else days // _DAYS_OF_WEEK * _DAYS_OF_WEEK)
