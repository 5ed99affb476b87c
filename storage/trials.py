"""A copy of what an organizer writes, told to all their own accounts and to nobody else."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alerts
from storage.broadcast_rows import Broadcast
from storage.columns import Instant
from storage.connection import Connection, Prepared
from storage.due import QUEUED
from storage.follows import subject_of, subject_of_organisation
from storage.hearing import TEST_COPY, TEST_OF_BROADCAST
from storage.making import IS_MADE
from storage.members import Member
from storage.recipients import Why
from storage.tables.news import delivery
from storage.tables.people import IS_REACHED, account

REACHED = Prepared(
    sa.select(account.c.platform)
    .where(account.c.supporter_id == bindparam("supporter_id", type_=sa.BigInteger), IS_REACHED)
    .distinct()
    .order_by(account.c.platform)
)
TELL = Prepared(
    sa.insert(delivery).values(
        alert_id=bindparam("alert_id"),
        supporter_id=bindparam("supporter_id", type_=sa.BigInteger),
        platform=bindparam("platform"),
        why=Why.OWN.value,
        state=QUEUED,
        due_at=bindparam("due_at", type_=Instant()),
    )
)


class Trials:
    """Trying out how something arrives."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def send(self, petition_id: int, to: Member, now: datetime) -> list[str]:
        """The platforms on which it comes, one message each; at most one a minute, and none where nobody can write."""
        for platform in (platforms := self._reached(to)):
            self._send(TEST_COPY, subject_of(petition_id), "", to, platform, now)
        return platforms

    def send_broadcast(self, found: Broadcast, to: Member, now: datetime) -> list[str]:
        """The same of something that is about to be told."""
        subject = subject_of_organisation(found.organisation_id)
        for platform in (platforms := self._reached(to)):
            self._send(TEST_OF_BROADCAST, subject, f"{found.id}:", to, platform, now)
        return platforms

    def _reached(self, to: Member) -> list[str]:
        return [row.platform for row in self._connection.all(REACHED, supporter_id=to.supporter_id)]

    def _send(self, kind: str, subject: str, begins: str, to: Member, platform: str, now: datetime) -> None:
        alerts, occasion = Alerts(self._connection), f"{begins}{platform}:{to.id}:{now:%Y%m%dT%H%M}"
        if not alerts.raise_once(kind, subject, occasion, now):
            return
        raised = alerts.named(kind, subject, occasion)
        assert raised is not None, "it was raised just now"
        told = {"alert_id": raised.id, "supporter_id": to.supporter_id, "platform": platform}
        self._connection.run(TELL, **told, due_at=now)
        self._connection.run(IS_MADE, alert_id=raised.id)
