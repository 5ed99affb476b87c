"""Telling members of an organisation something about a broadcast, each in their own chats."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alerts
from storage.broadcast_rows import Broadcast
from storage.connection import Prepared
from storage.follows import subject_of_organisation
from storage.hearing import TO_CONFIRM
from storage.making import tell_one
from storage.members import Member, Role
from storage.tables.organisations import member

if TYPE_CHECKING:
    from storage.nouns import Nouns

MEMBERS = Prepared(
    sa.select(member.c.supporter_id, member.c.role)
    .where(member.c.organisation_id == bindparam("organisation_id"))
    .order_by(member.c.id)
)


def ask_members(nouns: Nouns, found: Broadcast, asker: Member, roles: Sequence[Role], now: datetime) -> int:
    """All others in these roles hear that somebody wants it sent; how many they are."""
    alerts, subject = Alerts(nouns.connection), subject_of_organisation(found.organisation_id)
    occasion = f"{found.id}:{now:%Y%m%dT%H%M%S}"
    others = [
        row.supporter_id
        for row in nouns.connection.all(MEMBERS, organisation_id=found.organisation_id)
        if Role(row.role) in roles and row.supporter_id != asker.supporter_id
    ]
    if others and alerts.raise_once(TO_CONFIRM, subject, occasion, now):
        raised = alerts.named(TO_CONFIRM, subject, occasion)
        assert raised is not None, "it was raised just now"
        for supporter_id in others:
            tell_one(nouns.connection, raised.id, supporter_id, now)
    return len(others)
