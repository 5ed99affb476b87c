"""Telling what is due: reminders at their time, and days ahead from nine in the morning."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import structlog

from storage.nouns import Nouns
from storage.recurring import local_time
from storage.store import Store

log = structlog.get_logger()

MOST_AT_ONCE = 25
"""Alerts raised in one page: on a busy machine each takes a millisecond, and signing waits for a page."""


async def remind(store: Store, now: datetime) -> None:
    """Tell every reminder that is due, page after page."""
    while await store.page(partial(_remind, now)) == MOST_AT_ONCE:
        pass


def _remind(now: datetime, nouns: Nouns) -> int:
    return nouns.reminders.tell_due(now, MOST_AT_ONCE)


class DaysAhead:
    """Looks for days ahead in each zone once an hour of its day; what was told before is not told again."""

    def __init__(self, store: Store) -> None:
        """Nothing has been looked at yet."""
        self._store = store
        self._looked: dict[str, str] = {}

    async def tell(self, now: datetime) -> None:
        """Tell what is due in every zone whose hour has changed; one that can't be told stops no other."""
        for zone in await self._store.read(lambda nouns: nouns.countdown.zones(now)):
            try:
                await self._tell_in(zone, now)
            except Exception:
                log.exception("the days ahead in a zone could not be told", zone=zone)

    async def _tell_in(self, zone: str, now: datetime) -> None:
        hour = local_time(now, zone).strftime("%Y-%m-%dT%H")
        if self._looked.get(zone) != hour:
            while await self._store.page(partial(_tell, zone, now)) >= MOST_AT_ONCE:
                pass
            self._looked[zone] = hour


def _tell(zone: str, now: datetime, nouns: Nouns) -> int:
    return nouns.countdown.tell_due(zone, now, MOST_AT_ONCE)
