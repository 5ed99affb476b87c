"""What waits of a broadcast is brought back after a pause, or ended after a stop, page by page; and when it is done.

Whatever is claimed meanwhile is looked at anew, so nobody is told in between; this takes the rest along.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import WAITING, Alerts
from storage.broadcast_rows import BroadcastState
from storage.connection import Connection, Prepared
from storage.delivery_pages import CHATS, NOW, OURS, PAGES, PEOPLE, last_of_page
from storage.due import COLLECTED, PAUSED, QUEUED, SKIPPED, STOPPED
from storage.jobs import Job, Jobs
from storage.steering import FINISHING, RESUMING, STOPPING
from storage.tables.news import delivery
from storage.tables.telling import broadcast

if TYPE_CHECKING:
    from storage.nouns import Nouns

MOST_AT_ONCE = 20
LOOKED_AT = 3_000
_c = delivery.c
_untold = _c.message.is_(None)
_waits = sa.and_(_untold, sa.or_(_c.state == PAUSED, _c.state == QUEUED, _c.state == COLLECTED))
_CHANGES: dict[str, tuple[Any, dict[str, Any]]] = {
    RESUMING: (sa.and_(_untold, _c.state == PAUSED), {"state": QUEUED, "problem": "", "due_at": NOW}),
    STOPPING: (_waits, {"state": SKIPPED, "problem": STOPPED, "due_at": None, "at": NOW}),
}
CHANGE = {
    (kind, name): Prepared(sa.update(delivery).where(page, which).values(values))
    for kind, (which, values) in _CHANGES.items()
    for name, page in PAGES.items()
}
STANDS = Prepared(
    sa.select(broadcast.c.state, broadcast.c.alert_id).where(
        broadcast.c.id == bindparam("broadcast_id", type_=sa.Integer)
    )
)
MEANT = {RESUMING: BroadcastState.RUNNING, STOPPING: BroadcastState.STOPPED}
RUNNING = Prepared(
    sa.select(broadcast.c.id, broadcast.c.alert_id)
    .where(broadcast.c.state == BroadcastState.RUNNING.value)
    .order_by(broadcast.c.started_at, broadcast.c.id)
    .limit(MOST_AT_ONCE)
)
_page = (
    sa.select(_c.supporter_id, _c.state, _c.due_at, _c.message)
    .where(OURS, _c.supporter_id > bindparam("after", type_=sa.BigInteger))
    .order_by(_c.supporter_id)
    .limit(LOOKED_AT)
    .subquery()
)


def _is_unfinished(of: Any) -> Any:
    return sa.and_(of.message.is_(None), sa.or_(of.due_at.is_not(None), of.state == PAUSED))


FIRST_UNFINISHED = Prepared(
    sa.select(
        sa.func.min(sa.case((_is_unfinished(_page.c), _page.c.supporter_id))).label("waits"),
        sa.func.max(_page.c.supporter_id).label("last"),
        sa.func.max(sa.case((_page.c.state == PAUSED, 1), else_=0)).label("is_paused"),
    )
)
A_CHAT_WAITS = Prepared(sa.select(_c.id).where(OURS, _c.chat_id.is_not(None), _is_unfinished(_c)).limit(1))


def holds_up_any(nouns: Nouns) -> bool:
    """Whether something is still to be brought back or ended."""
    return any(nouns.jobs.first_unfinished(kind) for kind in MEANT)


def hold_up_more(nouns: Nouns, now: datetime) -> bool:
    """One page of that; False where there is nothing left to do."""
    work = next((found for kind in MEANT if (found := nouns.jobs.first_unfinished(kind))), None)
    if work is None:
        return False
    stands = nouns.connection.first(STANDS, broadcast_id=int(work.subject))
    if stands is None or stands.state != MEANT[work.kind] or not _changed(nouns.connection, work, stands.alert_id, now):
        nouns.jobs.drop(work)
        if work.kind == STOPPING and (looking := nouns.jobs.find(FINISHING, work.subject)):
            nouns.jobs.drop(looking)
    return True


def _changed(connection: Connection, work: Job, alert_id: int, now: datetime) -> bool:
    """Whether there is more of it; it has moved on by a page then."""
    after = int(work.cursor or -1)
    last = last_of_page(connection, alert_id, after)
    if last is None:
        connection.run(CHANGE[work.kind, CHATS], of_alert=alert_id, now=now)
        return False
    connection.run(CHANGE[work.kind, PEOPLE], of_alert=alert_id, after=after, last=last, now=now)
    Jobs(connection).move(replace(work, cursor=str(last)), now)
    return True


def unfinished(nouns: Nouns) -> list[int]:
    """Those that are running, by their ids, the oldest first."""
    return [row.id for row in nouns.connection.all(RUNNING)]


def finish(nouns: Nouns, broadcast_id: int, now: datetime) -> bool:
    """Look whether it is done; whether it is worth looking again at once.

    Whoever is through stays so: it goes on from the first one who waited when it was looked last.
    """
    stands = nouns.connection.first(STANDS, broadcast_id=broadcast_id)
    if stands is None or stands.state != BroadcastState.RUNNING or not _is_made(nouns, stands.alert_id):
        return False
    work = nouns.jobs.begin(FINISHING, str(broadcast_id), None, now)
    after = int(work.cursor or -1)
    row = nouns.connection.first(FIRST_UNFINISHED, of_alert=stands.alert_id, after=after)
    assert row is not None, "an aggregate has a row"
    if row.is_paused:
        # Looked at before it went on, and set aside after that.
        nouns.jobs.begin(RESUMING, str(broadcast_id), None, now)
    if row.waits is None and row.last is not None:
        nouns.jobs.move(replace(work, cursor=str(row.last)), now)
        return True
    if row.waits is None and nouns.connection.first(A_CHAT_WAITS, of_alert=stands.alert_id) is None:
        nouns.broadcasts.end(broadcast_id, now)
        nouns.jobs.drop(work)
    elif row.waits is not None and row.waits - 1 > after:
        nouns.jobs.move(replace(work, cursor=str(row.waits - 1)), now)
    return False


def _is_made(nouns: Nouns, alert_id: int) -> bool:
    found = Alerts(nouns.connection).find(alert_id)
    return found is not None and found.state != WAITING
