"""Rehearsals of broadcasts go on until they are finished."""

from __future__ import annotations

from datetime import datetime

from handlers.alerts.manners import decide
from storage.rehearsing import finish_rehearsals
from storage.store import Store


async def rehearse(store: Store, now: datetime) -> None:
    """All that were begun; where none was, nothing is written."""
    await finish_rehearsals(store, decide, now)
