"""How far alerts are, in numbers and without persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alert
from storage.columns import Instant
from storage.connection import Connection, Prepared, Row
from storage.due import COLLECTED, QUEUED, SENDING, SENT
from storage.tables.news import delivery

MOST_COUNTED = 1_500_000
"""Deliveries, of the newest alerts: on SQLite so many take three to four seconds."""
_c = delivery.c
_newest = (
    sa.select(_c.alert_id, _c.platform, _c.state, _c.problem, _c.due_at, _c.is_silent)
    .where(_c.alert_id >= bindparam("oldest", type_=sa.Integer))
    .order_by(_c.alert_id.desc())
    .limit(bindparam("most", type_=sa.Integer))
    .subquery()
)
_of = _newest.c
_is_now = sa.case((_of.due_at.is_(None), None), else_=_of.due_at <= bindparam("now", type_=Instant()))
COUNTS = Prepared(
    sa.select(
        *(_of[name] for name in ("alert_id", "platform", "state", "problem")),
        _is_now.label("is_now"),
        sa.func.count().label("n"),
        sa.func.sum(sa.case((_of.is_silent, 1), else_=0)).label("silent"),
    ).group_by(_of.alert_id, _of.platform, _of.state, _of.problem, _is_now)
)


@dataclass(slots=True)
class Progress:
    """How far an alert is: how many deliveries are in each state, and how many of the sent ones made no sound.

    `ahead` are those that are to be brought now, by their platform; `later` wait for a time of their own.
    """

    states: dict[str, int] = field(default_factory=dict)
    problems: dict[str, int] = field(default_factory=dict)
    ahead: dict[str, int] = field(default_factory=dict)
    silent: int = 0
    later: int = 0

    @property
    def total(self) -> int:
        """All deliveries there are of it."""
        return sum(self.states.values())

    @property
    def is_done(self) -> bool:
        """Whether nothing of it waits any more."""
        return not any(self.states.get(state) for state in (QUEUED, SENDING, COLLECTED))


class ProgressOf:
    """The progress of alerts."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def of(self, newest: Sequence[Alert], now: datetime, most: int = MOST_COUNTED) -> dict[int, Progress]:
        """How far the newest alerts are, by their ids; without those that are too many to count."""
        found = {each.id: Progress() for each in newest}
        oldest = min(found, default=0)
        rows = self._connection.all(COUNTS, oldest=oldest, now=now, most=most) if found else []
        for row in rows:
            _count(found.setdefault(row.alert_id, Progress()), row)
        if sum(row.n for row in rows) < most:
            return found
        cut = min(row.alert_id for row in rows)
        return {alert_id: progress for alert_id, progress in found.items() if alert_id > cut}


def _count(progress: Progress, row: Row) -> None:
    _add(progress.states, row.state, row.n)
    if row.problem:
        _add(progress.problems, row.problem, row.n)
    if row.state == SENT:
        progress.silent += int(row.silent)
    if row.is_now:
        _add(progress.ahead, row.platform, row.n)
    elif row.is_now is not None and row.state != SENDING:
        progress.later += row.n


def _add(counts: dict[str, int], name: str, n: int) -> None:
    counts[name] = counts.get(name, 0) + n
