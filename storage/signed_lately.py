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

MOST_READ, MOST_READ_OF_WAYS = 2_000, 10_000
"""A thousand take about 8 ms; of ways the clock asks, and no turn."""
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
BY_WAYS = Prepared(
    sa.select(_given.c.source, _n.label("looked_at"), _n.filter(_counts).label("n")).group_by(_given.c.source)
)


@dataclass(frozen=True, slots=True)
class Lately:
    """So many that count; `is_all` unless there were more than are read, who say `about` how many there are."""

    n: int = 0
    is_all: bool = True
    about: int = 0


def signed_between(
    connection: Connection, petition_id: int, since: datetime, until: datetime, most: int | None = None
) -> Lately:
    """How many were given after `since`, and until `until`; no more than `most` are looked at."""
    most = most or MOST_READ
    row = connection.first(GIVEN, petition_id=petition_id, since=since, until=until, most=most)
    if row is None or row.looked_at < most:
        n = int(row.n) if row else 0
        return Lately(n, is_all=True, about=n)
    read: timedelta = max(row.last - since, timedelta(milliseconds=1))
    return Lately(int(row.n), is_all=False, about=round(int(row.n) * ((until - since) / read)))


def by_ways(connection: Connection, petition_id: int, since: datetime, until: datetime) -> dict[str, int] | None:
    """By which ways how many of them came, of those of whom a way is known; None where there are too many to read."""
    asked = {"petition_id": petition_id, "since": since, "until": until, "most": MOST_READ_OF_WAYS}
    found = {row.source: row for row in connection.all(BY_WAYS, **asked)}
    if sum(row.looked_at for row in found.values()) >= MOST_READ_OF_WAYS:
        return None
    return {way: int(row.n) for way, row in found.items() if way and row.n}
