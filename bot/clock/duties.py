"""The duties of the clock over a store."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from bot.clock.moderating import tell_moderators, tell_writers
from bot.clock.recounting import recount
from bot.clock.reminding import DaysAhead, remind
from bot.clock.ticking import Duty
from bot.pruning import prune
from storage.store import Store

SOON, OFTEN, HOURLY = timedelta(seconds=5), timedelta(minutes=1), timedelta(hours=1)


def duties_over(store: Store) -> tuple[Duty, ...]:
    """Everything that is done in time."""
    return (
        Duty("reminders", SOON, partial(remind, store)),
        Duty("decisions", SOON, partial(tell_writers, store)),
        Duty("what waits", OFTEN, partial(tell_moderators, store)),
        Duty("days ahead", OFTEN, DaysAhead(store).tell),
        Duty("forgetting", OFTEN, partial(prune, store)),
        Duty("recount", HOURLY, partial(recount, store)),
    )
