"""What was told and has been corrected since: messages that stand in chats say it right from now on, page by page.

Where the correction changes what is meant, all who were told are also told that, in a message of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import MADE, Alert, Alerts
from storage.columns import EPOCH, Instant
from storage.connection import Connection, Prepared, insert_into
from storage.due import QUEUED, SENT
from storage.hearing import CORRECTION
from storage.jobs import Job, Jobs
from storage.tables.news import delivery

if TYPE_CHECKING:
    from storage.nouns import Nouns

CORRECTING = "correct"
PAGE_ROWS = 2_000
SETTLES = timedelta(seconds=35)
"""So long what is being sent may still say what it said before, with the longest patience of all platforms."""
TO_CHATS = "chats"
"""Where the people of an alert are through."""
_ours = delivery.c.alert_id == bindparam("of_alert", type_=sa.Integer)
_person, _now = delivery.c.supporter_id, bindparam("now", type_=Instant())
_after = _person > bindparam("after", type_=sa.BigInteger)
_people = sa.select(_person).where(_ours, _after).order_by(_person).limit(PAGE_ROWS)
LAST = Prepared(sa.select(sa.func.max(_people.subquery().c.supporter_id).label("supporter_id")))
_pages = {
    "people": sa.and_(_ours, _after, _person <= bindparam("last", type_=sa.BigInteger)),
    TO_CHATS: sa.and_(_ours, delivery.c.chat_id.is_not(None)),
}
_is_sent = delivery.c.state == SENT
# What went in one message with others is no message of its own.
DUE_AGAIN = {
    name: Prepared(
        sa.update(delivery)
        .where(page, _is_sent, delivery.c.message.is_not(None), delivery.c.problem == "")
        .values(state=QUEUED, tries=0, due_at=_now)
    )
    for name, page in _pages.items()
}
_SAME = ("supporter_id", "chat_id", "platform", "why")


def _telling(page: Any) -> Prepared:
    chosen = sa.select(
        bindparam("correction", type_=sa.Integer), *(delivery.c[name] for name in _SAME), sa.literal(QUEUED), _now
    ).where(page, sa.or_(_is_sent, delivery.c.message.is_not(None)))
    columns = ("alert_id", *_SAME, "state", "due_at")
    return Prepared(lambda engine: insert_into(engine, delivery).from_select(columns, chosen).on_conflict_do_nothing())


ALSO_TELL = {name: _telling(page) for name, page in _pages.items()}


def correct(connection: Connection, given: Alert, now: datetime, *, says_so: bool = False) -> None:
    """What it tells has changed: what still waits tells it by itself, what was told is edited, without a sound.

    `says_so` also tells it anew, as a correction, to all who were told.
    """
    subject = str(given.id)
    if says_so:
        occasion = f"{given.occasion}:{(now - EPOCH) // timedelta(microseconds=1)}"
        alerts = Alerts(connection)
        alerts.raise_once(CORRECTION, given.subject, occasion, now)
        raised = alerts.named(CORRECTION, given.subject, occasion)
        assert raised is not None, "it was raised just now"
        alerts.is_now(raised, MADE)
        subject = f"{given.id}:{raised.id}"
    jobs = Jobs(connection)
    work = jobs.begin(CORRECTING, subject, None, now)
    jobs.move(replace(work, cursor=_cursor("-1", now + SETTLES)), now)


def is_correcting(nouns: Nouns) -> bool:
    """Whether anything is still to be corrected."""
    return nouns.jobs.first_unfinished(CORRECTING) is not None


def correct_page(nouns: Nouns, now: datetime) -> bool:
    """One page of whatever is to be corrected; False where there is nothing, or nothing yet."""
    work = nouns.jobs.first_unfinished(CORRECTING)
    if work is None:
        return False
    after, begins_at = _place(work)
    # What begins later than that was begun by a clock that was set back since.
    if now < begins_at <= now + SETTLES:
        return False
    alert_id, _colon, correction = work.subject.partition(":")
    told = {"of_alert": int(alert_id), "now": now, "correction": int(correction or 0)}
    last = nouns.connection.first(LAST, of_alert=told["of_alert"], after=int(after))
    if last is not None and last.supporter_id is not None:
        _correct(nouns.connection, "people", {**told, "after": int(after), "last": last.supporter_id})
        nouns.jobs.move(replace(work, cursor=_cursor(str(last.supporter_id), begins_at)), now)
        return True
    _correct(nouns.connection, TO_CHATS, told)
    nouns.jobs.drop(work)
    return True


def _correct(connection: Connection, page: str, told: Mapping[str, Any]) -> None:
    """First who is also told, since of what is edited it is not known for a while that it was."""
    if told["correction"]:
        connection.run(ALSO_TELL[page], **told)
    connection.run(DUE_AGAIN[page], **{name: value for name, value in told.items() if name != "correction"})


def _cursor(after: str, begins_at: datetime) -> str:
    return f"{after}:{(begins_at - EPOCH) // timedelta(seconds=1)}"


def _place(work: Job) -> tuple[str, datetime]:
    """After which person it goes on, and from when."""
    after, _colon, begins_at = work.cursor.partition(":")
    return after, EPOCH + timedelta(seconds=int(begins_at))
