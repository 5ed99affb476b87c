"""Where a petition stands, and whether it can be signed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class State(StrEnum):
    """Where a petition stands."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    WON = "won"
    RETIRED = "retired"


def is_open(state: str, closes_at: datetime | None, now: datetime) -> bool:
    """Whether it can be signed: a day of closing that has come ends it by itself."""
    return state == State.OPEN and (closes_at is None or closes_at > now)


def end_of_day(last: date, zone: str) -> datetime:
    """The moment from which it can't be signed any more: midnight after its last day, where that is meant."""
    return datetime.combine(last + timedelta(days=1), time(), ZoneInfo(zone))
