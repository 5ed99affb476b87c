"""Which petitions stand on a page of a list: bounded by what an index gives in order, however many there are.

A list ends after its first thousand; whoever looks for others finds them by words, topics or organisations.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from storage.connection import Connection, Prepared
from storage.standing import State
from storage.tables.petitions import BY_PEOPLE, petition, petition_topic, tally

MOST_LISTED = 1_000
MOST_SORTED = 5_000
"""How many petitions of one topic are sorted for a page; of a larger topic they are taken from all, newest first."""
MOST_OF_A_TOPIC = 50
"""How many petitions of each topic are counted to order the topics."""
RISING_WINDOW = timedelta(days=1)
MOST_RISING_ENTRIES = 5_000
"""Rising is who gained most in the last day; where more was signed than this, in the last so many signatures."""

IS_PUBLIC = petition.c.state != State.DRAFT.value
IS_OPEN = petition.c.state == State.OPEN.value
NEWEST_FIRST = (petition.c.started_on.desc(), petition.c.id.desc())
MOST_SIGNED_FIRST = (petition.c.count.desc(), petition.c.id.desc())


class Order(StrEnum):
    """How petitions are listed."""

    NEWEST = "newest"
    MOST_SIGNED = "most"
    RISING = "rising"
    CLOSING = "closing"
    WON = "won"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which petitions to list, and in which order; a topic and an organisation are listed newest first."""

    order: Order = Order.NEWEST
    only_open: bool = False
    topic: str = ""
    organisation_id: int | None = None


ORDERS: dict[Order, tuple[Any, ...]] = {
    Order.NEWEST: NEWEST_FIRST,
    Order.MOST_SIGNED: MOST_SIGNED_FIRST,
    Order.CLOSING: (petition.c.closes_at, petition.c.id),
    Order.WON: NEWEST_FIRST,
}


def _all_topics() -> sa.CTE:
    """Every topic once, each found from the one before: as many lookups as topics, not as petitions."""
    first = sa.select(sa.func.min(petition_topic.c.topic).label("topic")).cte("each_topic", recursive=True)
    after = sa.select(sa.func.min(petition_topic.c.topic)).where(petition_topic.c.topic > first.c.topic)
    following = after.correlate(first).scalar_subquery()
    return first.union_all(sa.select(following).where(first.c.topic.is_not(None)))


def _topics() -> sa.Select[Any]:
    """Each topic, and how many public petitions have it."""
    every = _all_topics()
    some = sa.select(every.c.topic).where(every.c.topic.is_not(None)).limit(sa.bindparam("most", type_=sa.Integer))
    topic = some.subquery()
    # Asked for each row in its turn, as in `is_among`: a join would begin with all petitions.
    state = sa.select(petition.c.state).where(petition.c.id == petition_topic.c.petition_id).scalar_subquery()
    carriers = sa.select(petition_topic.c.petition_id).where(petition_topic.c.topic == topic.c.topic)
    public = carriers.where(state != State.DRAFT.value).correlate(topic).limit(MOST_OF_A_TOPIC).subquery()
    return sa.select(topic.c.topic, sa.select(sa.func.count()).select_from(public).scalar_subquery().label("n"))


TOPICS = Prepared(_topics())


def ids_of(connection: Connection, chosen: Filter, now: datetime, most: int, skip: int) -> list[int]:
    """The petitions of one page in their order, none beyond the thousandth."""
    most = min(most, MOST_LISTED - skip)
    if most <= 0:
        return []
    if chosen.order is Order.RISING:
        ordered = _rising(now, most + skip)
    else:
        ordered = _matching(connection, chosen, now).order_by(*ORDERS[chosen.order])
    return [row.id for row in connection.all(ordered.limit(most).offset(skip))]


def how_many(connection: Connection, chosen: Filter, now: datetime) -> int:
    """How many are listed: at MOST_LISTED there may be more."""
    return counted(connection, _matching(connection, chosen, now), MOST_LISTED)


def counted(connection: Connection, matching: sa.Select[Any], most: int) -> int:
    """How many rows a query has, counted up to `most`."""
    row = connection.first(sa.select(sa.func.count().label("n")).select_from(matching.limit(most).subquery()))
    return row.n if row else 0


def _matching(connection: Connection, chosen: Filter, now: datetime) -> sa.Select[Any]:
    matching = sa.select(petition.c.id).where(*_conditions(chosen, now))
    return _with_topic(connection, matching, chosen.topic) if chosen.topic else matching


def _conditions(chosen: Filter, now: datetime) -> list[Any]:
    conditions: list[Any] = [IS_PUBLIC]
    if chosen.order is Order.WON:
        conditions = [petition.c.state == State.WON.value]
    if chosen.only_open or chosen.order in {Order.RISING, Order.CLOSING}:
        conditions = [IS_OPEN]
    if chosen.order is Order.CLOSING:
        conditions.append(petition.c.closes_at > now)
    if chosen.organisation_id is not None:
        conditions.append(petition.c.organisation_id == chosen.organisation_id)
    return conditions


def _with_topic(connection: Connection, matching: sa.Select[Any], topic: str) -> sa.Select[Any]:
    """Few are looked up one by one; of many, each petition is asked whether it has the topic."""
    has_topic = sa.select(petition_topic.c.petition_id).where(petition_topic.c.topic == topic)
    if counted(connection, has_topic, MOST_SORTED) < MOST_SORTED:
        few = has_topic.limit(MOST_SORTED).subquery()
        return matching.where(petition.c.id.in_(sa.select(few.c.petition_id)))
    return matching.where(is_among(has_topic.where(petition_topic.c.petition_id == petition.c.id), petition))


def topics_of(connection: Connection, most: int) -> list[str]:
    """The topics of public petitions, the most frequent first; those on fifty or more are equally frequent."""
    found = [row for row in connection.all(TOPICS, most=most) if row.n]
    return [row.topic for row in sorted(found, key=lambda row: (-row.n, row.topic))]


def is_among(rows: sa.Select[Any], asking: sa.FromClause) -> sa.ColumnElement[bool]:
    """Like EXISTS, but asked for each row in its turn: PostgreSQL would join an EXISTS, and read all of its rows."""
    return rows.correlate(asking).limit(1).scalar_subquery().is_not(None)


def _rising(now: datetime, most: int) -> sa.Select[Any]:
    """Who gained most lately, and after them the newest."""
    gained = _gained(now).subquery()
    newest = sa.select(petition.c.id).where(IS_OPEN).order_by(*NEWEST_FIRST).limit(most).subquery()
    nothing = sa.literal(0, sa.Integer).label("gained")
    every = sa.union_all(sa.select(gained), sa.select(newest.c.id, nothing)).subquery()
    highest = sa.func.max(every.c.gained).label("gained")
    candidate = sa.select(every.c.petition_id, highest).group_by(every.c.petition_id).subquery()
    joined = sa.select(petition.c.id).join_from(candidate, petition, petition.c.id == candidate.c.petition_id)
    return joined.where(IS_OPEN).order_by(candidate.c.gained.desc(), *NEWEST_FIRST)


def _gained(now: datetime) -> sa.Select[Any]:
    """What each petition gained in the newest entries of the ledger, where that is more than nothing."""
    entries = sa.select(tally.c.petition_id, tally.c.amount).where(BY_PEOPLE, tally.c.at > now - RISING_WINDOW)
    newest = entries.order_by(tally.c.at.desc(), tally.c.petition_id.desc()).limit(MOST_RISING_ENTRIES).subquery()
    total = sa.func.sum(newest.c.amount)
    grouped = sa.select(newest.c.petition_id, total.label("gained")).group_by(newest.c.petition_id)
    return grouped.having(total > 0)
