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
from storage.columns import EPOCH
from storage.connection import Connection, Prepared, insert_into
from storage.delivery_pages import CHATS, NOW, PAGES, PEOPLE, last_of_page
from storage.due import QUEUED, SENT
from storage.hearing import BROADCAST, CORRECTION
from storage.jobs import Job, Jobs
from storage.private_tables import delivery

if TYPE_CHECKING:
    from storage.nouns import Nouns

CORRECTING = "correct"
OF_BROADCAST = "#"
SETTLES = timedelta(seconds=35)
"""So long what is being sent may still say what it said before, with the longest patience of all platforms."""
_is_sent = delivery.c.state == SENT
# What went in one message with others is no message of its own.
DUE_AGAIN = {
    name: Prepared(
        sa.update(delivery)
        .where(page, _is_sent, delivery.c.message.is_not(None), delivery.c.problem == "")
        .values(state=QUEUED, tries=0, due_at=NOW)
    )
    for name, page in PAGES.items()
}
_SAME = ("supporter_id", "chat_id", "platform", "why")


def _telling(page: Any) -> Prepared:
    chosen = sa.select(
        bindparam("correction", type_=sa.Integer), *(delivery.c[name] for name in _SAME), sa.literal(QUEUED), NOW
    ).where(page, sa.or_(_is_sent, delivery.c.message.is_not(None)))
    columns = ("alert_id", *_SAME, "state", "due_at")
    return Prepared(lambda engine: insert_into(engine, delivery).from_select(columns, chosen).on_conflict_do_nothing())


ALSO_TELL = {name: _telling(page) for name, page in PAGES.items()}


def correct(connection: Connection, given: Alert, now: datetime, *, says_so: bool = False) -> None:
    """What it tells has changed: what still waits tells it by itself, what was told is edited, without a sound.

    `says_so` also tells it anew, as a correction, to all who were told.
    """
    subject = str(given.id)
    if says_so:
        occasion = f"{corrected_as(given.kind, given.occasion)}:{(now - EPOCH) // timedelta(microseconds=1)}"
        alerts = Alerts(connection)
        alerts.raise_once(CORRECTION, given.subject, occasion, now)
        raised = alerts.named(CORRECTION, given.subject, occasion)
        assert raised is not None, "it was raised just now"
        alerts.is_now(raised, MADE)
        subject = f"{given.id}:{raised.id}"
    jobs = Jobs(connection)
    work = jobs.begin(CORRECTING, subject, None, now)
    jobs.move(replace(work, cursor=_cursor("-1", now + SETTLES)), now)


def corrected_as(kind: str, occasion: str) -> str:
    """How the occasion of a correction begins: a broadcast by its number, which is no name of news."""
    return f"{OF_BROADCAST}{occasion}" if kind == BROADCAST else occasion


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
    last = last_of_page(nouns.connection, int(alert_id), int(after))
    if last is not None:
        _correct(nouns.connection, PEOPLE, {**told, "after": int(after), "last": last})
        nouns.jobs.move(replace(work, cursor=_cursor(str(last), begins_at)), now)
        return True
    _correct(nouns.connection, CHATS, told)
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
