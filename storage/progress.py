"""How far alerts are, in numbers and without persons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import Instant
from storage.connection import Connection, Prepared
from storage.due import COLLECTED, QUEUED, SENDING, SENT
from storage.private_tables import delivery

_c = delivery.c
COUNTS = Prepared(
    sa.select(
        _c.state,
        _c.problem,
        sa.func.count().label("n"),
        sa.func.sum(sa.case((_c.is_silent, 1), else_=0)).label("silent"),
    )
    .where(_c.alert_id == bindparam("alert_id", type_=sa.Integer))
    .group_by(_c.state, _c.problem)
)
AHEAD = Prepared(
    sa.select(sa.func.count().label("n")).where(
        _c.platform == bindparam("platform"), _c.due_at <= bindparam("now", type_=Instant())
    )
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an alert is: how many deliveries are in each state, and how many of the sent ones made no sound."""

    states: dict[str, int]
    problems: dict[str, int]
    silent: int

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

    def of(self, alert_id: int) -> Progress:
        """How far an alert is."""
        rows = self._connection.all(COUNTS, alert_id=alert_id)
        states: dict[str, int] = {}
        problems: dict[str, int] = {}
        for row in rows:
            states[row.state] = states.get(row.state, 0) + row.n
            if row.problem:
                problems[row.problem] = problems.get(row.problem, 0) + row.n
        return Progress(states, problems, sum(int(row.silent) for row in rows if row.state == SENT))

    def ahead(self, platform: str, now: datetime) -> int:
        """How many are to be brought there now."""
        row = self._connection.first(AHEAD, platform=platform, now=now)
        return int(row.n) if row else 0
