"""Handing over live: one visit of a petition's organizers to a desk, which all of them see alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import Instant
from storage.connection import Connection, Prepared, insert_into
from storage.signed_lately import Lately, signed_between
from storage.tables.desks import at_the_desk
from storage.tables.petitions import petition

LASTS = timedelta(hours=6)
"""A visit that nobody ends is over by itself."""
REMEMBERED = timedelta(days=2)
"""So long its count is offered to whoever writes down how it went."""
_c = at_the_desk.c
_now, _over = bindparam("now", type_=Instant()), bindparam("over", type_=Instant())
_ONE = _c.petition_id == bindparam("of_petition", type_=sa.Integer)
FIND = Prepared(sa.select(at_the_desk).where(_ONE))
BEGIN = Prepared(
    lambda engine: (
        insert_into(engine, at_the_desk)
        .values(petition_id=bindparam("petition_id", type_=sa.Integer), begun_at=_now)
        .on_conflict_do_update(
            index_elements=["petition_id"],
            set_={"begun_at": _now, "ended_at": None, "signatures": None},
            where=sa.or_(_c.ended_at.is_not(None), _c.begun_at <= _over),
        )
        .returning(_c.petition_id)
    )
)
_count = sa.select(petition.c.count).where(petition.c.id == _c.petition_id).correlate(at_the_desk).scalar_subquery()
END = Prepared(
    sa.update(at_the_desk)
    .where(_ONE, _c.ended_at.is_(None), _c.begun_at > _over)
    .values(ended_at=_now, signatures=_count)
)


@dataclass(frozen=True, slots=True)
class Visit:
    """Since when they are there; `signatures` is the count at the moment at which it was ended."""

    begun_at: datetime
    ended_at: datetime | None
    signatures: int | None

    def goes_on(self, now: datetime) -> bool:
        """Whether they stand at the desk still."""
        return self.ended_at is None and now < self.begun_at + LASTS


class AtTheDesk:
    """Visits to desks."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def of(self, petition_id: int) -> Visit | None:
        """The last visit for a petition."""
        row = self._connection.first(FIND, of_petition=petition_id)
        return None if row is None else Visit(row.begun_at, row.ended_at, row.signatures)

    def begin(self, petition_id: int, now: datetime) -> bool:
        """They are there from now on; False where one of them was faster."""
        return self._connection.first(BEGIN, petition_id=petition_id, now=now, over=now - LASTS) is not None

    def end(self, petition_id: int, now: datetime) -> bool:
        """It is done, with the count as it is now; False where it had ended before."""
        return bool(self._connection.run(END, of_petition=petition_id, now=now, over=now - LASTS))

    def signed_since(self, petition_id: int, since: datetime, now: datetime) -> Lately:
        """How many signed meanwhile."""
        return signed_between(self._connection, petition_id, since, now)

    def counted(self, petition_id: int, now: datetime) -> int | None:
        """How many had signed at the end of a visit of these days."""
        visit = self.of(petition_id)
        is_young = visit is not None and visit.ended_at is not None and now < visit.ended_at + REMEMBERED
        return visit.signatures if visit and is_young else None
