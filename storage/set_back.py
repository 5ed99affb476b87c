"""A clock that was set back: what was due before that would wait until it shows the same time again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import Instant
from storage.connection import Prepared
from storage.due import QUEUED
from storage.pace import FURTHEST
from storage.tables.news import delivery

if TYPE_CHECKING:
    from storage.nouns import Nouns

_c = delivery.c
_now, _then = bindparam("now", type_=Instant()), bindparam("then", type_=Instant())
_DUE_BY_THEN = (
    sa.select(_c.id)
    .where(_c.platform == bindparam("on"), _c.due_at > _now, _c.due_at <= _then, _c.state == QUEUED)
    .limit(bindparam("most", type_=sa.Integer))
)
BRING_FORWARD = Prepared(sa.update(delivery).where(_c.id.in_(_DUE_BY_THEN)).values(due_at=_now))


def bring_forward(nouns: Nouns, platform: str, now: datetime, most: int) -> int:
    """What was due by a later clock is due now; fewer than `most` where nothing is left, and moments go on from now."""
    then = nouns.pace.is_of_a_later_clock(platform, now)
    if then is None:
        return 0
    brought = nouns.connection.run(BRING_FORWARD, on=platform, now=now, then=then + FURTHEST, most=most)
    if brought < most:
        nouns.pace.restart(platform, now)
    return brought
