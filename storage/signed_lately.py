"""How many signatures a petition got within a time, and by which ways: bounded, and found by an index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import Instant
from storage.connection import Connection, Prepared
from storage.showing import SignatureState
from storage.tables.signing import signature

MOST_READ, MOST_READ_AN_HOUR = 10_000, 2_000
_c = signature.c
_since, _until = bindparam("since", type_=Instant()), bindparam("until", type_=Instant())
_given = (
    sa.select(_c.state, _c.signed_at, _c.source)
    .where(_c.petition_id == bindparam("petition_id"), _c.signed_at > _since, _c.signed_at <= _until)
    .order_by(_c.signed_at)
    .limit(bindparam("most", type_=sa.Integer))
    .subquery()
)
_n, _counts = sa.func.count(), _given.c.state == SignatureState.COUNTED.value
GIVEN = Prepared(
    sa.select(_n.label("looked_at"), _n.filter(_counts).label("n"), sa.func.max(_given.c.signed_at).label("last"))
)
BY_SOURCES = Prepared(
    sa.select(_given.c.source, _n.label("n")).where(_counts, _given.c.source != "").group_by(_given.c.source)
)


@dataclass(frozen=True, slots=True)
class Lately:
    """So many that count; `is_all` unless there were more than are read."""

    n: int = 0
    is_all: bool = True


def signed_between(connection: Connection, petition_id: int, since: datetime, until: datetime) -> Lately:
    """How many were given after `since`, and until `until`; no more than MOST_READ are looked at."""
    asked = {"petition_id": petition_id, "since": since, "until": until}
    row = connection.first(GIVEN, most=MOST_READ, **asked)
    return Lately(int(row.n), row.looked_at < MOST_READ) if row else Lately()


def about_how_many(connection: Connection, petition_id: int, since: datetime, until: datetime) -> int:
    """Where there are more than are read, what was read says how many there are in all this time."""
    row = connection.first(GIVEN, petition_id=petition_id, since=since, until=until, most=MOST_READ_AN_HOUR)
    if row is None or row.looked_at < MOST_READ_AN_HOUR:
        return int(row.n) if row else 0
    read: timedelta = max(row.last - since, timedelta(milliseconds=1))
    return round(int(row.n) * ((until - since) / read))


def by_sources(connection: Connection, petition_id: int, since: datetime, until: datetime) -> dict[str, int]:
    """By which ways how many of them came, of those of whom a way is known."""
    asked = {"petition_id": petition_id, "since": since, "until": until}
    return {row.source: int(row.n) for row in connection.all(BY_SOURCES, most=MOST_READ, **asked)}
