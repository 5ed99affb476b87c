"""Holding everything new on a petition: signing goes on, and what is new waits until somebody has looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import Instant
from storage.connection import Connection, Prepared
from storage.private_tables import signature
from storage.showing import PETITION, SignatureState
from storage.tables import petition

MOST_COUNTED = 10_000
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
    .limit(MOST_COUNTED)
    .subquery()
)
WAITING = Prepared(sa.select(sa.func.count().label("n"), sa.func.min(_WAITING.c.signed_at).label("first")))


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many wait because their petition held them, counted up to MOST_COUNTED; all were given later than `since`."""

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

    def waiting(self, petition_id: int, until: datetime) -> Waiting:
        """What waits since new ones were held, of all that was given by then."""
        row = self._connection.first(WAITING, petition_id=petition_id, until=until)
        assert row is not None, "a count always has a row"
        return Waiting(row.n, row.first - timedelta(milliseconds=1) if row.first else None)
