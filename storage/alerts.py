"""Alerts: one piece of news, raised once, in the transaction of its cause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import Instant
from storage.connection import Connection, Prepared, Row, insert_into
from storage.tables.news import alert

STALE_AFTER = timedelta(hours=24)
"""An alert that is older when it is first looked at is told to nobody."""
KEPT_FOR = timedelta(days=180)
"""So long it is known whom an alert was told; one that is older is no news to anybody."""
WAITING, MADE, STALE = "waiting", "made", "stale"

RAISE = Prepared(
    lambda engine: (
        insert_into(engine, alert)
        .values({name: bindparam(name) for name in ("kind", "subject", "occasion", "raised_at")})
        .on_conflict_do_nothing()
        .returning(alert.c.id)
    )
)
WAIT = Prepared(
    sa.select(alert)
    .where(alert.c.state == WAITING)
    .order_by(alert.c.raised_at, alert.c.id)
    .limit(bindparam("most", type_=sa.Integer))
)
FIND = Prepared(sa.select(alert).where(alert.c.id == bindparam("alert_id")))
NAMED = Prepared(
    sa.select(alert).where(
        alert.c.kind == bindparam("kind"),
        alert.c.subject == bindparam("subject"),
        alert.c.occasion == bindparam("occasion"),
    )
)
RECENT = Prepared(sa.select(alert).order_by(alert.c.id.desc()).limit(bindparam("most", type_=sa.Integer)))
OLD = Prepared(
    sa.select(alert)
    .where(alert.c.state == MADE, alert.c.raised_at < bindparam("before", type_=Instant()))
    .order_by(alert.c.raised_at, alert.c.id)
    .limit(1)
)
SET_STATE = Prepared(sa.update(alert).where(alert.c.id == bindparam("alert_id")).values(state=bindparam("new_state")))


@dataclass(frozen=True, slots=True)
class Alert:
    """What there is to be told; `subject` and `occasion` hold ids, and never what it says."""

    id: int
    kind: str
    subject: str
    occasion: str
    raised_at: datetime
    state: str = MADE

    @property
    def subject_id(self) -> int:
        """The number in the subject."""
        return int(self.subject.partition(":")[2])


def alert_of(row: Row) -> Alert:
    """A row as an alert."""
    return Alert(row.id, row.kind, row.subject, row.occasion, row.raised_at, row.state)


class Alerts:
    """What there is to be told."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def raise_once(self, kind: str, subject: str, occasion: str, now: datetime, to: int | None = None) -> bool:
        """Raise an alert, unless the same one was raised before; `to` is the one supporter whom it concerns."""
        raised = self._connection.first(RAISE, kind=kind, subject=subject, occasion=occasion, raised_at=now)
        if raised is not None and to is not None:
            from storage.making import tell_one

            tell_one(self._connection, raised.id, to, now)
        return raised is not None

    def waiting(self, most: int) -> list[Alert]:
        """Those whose deliveries are still to be made, the oldest first."""
        return [alert_of(row) for row in self._connection.all(WAIT, most=most)]

    def old(self, now: datetime) -> Alert | None:
        """One of which is forgotten whom it was told."""
        row = self._connection.first(OLD, before=now - KEPT_FOR)
        return None if row is None else alert_of(row)

    def find(self, alert_id: int) -> Alert | None:
        """One alert, or None."""
        row = self._connection.first(FIND, alert_id=alert_id)
        return None if row is None else alert_of(row)

    def named(self, kind: str, subject: str, occasion: str) -> Alert | None:
        """The alert that was raised of this, or None."""
        row = self._connection.first(NAMED, kind=kind, subject=subject, occasion=occasion)
        return None if row is None else alert_of(row)

    def recent(self, most: int) -> list[Alert]:
        """The newest ones."""
        return [alert_of(row) for row in self._connection.all(RECENT, most=most)]

    def is_now(self, given: Alert, state: str) -> None:
        """Its deliveries are made, or nobody is told any more."""
        self._connection.run(SET_STATE, alert_id=given.id, new_state=state)
