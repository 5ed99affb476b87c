"""The nightly recount: whether every petition's count is the sum of its ledger, said in the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from functools import partial

import structlog

from storage.ledger import Mismatch
from storage.nouns import Nouns
from storage.store import Store

RECOUNT = "recount"
FROM = time(2)
"""In UTC; nobody has to know it, and fewer people sign then than later."""
PETITIONS_A_PAGE = 500
MOST_SAID = 20

log = structlog.get_logger()


async def recount(store: Store, now: datetime) -> None:
    """Recount once a night, whichever process comes first, and also after a night without one."""
    if now.time() < FROM or not await store.turn(partial(_begin, now)):
        return
    mismatches: list[Mismatch] = []
    last: int | None = 0
    while last is not None:
        page, last = await store.read(partial(_page, last))
        mismatches += page
    for each in mismatches[:MOST_SAID]:
        log.error("a count differs from its ledger", petition=each.petition_id, count=each.count, ledger=each.ledger)
    log.info("recounted", mismatches=len(mismatches))


def _begin(now: datetime, nouns: Nouns) -> bool:
    """Whether this night's recount is still to be done; from now on it is not."""
    night = now.date().isoformat()
    work = nouns.jobs.begin(RECOUNT, "", None, now)
    if work.cursor == night:
        return False
    nouns.jobs.move(replace(work, cursor=night), now)
    return True


def _page(after: int, nouns: Nouns) -> tuple[list[Mismatch], int | None]:
    return nouns.ledger.mismatches(after, PETITIONS_A_PAGE)
