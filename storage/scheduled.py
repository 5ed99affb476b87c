"""Broadcasts that begin at a time: the clock begins them, in one process alone, or tells organizers that it did not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alerts
from storage.broadcast_rows import IS_DUE, Broadcast
from storage.connection import Prepared
from storage.follows import subject_of_organisation
from storage.hearing import NOT_SENT
from storage.making import tell_one
from storage.members import Role
from storage.private_tables import member
from storage.tables import broadcast

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
MEMBERS = Prepared(
    sa.select(member.c.supporter_id, member.c.role)
    .where(member.c.organisation_id == bindparam("organisation_id"))
    .order_by(member.c.id)
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
            _tell(nouns, found, roles, now)
    return len(rows)


def _begins(nouns: Nouns, found: Broadcast, now: datetime) -> bool:
    is_late = found.starts_at is not None and now - found.starts_at > LATE
    return not is_late and nouns.broadcasts.start(found.id, now)


def _tell(nouns: Nouns, found: Broadcast, roles: Sequence[Role], now: datetime) -> None:
    alerts, subject = Alerts(nouns.connection), subject_of_organisation(found.organisation_id)
    occasion = f"{found.id}:{found.starts_local}"
    if not alerts.raise_once(NOT_SENT, subject, occasion, now):
        return
    raised = alerts.named(NOT_SENT, subject, occasion)
    assert raised is not None, "it was raised just now"
    for row in nouns.connection.all(MEMBERS, organisation_id=found.organisation_id):
        if Role(row.role) in roles:
            tell_one(nouns.connection, raised.id, row.supporter_id, now)
