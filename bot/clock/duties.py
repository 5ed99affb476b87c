"""The duties of the clock over a store."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from bot.clock.guarding import sweep, watch
from bot.clock.recounting import recount
from bot.clock.reminding import DaysAhead, remind
from bot.clock.ticking import Duty
from bot.pruning import prune
from storage.store import Store

SOON, QUARTER = timedelta(seconds=5), timedelta(seconds=15)
OFTEN, HOURLY = timedelta(minutes=1), timedelta(hours=1)


def duties_over(store: Store) -> tuple[Duty, ...]:
    """Everything that is done in time."""
    return (
        Duty("bursts", QUARTER, partial(watch, store)),
        Duty("sweeps", SOON, partial(sweep, store)),
        Duty("reminders", SOON, partial(remind, store)),
        Duty("days ahead", OFTEN, DaysAhead(store).tell),
        Duty("forgetting", OFTEN, partial(prune, store)),
        Duty("recount", HOURLY, partial(recount, store)),
    )
