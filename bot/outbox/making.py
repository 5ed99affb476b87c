"""Alerts that were raised get their deliveries: a page of each in turn, so that a large one holds up no other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

import structlog

from bot.outbox.resting import Resting
from storage.alerts import Alert
from storage.correcting import correct_page, is_correcting
from storage.making import make_page
from storage.nouns import Nouns
from storage.store import Store, StoreTrouble, TooBusy

MOST_AT_ONCE = 20
CORRECTIONS = "corrections"

log = structlog.get_logger()


class Aside:
    """What could not be made rests, and why is logged once."""

    def __init__(self) -> None:
        """All is well."""
        self.resting = Resting()
        self._said: set[str] = set()

    def put(self, what: str, fault: Exception, now: datetime) -> None:
        """It is tried again later."""
        self.resting.put(what, now)
        if what not in self._said:
            self._said.add(what)
            log.error("what is to be told could not be made; others go on", what=what, exc_info=fault)


async def make_deliveries(store: Store, now: datetime, aside: Aside | None = None) -> int:
    """One page of each alert that waits, and of what is to be corrected; for how many there may be more to do.

    Where nothing waits, nothing is written.
    """
    aside = aside or Aside()
    waiting, corrects = await store.read(partial(_waiting, most=MOST_AT_ONCE + len(aside.resting)))
    pages: dict[str, Callable[[Nouns], bool]] = {CORRECTIONS: partial(correct_page, now=now)} if corrects else {}
    pages |= {f"alert {given.id}": partial(make_page, given=given, now=now) for given in waiting}
    return sum([await _made(store, what, page, now, aside) for what, page in pages.items()])


async def _made(store: Store, what: str, page: Callable[[Nouns], bool], now: datetime, aside: Aside) -> bool:
    """Whether there is more of it. Raises trouble of the store, which is nobody's fault."""
    if aside.resting.until(what, now):
        return False
    try:
        is_unfinished = await store.page(page)
    except (StoreTrouble, TooBusy):
        raise
    except Exception as fault:
        aside.put(what, fault, now)
        return False
    aside.resting.end(what)
    return is_unfinished


def _waiting(nouns: Nouns, most: int) -> tuple[list[Alert], bool]:
    return nouns.alerts.waiting(most), is_correcting(nouns)
