"""How an organisation's running petitions stand, what needs a hand first in front, and what is being told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import Instant
from storage.connection import Connection, Prepared
from storage.petitions import Petition
from storage.piles import Chosen
from storage.queues import Queues
from storage.quiet import Quiet
from storage.signed_lately import Lately, signed_between
from storage.tables.moderating import alarm
from storage.tables.organisations import organisation
from storage.tables.petitions import petition
from storage.tables.signing import IS_HELD_REASON, IS_HELD_SIGNATURE, signature
from storage.tables.telling import broadcast

A_DAY, SOON = timedelta(days=1), timedelta(days=3)
MOST_TOLD = 3
"""Messages at once; more is no status."""


@dataclass(frozen=True, slots=True)
class Status:
    """What stands beside a petition's count: what came within a day, what waits, on which day something was told last.

    `alarm_id` is that of an alarm nobody has answered.
    """

    petition: Petition
    last_day: Lately
    waiting: int
    told_on: date | None
    alarm_id: int | None

    def closes_soon(self, now: datetime) -> bool:
        """Whether it can be signed for a few days more."""
        closes_at = self.petition.closes_at
        return closes_at is not None and closes_at <= now + SOON


def _waits(words: str) -> sa.ColumnElement[bool]:
    """In the words of its index, so that all who signed are not looked at."""
    named = " AND ".join(f"each.{term}" for term in words.split(" AND "))
    each = signature.alias("each")
    return sa.exists().where(each.c.petition_id == petition.c.id, sa.text(named)).correlate(petition)


_p, _b, _o = petition.c, broadcast.c, organisation.c
_now, _soon = bindparam("now", type_=Instant()), bindparam("soon", type_=Instant())
_most = bindparam("most", type_=sa.Integer)
_HAS_ALARM = sa.exists().where(alarm.c.petition_id == _p.id, alarm.c.state == "open")
_CAN_BE_SIGNED = (_p.state == "open", sa.or_(_p.closes_at.is_(None), _p.closes_at > _now))
_RUNS = (_p.organisation_id == bindparam("organisation_id"), *_CAN_BE_SIGNED)
_NEEDS = sa.case(
    (_HAS_ALARM, 0),
    (sa.or_(_p.holds_new, _waits(IS_HELD_SIGNATURE), _waits(IS_HELD_REASON)), 1),
    (_p.closes_at <= _soon, 2),
    else_=3,
)
RUNNING = Prepared(
    sa.select(_p.id)
    .where(*_RUNS)
    .order_by(_NEEDS, _p.count.desc(), _p.id)
    .limit(_most)
    .offset(bindparam("skip", type_=sa.Integer))
)
ORGANISATIONS = Prepared(
    sa.select(_o.id)
    .where(sa.exists().where(_p.organisation_id == _o.id, *_CAN_BE_SIGNED))
    .order_by(_o.name, _o.id)
    .limit(_most)
)
HOW_MANY = Prepared(sa.select(sa.func.count().label("n")).where(*_RUNS))
ALARM = Prepared(
    sa.select(alarm.c.id)
    .where(alarm.c.petition_id == bindparam("petition_id"), alarm.c.state == "open")
    .order_by(alarm.c.raised_at.desc())
    .limit(1)
)
TOLD = Prepared(
    sa.select(_b.id)
    .where(_b.organisation_id == bindparam("organisation_id"), sa.or_(_b.state == "running", _b.state == "paused"))
    .order_by(_b.started_at.desc(), _b.id.desc())
    .limit(_most)
)


class Statuses:
    """What an organisation looks at first."""

    def __init__(self, connection: Connection, queues: Queues) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection
        self._queues = queues

    def running(self, organisation_id: int, now: datetime, most: int, skip: int = 0) -> tuple[list[int], int]:
        """A page of the petitions that can be signed, what needs a hand first in front, and how many there are."""
        asked = {"organisation_id": organisation_id, "now": now}
        rows = self._connection.all(RUNNING, soon=now + SOON, most=most, skip=skip, **asked)
        total = self._connection.first(HOW_MANY, **asked)
        return [row.id for row in rows], int(total.n) if total else 0

    def organisations(self, now: datetime, most: int) -> list[int]:
        """Those of which a petition can be signed, by their names."""
        return [row.id for row in self._connection.all(ORGANISATIONS, now=now, most=most)]

    def of(self, found: Petition, now: datetime) -> Status:
        """How one of them stands."""
        row = self._connection.first(ALARM, petition_id=found.id)
        return Status(
            found,
            signed_between(self._connection, found.id, now - A_DAY, now),
            sum(self._queues.how_many(Chosen(found.organisation_id, petition_id=found.id)).values()),
            Quiet(self._connection).last_told_on(found),
            row.id if row else None,
        )

    def being_told(self, organisation_id: int) -> list[int]:
        """The messages that go out just now, or wait for somebody to go on with them."""
        return [row.id for row in self._connection.all(TOLD, organisation_id=organisation_id, most=MOST_TOLD)]
