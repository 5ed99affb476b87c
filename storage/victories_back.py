"""A victory that holds no longer: its petition stands as it did before, unless another victory holds."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared
from storage.hearing import VICTORY
from storage.stages import Stages
from storage.standing import State
from storage.tables.telling import broadcast, campaign_update

_u, _b = campaign_update.c, broadcast.c
_PETITION = bindparam("petition_id", type_=sa.Integer)
ANY_THAT_HOLDS = Prepared(
    sa.select(_u.id).where(_u.petition_id == _PETITION, _u.kind == VICTORY, _u.state == "published").limit(1)
)
STOOD_BEFORE = Prepared(
    sa.select(_b.occasion)
    .where(_b.petition_id == _PETITION, _b.kind == VICTORY, _b.occasion != State.WON.value, _b.occasion != "")
    .order_by(_b.started_at.desc(), _b.id.desc())
    .limit(1)
)


def take_back_victory(connection: Connection, stages: Stages, petition_id: int, now: datetime) -> None:
    """One of the petition's was withdrawn; what was loaded as won says nothing of before, and is closed."""
    if connection.first(ANY_THAT_HOLDS, petition_id=petition_id) is None:
        row = connection.first(STOOD_BEFORE, petition_id=petition_id)
        stages.take_back_win(petition_id, State(row.occasion if row else State.CLOSED), now)
