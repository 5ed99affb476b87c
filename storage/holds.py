"""Holding everything new on a petition: signing goes on, and what is new waits until somebody has looked."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import bindparam

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
    sa.select(signature.c.id)
    .where(
        # In these words, so that the index of what is held answers it.
        sa.or_(signature.c.state == SignatureState.HELD.value, signature.c.reason_state == "held"),
        signature.c.state == SignatureState.HELD.value,
        signature.c.petition_id == bindparam("petition_id"),
        signature.c.put_by == PETITION,
    )
    .limit(MOST_COUNTED)
)
WAITING = Prepared(sa.select(sa.func.count().label("n")).select_from(_WAITING.subquery()))


class Holds:
    """Which petitions hold what is new."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def set(self, petition_id: int, *, is_on: bool) -> bool:
        """Hold what is new from now on, or no longer; False where that was so already."""
        return self._connection.run(SET, petition_id=petition_id, is_on=is_on) > 0

    def waiting(self, petition_id: int) -> int:
        """How many signatures wait because their petition held them, counted up to MOST_COUNTED."""
        row = self._connection.first(WAITING, petition_id=petition_id)
        return int(row.n) if row else 0
