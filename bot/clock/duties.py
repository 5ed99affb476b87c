"""The duties of the clock over a store."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from bot.clock.asking_for_news import ask_for_news
from bot.clock.broadcasting import begin_scheduled, see_to_held
from bot.clock.charting import count_groups, sum_hours
from bot.clock.coaching import coach
from bot.clock.counting import write_way
from bot.clock.guarding import sweep, watch
from bot.clock.moderating import tell_moderators, tell_writers
from bot.clock.recounting import recount
from bot.clock.rehearsing import rehearse
from bot.clock.reminding import DaysAhead, remind
from bot.clock.reopening import open_again
from bot.clock.ticking import Duty
from bot.clock.tidying import tidy
from bot.documents.making import make_documents
from bot.pruning import prune
from bot.tallying import Tally
from storage.file_store import FileStore
from storage.store import Store

SOON, QUARTER = timedelta(seconds=5), timedelta(seconds=15)
OFTEN, NOW_AND_THEN, HOURLY = timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=1)


def duties_over(store: Store, files: FileStore, tally: Tally) -> tuple[Duty, ...]:
    """Everything that is done in time; `files` are those that were sent in chats, `tally` what is counted of turns."""
    return (
        Duty("bursts", QUARTER, partial(watch, store)),
        Duty("sweeps", SOON, partial(sweep, store)),
        Duty("reminders", SOON, partial(remind, store)),
        Duty("broadcasts that begin", SOON, partial(begin_scheduled, store)),
        Duty("rehearsals", SOON, partial(rehearse, store)),
        Duty("broadcasts that run", SOON, partial(see_to_held, store)),
        Duty("documents", SOON, partial(make_documents, store)),
        Duty("decisions", SOON, partial(tell_writers, store)),
        Duty("what waits", OFTEN, partial(tell_moderators, store)),
        Duty("days ahead", OFTEN, DaysAhead(store).tell),
        Duty("forgetting", OFTEN, partial(prune, store)),
        Duty("hours of charts", QUARTER, partial(sum_hours, store)),
        Duty("groups of charts", OFTEN, partial(count_groups, store)),
        Duty("opening again", SOON, partial(open_again, store)),
        Duty("first days", NOW_AND_THEN, partial(coach, store)),
        Duty("asking for news", HOURLY, partial(ask_for_news, store)),
        Duty("the way", SOON, partial(write_way, store, tally)),
        Duty("recount", HOURLY, partial(recount, store)),
        Duty("files", HOURLY, partial(tidy, store, files)),
    )
