"""What people and chats were told of late, which decides whether they are told more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.among import among
from storage.columns import Instant
from storage.connection import Connection, Prepared, Row
from storage.due import SENDING, SENT, Heard
from storage.tables.news import alert, delivery

LATELY = timedelta(days=7)
_c = delivery.c


def _told(engine: str, column: Any) -> sa.Select[Any]:
    found = sa.select(_c.id, column.label("whom"), _c.at, alert.c.kind, alert.c.subject)
    told = (
        _c.at > bindparam("after", type_=Instant()),
        sa.or_(_c.state == SENT, _c.state == SENDING, _c.message.is_not(None)),
    )
    return found.join(alert, alert.c.id == _c.alert_id).where(among(engine, column, "these"), *told)


TOLD = {column.name: Prepared(partial(_told, column=column)) for column in (_c.supporter_id, _c.chat_id)}
"""What some people, or some chats, were told."""


def heard_lately(connection: Connection, looked_at: Sequence[Row], now: datetime) -> dict[int, list[Heard]]:
    """What the people and chats of these deliveries were told within a week; what is to be told now is not among it.

    One that was begun, and whose end nobody knows, would else stand in its own way. What is only edited came already.
    """
    heard: dict[int, list[Heard]] = {}
    ids = {row.id for row in looked_at if row.message is None}
    for column, statement in TOLD.items():
        these = {getattr(row, column) for row in looked_at} - {None}
        for row in connection.all(statement, these=these, after=now - LATELY) if these else ():
            if row.id not in ids:
                heard.setdefault(row.whom, []).append(Heard(row.kind, row.subject, row.at))
    return heard
