"""What became of one broadcast so far: how many were told how, and why the others were not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import Instant
from storage.connection import Connection, Prepared
from storage.due import COLLECTED, FAILED, GONE, OUT_OF_REACH, PAUSED, QUEUED, SENDING, SENT, SKIPPED, STOPPED
from storage.private_tables import delivery

MOST_COUNTED = 200_000
"""Deliveries: a live message asks again and again."""
_c = delivery.c
_its = (
    sa.select(_c.state, _c.problem, _c.platform, _c.chat_id, _c.is_silent, _c.due_at, _c.message)
    .where(_c.alert_id == bindparam("alert_id", type_=sa.Integer))
    .limit(bindparam("most", type_=sa.Integer))
    .subquery()
)
_of = _its.c
_is_to_chat = _of.chat_id.is_not(None).label("is_to_chat")
_is_now = sa.and_(_of.due_at.is_not(None), _of.due_at <= bindparam("now", type_=Instant())).label("is_now")
# What is only edited was told.
_state = sa.case((_of.message.is_not(None), SENT), else_=_of.state).label("state")
_NAMED = (_state, _of.problem, _of.platform, _is_to_chat, _of.is_silent, _is_now)
COUNTS = Prepared(sa.select(*_NAMED, sa.func.count().label("n")).group_by(*_NAMED))


@dataclass(frozen=True, slots=True)
class Count:
    """So many deliveries of one kind: `is_now` where they are due and not still to come later."""

    state: str
    problem: str
    platform: str
    is_to_chat: bool
    is_silent: bool
    is_now: bool
    n: int


@dataclass(frozen=True, slots=True)
class Told:
    """All counts; `is_all` unless there are so many that only the first of them were counted."""

    counts: tuple[Count, ...] = ()
    is_all: bool = True

    def how_many(self, which: Callable[[Count], bool]) -> int:
        """Of those that fit."""
        return sum(each.n for each in self.counts if which(each))

    @property
    def total(self) -> int:
        """Whoever is or was to be told."""
        return self.how_many(lambda _each: True)

    @property
    def people(self) -> int:
        """Who was told."""
        return self.how_many(lambda each: each.state == SENT and not each.is_to_chat)

    @property
    def chats(self) -> int:
        """Groups and channels in which it was told."""
        return self.how_many(lambda each: each.state == SENT and each.is_to_chat)

    @property
    def silently(self) -> int:
        """Which people of them were told without a sound."""
        return self.how_many(lambda each: each.state == SENT and each.is_silent and not each.is_to_chat)

    @property
    def on_their_way(self) -> int:
        """What is being sent just now."""
        return self.how_many(lambda each: each.state == SENDING)

    @property
    def waiting(self) -> int:
        """What is to be told as soon as its turn comes."""
        return self.how_many(lambda each: each.state in {QUEUED, COLLECTED} and each.is_now)

    @property
    def later(self) -> int:
        """What waits for a morning or a digest."""
        return self.how_many(lambda each: each.state in {QUEUED, COLLECTED} and not each.is_now)

    @property
    def paused(self) -> int:
        """What waits until its organizers go on."""
        return self.how_many(lambda each: each.state == PAUSED)

    @property
    def stopped(self) -> int:
        """Who is told nothing since its organizers stopped it."""
        return self.how_many(lambda each: each.problem == STOPPED)

    @property
    def not_reached(self) -> int:
        """Who can't be written to, or where the platform refused."""
        return self.how_many(lambda each: each.state in {GONE, FAILED} or each.problem == OUT_OF_REACH)

    @property
    def shown_later(self) -> int:
        """Who is not written to by what they chose or were told of late, and reads it when they next come."""
        others = {OUT_OF_REACH, STOPPED}
        return self.how_many(lambda each: each.state == SKIPPED and each.problem not in others)


def told_of(connection: Connection, alert_id: int | None, now: datetime, most: int = MOST_COUNTED) -> Told:
    """What became of all its deliveries; nothing where no alert tells it yet."""
    rows = connection.all(COUNTS, alert_id=alert_id, now=now, most=most) if alert_id is not None else []
    counts = [
        Count(row.state, row.problem, row.platform, bool(row.is_to_chat), bool(row.is_silent), bool(row.is_now), row.n)
        for row in rows
    ]
    return Told(tuple(counts), sum(each.n for each in counts) < most)
