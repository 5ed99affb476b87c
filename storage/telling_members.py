"""Telling the members of an organisation, in some roles, of something that is theirs to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alerts
from storage.connection import Connection, Prepared
from storage.follows import subject_of_organisation
from storage.making import tell_one
from storage.members import Role
from storage.tables.organisations import member

MEMBERS = Prepared(
    sa.select(member.c.supporter_id, member.c.role)
    .where(member.c.organisation_id == bindparam("organisation_id"))
    .order_by(member.c.id)
)


def tell_members(
    connection: Connection,
    kind: str,
    organisation_id: int,
    occasion: str,
    roles: Sequence[Role],
    now: datetime,
    *,
    but: int | None = None,
) -> None:
    """Raise an alert once for those in these roles, without one of them who knows it; of no roles, none is raised."""
    alerts, subject = Alerts(connection), subject_of_organisation(organisation_id)
    if not roles or not alerts.raise_once(kind, subject, occasion, now):
        return
    raised = alerts.named(kind, subject, occasion)
    assert raised is not None, "it was raised just now"
    for row in connection.all(MEMBERS, organisation_id=organisation_id):
        if Role(row.role) in roles and row.supporter_id != but:
            tell_one(connection, raised.id, row.supporter_id, now)
