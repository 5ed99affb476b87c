"""Alerts: one piece of news, raised once, in the transaction of its cause."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, insert_into
from storage.private_tables import alert

RAISE = Prepared(
    lambda engine: (
        insert_into(engine, alert)
        .values({name: bindparam(name) for name in ("kind", "subject", "occasion", "raised_at")})
        .on_conflict_do_nothing()
        .returning(alert.c.id)
    )
)


class Alerts:
    """What there is to be told."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def raise_once(self, kind: str, subject: str, occasion: str, now: datetime) -> bool:
        """Raise an alert, unless the same one was raised before."""
        raised = self._connection.first(RAISE, kind=kind, subject=subject, occasion=occasion, raised_at=now)
        return raised is not None
