"""Where a petition stands, and whether it can be signed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum


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
