"""A copy of what an organizer writes, told to all their own accounts and to nobody else."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alerts
from storage.columns import Instant
from storage.connection import Connection, Prepared
from storage.due import QUEUED
from storage.follows import subject_of
from storage.hearing import TEST_COPY
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
        rows = self._connection.all(REACHED, supporter_id=to.supporter_id)
        for row in rows:
            self._send(petition_id, to, row.platform, now)
        return [row.platform for row in rows]

    def _send(self, petition_id: int, to: Member, platform: str, now: datetime) -> None:
        subject, occasion = subject_of(petition_id), f"{platform}:{to.id}:{now:%Y%m%dT%H%M}"
        alerts = Alerts(self._connection)
        if not alerts.raise_once(TEST_COPY, subject, occasion, now):
            return
        raised = alerts.named(TEST_COPY, subject, occasion)
        assert raised is not None, "it was raised just now"
        told = {"alert_id": raised.id, "supporter_id": to.supporter_id, "platform": platform}
        self._connection.run(TELL, **told, due_at=now)
        self._connection.run(IS_MADE, alert_id=raised.id)
