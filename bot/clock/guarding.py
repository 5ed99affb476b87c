"""Watching for bursts of signatures, and going on with sweeps that somebody has begun."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

import structlog

from handlers.organizing.done import Done
from handlers.organizing.rights import Deed, who_may
from storage.bursts import Burst
from storage.follows import subject_of
from storage.nouns import Nouns
from storage.store import Store
from storage.sweeping import finish_sweeps

log = structlog.get_logger()


async def watch(store: Store, now: datetime) -> None:
    """Sound an alarm for each burst; where there is none, nothing is written."""
    for burst in await store.read(lambda nouns: nouns.alarms.bursts(now)):
        if await store.turn(partial(_sound, burst=burst, now=now)):
            log.info("a burst of signatures", petition=burst.petition_id, count=burst.count, usual=burst.usual)


def _sound(nouns: Nouns, burst: Burst, now: datetime) -> bool:
    """The trail tells of it, by nobody."""
    seen = nouns.alarms.sound(burst, who_may(Deed.BE_ON_DUTY), now)
    if seen is not None:
        told: dict[str, Any] = {"number": seen.count, "minutes": seen.minutes, "usual": seen.usual}
        subject = subject_of(seen.petition_id)
        nouns.audit.write(seen.organisation_id, Done.ALARMED, now, subject=subject, **told)
    return seen is not None


async def sweep(store: Store, now: datetime) -> None:
    """Go on with what was begun, page after page."""
    await finish_sweeps(store, now)
