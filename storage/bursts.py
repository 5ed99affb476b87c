"""Bursts: many more signatures within five minutes than a petition usually gets at that hour.

What is usual is the middle one of the same hour on each of the last seven days, so that no single raid, nor a single
day in the newspaper, changes it. Everything that is read is bounded, and found by an index.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median_low

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import Instant
from storage.connection import Connection, Prepared
from storage.ledger import Kind
from storage.signed_lately import signed_between
from storage.tables.moderating import alarm
from storage.tables.petitions import BY_PEOPLE, petition, tally
from storage.tables.signing import share_link

LOOKED_BACK = timedelta(minutes=5)
MINUTES = 5
FEWEST, FEWEST_BY_ONE_LINK = 60, 30
"""Fewer are no burst, however few are usual."""
TIMES, TIMES_BY_ONE_LINK = 5, 3
"""So many times of what is usual are one; by one link, fewer are."""
DAYS = 7
AN_HOUR = timedelta(hours=1)
PARTS_OF_HOUR = AN_HOUR // LOOKED_BACK
MOST_READ, MOST_AT_ONCE = 10_000, 20
_since = bindparam("since", type_=Instant())
_newest = (
    sa.select(tally.c.petition_id)
    .where(tally.c.at > _since, BY_PEOPLE, tally.c.kind == Kind.SIGNED.value)
    .order_by(tally.c.at.desc())
    .limit(MOST_READ)
    .subquery()
)
_n = sa.func.count()
MANY = Prepared(
    sa.select(_newest.c.petition_id, _n.label("n"))
    .join(petition, petition.c.id == _newest.c.petition_id)
    .where(~petition.c.holds_new)
    .group_by(_newest.c.petition_id)
    .having(_n >= FEWEST_BY_ONE_LINK)
    .order_by(_n.desc(), _newest.c.petition_id)
    .limit(MOST_AT_ONCE)
)
ALARMED = Prepared(
    sa.select(alarm.c.id).where(alarm.c.petition_id == bindparam("petition_id"), alarm.c.raised_at > _since).limit(1)
)
BY_LINKS = Prepared(
    sa.select(share_link.c.lately, share_link.c.lately_since)
    .where(share_link.c.petition_id == bindparam("petition_id"), share_link.c.lately_since > _since)
    .order_by(share_link.c.lately.desc(), share_link.c.code)
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Burst:
    """So many signatures in five minutes, where so many are usual; how many of them by one link, if that is most."""

    petition_id: int
    count: int
    usual: int
    by_one_link: int


def bursts(connection: Connection, now: datetime) -> list[Burst]:
    """Those that nobody was alarmed of within the last hour, the largest first."""
    many = connection.all(MANY, since=now - LOOKED_BACK)
    looked_at = (_looked_at(connection, row.petition_id, row.n, now) for row in many)
    return [each for each in looked_at if each is not None]


def _looked_at(connection: Connection, petition_id: int, count: int, now: datetime) -> Burst | None:
    if connection.first(ALARMED, petition_id=petition_id, since=now - AN_HOUR) is not None:
        return None
    usual, by_one_link = _usual(connection, petition_id, now), _by_one_link(connection, petition_id, count, now)
    fewest, times = (FEWEST_BY_ONE_LINK, TIMES_BY_ONE_LINK) if by_one_link else (FEWEST, TIMES)
    return Burst(petition_id, count, usual, by_one_link) if count >= max(fewest, times * usual) else None


def _usual(connection: Connection, petition_id: int, now: datetime) -> int:
    """In five minutes; a day before its first one counts as a day without."""
    middles = [now - timedelta(days=day) for day in range(1, DAYS + 1)]
    hours = [
        signed_between(connection, petition_id, middle - AN_HOUR / 2, middle + AN_HOUR / 2).about for middle in middles
    ]
    return round(median_low(hours) / PARTS_OF_HOUR)


def _by_one_link(connection: Connection, petition_id: int, count: int, now: datetime) -> int:
    """How many the busiest link has brought within the hour, where that is most of what came since it began."""
    row = connection.first(BY_LINKS, petition_id=petition_id, since=now - AN_HOUR)
    if row is None or row.lately < FEWEST_BY_ONE_LINK:
        return 0
    came = signed_between(connection, petition_id, row.lately_since - timedelta(milliseconds=1), now).about
    return min(row.lately, count) if row.lately * 2 > came else 0
