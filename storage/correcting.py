"""What was told and has been corrected since: messages that stand in chats say it right from now on, page by page.

Where the correction changes what is meant, all who were told are also told that, in a message of its own.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import MADE, Alert, Alerts
from storage.columns import EPOCH, Instant
from storage.connection import Connection, Prepared, insert_into
from storage.due import QUEUED, SENT
from storage.hearing import CORRECTION
from storage.jobs import Job, Jobs
from storage.private_tables import delivery

if TYPE_CHECKING:
    from storage.nouns import Nouns

CORRECTING = "correct"
PAGE_ROWS = 2_000
SETTLES = timedelta(seconds=10)
"""So long what is being sent may still say what it said before; it is corrected after that."""
_ours = sa.and_(
    delivery.c.alert_id == bindparam("of_alert", type_=sa.Integer),
    delivery.c.id > bindparam("after", type_=sa.BigInteger),
)
_page = sa.select(delivery.c.id).where(_ours).order_by(delivery.c.id).limit(PAGE_ROWS)
_on_page = sa.and_(_ours, delivery.c.id <= bindparam("last", type_=sa.BigInteger))
_is_sent = delivery.c.state == SENT
_now = bindparam("now", type_=Instant())
LAST = Prepared(sa.select(sa.func.max(_page.subquery().c.id).label("id")))
# What went in one message with others is no message of its own.
DUE_AGAIN = Prepared(
    sa.update(delivery)
    .where(_on_page, _is_sent, delivery.c.message.is_not(None), delivery.c.problem == "")
    .values(state=QUEUED, tries=0, due_at=_now)
)
_SAME = ("supporter_id", "chat_id", "platform", "why")
ALSO_TELL = Prepared(
    lambda engine: (
        insert_into(engine, delivery)
        .from_select(
            ("alert_id", *_SAME, "state", "due_at"),
            sa.select(
                bindparam("correction", type_=sa.Integer),
                *(delivery.c[name] for name in _SAME),
                sa.literal(QUEUED),
                _now,
            ).where(_on_page, sa.or_(_is_sent, delivery.c.message.is_not(None))),
        )
        .on_conflict_do_nothing()
    )
)


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
    jobs.move(replace(work, cursor=_cursor(0, now + SETTLES)), now)


def is_correcting(nouns: Nouns) -> bool:
    """Whether anything is still to be corrected."""
    return nouns.jobs.first_unfinished(CORRECTING) is not None


def correct_page(nouns: Nouns, now: datetime) -> bool:
    """One page of whatever is to be corrected; False where there is nothing, or nothing yet."""
    work = nouns.jobs.first_unfinished(CORRECTING)
    if work is None:
        return False
    after, begins_at = _place(work)
    if now < begins_at:
        return False
    alert_id, _colon, correction = work.subject.partition(":")
    row = nouns.connection.first(LAST, of_alert=int(alert_id), after=after)
    if row is None or row.id is None:
        nouns.jobs.drop(work)
        return True
    page = {"of_alert": int(alert_id), "after": after, "last": row.id, "now": now}
    if correction:
        nouns.connection.run(ALSO_TELL, **page, correction=int(correction))
    nouns.connection.run(DUE_AGAIN, **page)
    nouns.jobs.move(replace(work, cursor=_cursor(row.id, begins_at)), now)
    return True


def _cursor(after: int, begins_at: datetime) -> str:
    return f"{after}:{(begins_at - EPOCH) // timedelta(seconds=1)}"


def _place(work: Job) -> tuple[int, datetime]:
    """After which delivery it goes on, and from when."""
    after, _colon, begins_at = work.cursor.partition(":")
    return int(after), EPOCH + timedelta(seconds=int(begins_at))
