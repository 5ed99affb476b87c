"""How far off a day is, where the campaign is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from storage.petitions import Petition

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling

THAT_DAY = timedelta(hours=15)
"""Told at nine in the morning, it is true until midnight."""


def days_to(telling: Telling, petition: Petition, on: date) -> int:
    """How many days are left; fewer than none where the day is over."""
    return (on - telling.now.astimezone(ZoneInfo(petition.zone)).date()).days
