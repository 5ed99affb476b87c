"""Follows: what a supporter wants to hear of, and which kinds of news."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntFlag
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, Row, insert_into
from storage.tables.news import follow


class Topic(IntFlag):
    """A kind of news; a follow holds several."""

    NOTHING = 0
    ENDINGS = 1
    UPDATES = 2
    MILESTONES = 4
    DATES = 8
    PETITIONS = 16
    STORIES = 32


SIGNING_FOLLOWS = Topic.ENDINGS | Topic.UPDATES
"""What signing a petition subscribes to."""


def subject_of(petition_id: int) -> str:
    """How a follow or an alert names a petition."""
    return f"petition:{petition_id}"


def subject_of_organisation(organisation_id: int) -> str:
    """How a follow or an alert names an organisation."""
    return f"organisation:{organisation_id}"


def subject_of_topic(topic: str) -> str:
    """How a follow names a topic: by its own words, so that petitions are found by them."""
    return f"topic:{topic}"


@dataclass(frozen=True, slots=True)
class Follow:
    """`subject` is `petition:ID`, `organisation:ID` or `topic:WORDS`."""

    subject: str
    topics: Topic


BEGIN = Prepared(
    lambda engine: (
        insert_into(engine, follow)
        .values({name: bindparam(name) for name in ("supporter_id", "subject", "topics", "since")})
        .on_conflict_do_nothing()
        .returning(follow.c.topics)
    )
)


def since_of(topic: Topic) -> Any:
    """Since when a kind of news is heard: since it was chosen, else since the follow began; of several, the latter."""
    if len(topic) > 1:
        return follow.c.since
    return sa.func.coalesce(_chosen_at(topic), follow.c.since)


def _chosen_at(topic: Topic) -> Any:
    assert topic.name is not None, "one kind of news has a name"
    return follow.c[f"{topic.name.lower()}_since"]


def _chosen(engine: str, begun: Any, topics: Any) -> Any:
    """Follow from now on; a follow that is there hears `topics` instead, and what is new of them from now on."""
    names = ("supporter_id", "subject", "since")
    added = insert_into(engine, follow).values(topics=begun, **{name: bindparam(name) for name in names})
    now = added.excluded.since
    values = {"topics": topics, "since": sa.case((follow.c.topics == 0, now), else_=follow.c.since)}
    for topic in Topic:
        is_new = sa.and_(follow.c.topics.bitwise_and(int(topic)) == 0, topics.bitwise_and(int(topic)) != 0)
        chosen_at = _chosen_at(topic)
        values[chosen_at.name] = sa.case((is_new, now), else_=chosen_at)
    updated = added.on_conflict_do_update(index_elements=["supporter_id", "subject"], set_=values)
    return updated.returning(follow.c.topics)


_topics, _more, _kept = (bindparam(name, type_=sa.Integer) for name in ("topics", "more", "kept"))
SET = Prepared(lambda engine: _chosen(engine, _topics, _topics))
CHANGE = Prepared(lambda engine: _chosen(engine, _more, follow.c.topics.bitwise_or(_more).bitwise_and(_kept)))
ALL_TOPICS = Topic(sum(Topic))
_OF = follow.c.supporter_id == bindparam("supporter_id")
ONE = Prepared(sa.select(follow).where(_OF, follow.c.subject == bindparam("subject")))
PAGE = Prepared(
    sa.select(follow)
    .where(_OF, follow.c.topics != 0)
    .order_by(follow.c.since.desc(), follow.c.subject)
    .limit(bindparam("most", type_=sa.Integer))
    .offset(bindparam("skip", type_=sa.Integer))
)
HOW_MANY = Prepared(sa.select(sa.func.count().label("n")).select_from(follow).where(_OF, follow.c.topics != 0))
HEARERS = Prepared(
    sa.select(sa.func.count().label("n")).select_from(
        sa.select(follow.c.supporter_id)
        .where(
            follow.c.subject == bindparam("subject"),
            follow.c.topics.bitwise_and(bindparam("topic", type_=sa.Integer)) != 0,
        )
        .limit(bindparam("most", type_=sa.Integer))
        .subquery()
    )
)
DROP = Prepared(sa.delete(follow).where(_OF, follow.c.subject == bindparam("subject")))
DROP_ALL = Prepared(sa.delete(follow).where(_OF))


_COLUMNS = [column.name for column in follow.c if column.name != "supporter_id"]
COPY = Prepared(
    sa.insert(follow).from_select(
        ["supporter_id", *_COLUMNS],
        sa.select(bindparam("to_supporter", type_=sa.BigInteger), *(follow.c[name] for name in _COLUMNS)).where(_OF),
    )
)


UNITED = ("topics", "since", *(_chosen_at(topic).name for topic in Topic))
"""The columns of a follow that hold a choice."""


def stricter(one: Topic, other: Topic) -> Topic:
    """What somebody hears who chose twice: nothing where they said so once, else what they chose both times.

    Where that would be nothing although they never asked for silence, all they chose.
    """
    return (one & other) or (one | other) if one and other else Topic.NOTHING


def united(one: Row, other: Row) -> dict[str, Any]:
    """Two follows of one subject as one: the stricter choice, each kind of news heard since it first was."""
    topics = stricter(Topic(one.topics), Topic(other.topics))
    since = min(one.since, other.since)
    values: dict[str, Any] = {"topics": int(topics), "since": since}
    for topic in Topic:
        name = _chosen_at(topic).name
        begun = [getattr(row, name) or row.since for row in (one, other) if topic in Topic(row.topics)]
        values[name] = min(begun) if topic in topics and min(begun) > since else None
    return values


class Follows:
    """What supporters follow."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def begin(self, supporter_id: int, subject: str, topics: Topic, now: datetime) -> Topic:
        """Follow, unless the supporter has chosen about this subject already; what they hear of it now."""
        row = self._connection.first(BEGIN, supporter_id=supporter_id, subject=subject, topics=int(topics), since=now)
        return Topic(row.topics) if row else self.of(supporter_id, subject)

    def set(self, supporter_id: int, subject: str, topics: Topic, now: datetime) -> None:
        """Hear exactly these kinds of news of it from now on; none is remembered as a choice, too.

        What is heard newly is heard from now on: what happened before is no missed news.
        """
        self._connection.run(SET, supporter_id=supporter_id, subject=subject, topics=int(topics), since=now)

    def change(
        self,
        supporter_id: int,
        subject: str,
        now: datetime,
        *,
        more: Topic = Topic.NOTHING,
        less: Topic = Topic.NOTHING,
    ) -> Topic:
        """Hear some kinds more or less and leave the others, whatever another chat chooses meanwhile; what is heard."""
        kept = ALL_TOPICS & ~less
        values = {"supporter_id": supporter_id, "subject": subject, "more": int(more), "kept": int(kept)}
        row = self._connection.first(CHANGE, since=now, **values)
        assert row is not None, "a follow that is written has kinds of news"
        return Topic(row.topics)

    def of(self, supporter_id: int, subject: str) -> Topic:
        """The kinds of news they hear of one subject."""
        row = self._connection.first(ONE, supporter_id=supporter_id, subject=subject)
        return Topic(row.topics) if row else Topic.NOTHING

    def all_of(self, supporter_id: int, most: int, skip: int = 0) -> tuple[list[Follow], int]:
        """One page of what they follow, the newest first, and how many there are in all."""
        total = self._connection.first(HOW_MANY, supporter_id=supporter_id)
        rows = self._connection.all(PAGE, supporter_id=supporter_id, most=most, skip=skip)
        return [Follow(row.subject, Topic(row.topics)) for row in rows], total.n if total else 0

    def hearers(self, subject: str, topic: Topic, most: int) -> int:
        """How many people want this kind of news of it; whoever asks for `most` knows no more than that."""
        row = self._connection.first(HEARERS, subject=subject, topic=int(topic), most=most)
        return int(row.n) if row else 0

    def end(self, supporter_id: int, subject: str) -> None:
        """Forget that they ever chose anything about it."""
        self._connection.run(DROP, supporter_id=supporter_id, subject=subject)

    def copy(self, supporter_id: int, to: int) -> None:
        """Somebody else follows the same things in the same way."""
        self._connection.run(COPY, supporter_id=supporter_id, to_supporter=to)

    def erase_person(self, supporter_id: int) -> None:
        """Forget everything they follow."""
        self._connection.run(DROP_ALL, supporter_id=supporter_id)
