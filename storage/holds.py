"""Holding everything new on a petition: signing goes on, and what is new waits until somebody has looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import Instant
from storage.connection import Connection, Prepared
from storage.listing import IS_PUBLIC
from storage.queues import MOST_COUNTED
from storage.showing import PETITION, SignatureState
from storage.tables.moderating import alarm
from storage.tables.petitions import petition
from storage.tables.signing import signature

SET = Prepared(
    sa.update(petition)
    .where(petition.c.id == bindparam("petition_id"), petition.c.holds_new != bindparam("is_on", type_=sa.Boolean))
    .values(holds_new=bindparam("is_on", type_=sa.Boolean))
)
_WAITING = (
    sa.select(signature.c.signed_at)
    .where(
        # In these words, so that the index of what is held answers it.
        sa.or_(signature.c.state == SignatureState.HELD.value, signature.c.reason_state == "held"),
        signature.c.state == SignatureState.HELD.value,
        signature.c.petition_id == bindparam("petition_id"),
        signature.c.put_by == PETITION,
        signature.c.signed_at <= bindparam("until", type_=Instant()),
    )
    .order_by(signature.c.signed_at)
    .limit(MOST_COUNTED + 1)
    .subquery()
)
WAITING = Prepared(sa.select(sa.func.count().label("n"), sa.func.min(_WAITING.c.signed_at).label("first")))
_OF = (petition.c.organisation_id == bindparam("organisation_id"), IS_PUBLIC)
HOLDING = Prepared(sa.select(sa.func.count().label("n")).where(*_OF, petition.c.holds_new))
HOW_MANY = Prepared(sa.select(sa.func.count().label("n")).where(*_OF))
_HAS_ALARM = sa.exists().where(alarm.c.petition_id == petition.c.id, alarm.c.state == "open")
PETITIONS = Prepared(
    sa.select(petition.c.id)
    .where(*_OF)
    .order_by(_HAS_ALARM.desc(), petition.c.holds_new.desc(), petition.c.started_on.desc(), petition.c.id.desc())
    .limit(bindparam("most", type_=sa.Integer))
    .offset(bindparam("skip", type_=sa.Integer))
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many wait because their petition held them; all were given later than `since`.

    One more than MOST_COUNTED stands for any number above that.
    """

    signatures: int
    since: datetime | None


class Holds:
    """Which petitions hold what is new."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def set(self, petition_id: int, *, is_on: bool) -> bool:
        """Hold what is new from now on, or no longer; False where that was so already."""
        return self._connection.run(SET, petition_id=petition_id, is_on=is_on) > 0

    def how_many(self, organisation_id: int) -> int:
        """How many of an organisation's petitions hold what is new."""
        return self._one(HOLDING, organisation_id)

    def petitions(self, organisation_id: int, most: int, skip: int = 0) -> tuple[list[int], int]:
        """The ids of one page of its public petitions: where an alarm is open, where new ones wait, then the newest."""
        rows = self._connection.all(PETITIONS, organisation_id=organisation_id, most=most, skip=skip)
        return [row.id for row in rows], self._one(HOW_MANY, organisation_id)

    def _one(self, counting: Prepared, organisation_id: int) -> int:
        row = self._connection.first(counting, organisation_id=organisation_id)
        return int(row.n) if row else 0

    def waiting(self, petition_id: int, until: datetime) -> Waiting:
        """What waits since new ones were held, of all that was given by then."""
        row = self._connection.first(WAITING, petition_id=petition_id, until=until)
        assert row is not None, "a count always has a row"
        return Waiting(row.n, row.first - timedelta(milliseconds=1) if row.first else None)
