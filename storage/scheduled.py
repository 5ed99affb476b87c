"""Broadcasts that begin at a time: the clock begins them, in one process alone, or tells organizers that it did not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.broadcast_rows import IS_DUE, Broadcast
from storage.connection import Prepared
from storage.hearing import NOT_SENT
from storage.members import Role
from storage.tables.telling import broadcast
from storage.telling_members import tell_members

if TYPE_CHECKING:
    from storage.nouns import Nouns

LATE = timedelta(hours=6)
"""What could not begin by then is not sent: nobody expects it any more, and it may no longer be true."""
DUE = Prepared(
    sa.select(broadcast.c.id)
    .where(IS_DUE)
    .order_by(broadcast.c.starts_at, broadcast.c.id)
    .limit(bindparam("most", type_=sa.Integer))
    .with_for_update(skip_locked=True)
)


def begin_due(nouns: Nouns, roles: Sequence[Role], now: datetime, most: int) -> int:
    """Begin what is due, unless another process is at it, and tell those in these roles of what did not begin.

    How many were looked at.
    """
    rows = nouns.connection.all(DUE, now=now, most=most)
    for row in rows:
        found = nouns.broadcasts.find(row.id)
        assert found is not None, "it is locked"
        if not _begins(nouns, found, now):
            nouns.broadcasts.unschedule(found.id)
            occasion = f"{found.id}:{found.starts_local}"
            tell_members(nouns.connection, NOT_SENT, found.organisation_id, occasion, roles, now)
    return len(rows)


def _begins(nouns: Nouns, found: Broadcast, now: datetime) -> bool:
    is_late = found.starts_at is not None and now - found.starts_at > LATE
    return not is_late and nouns.broadcasts.start(found.id, now)
