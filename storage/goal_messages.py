"""What organizers say to a goal: to one that is ahead, for when it is reached, and to one that was reached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import dropwhile, islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alert, Alerts
from storage.connection import Connection, Prepared, Row, insert_into
from storage.correcting import correct
from storage.follows import subject_of
from storage.goals import goals
from storage.hearing import MILESTONE
from storage.marks import mark_of
from storage.petitions import Petition
from storage.tables.petitions import milestone

AHEAD = 3
"""So many goals that are still to come are shown."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of a petition, with what is said to it; `is_climbed` where the petition comes to it by and by."""

    threshold: int
    is_coming: bool
    reached_on: date | None = None
    message: str = ""
    sign_off: str = ""
    is_climbed: bool = True

    @property
    def mark(self) -> str:
        """Names what somebody saw of it."""
        return mark_of("\n".join((self.message, self.sign_off)))


_m = milestone.c
_IS_ONE = sa.and_(_m.petition_id == bindparam("of_petition"), _m.threshold == bindparam("of_goal"))
STORED = Prepared(sa.select(milestone).where(_m.petition_id == bindparam("of_petition")))
_NAMES = ("petition_id", "threshold", "message", "sign_off")


def _written(engine: str) -> sa.Executable:
    """A goal that nobody has reached is only a message so far; what was reached stays so."""
    values: dict[str, Any] = {name: bindparam(name) for name in _NAMES}
    added = insert_into(engine, milestone).values(**values, is_coming=sa.true(), is_of_chat=sa.true())
    said = {"message": added.excluded.message, "sign_off": added.excluded.sign_off, "is_of_chat": sa.true()}
    changed: sa.Executable = added.on_conflict_do_update(index_elements=["petition_id", "threshold"], set_=said)
    return changed


WRITE = Prepared(_written)
DROP = Prepared(sa.delete(milestone).where(_IS_ONE, _m.is_coming))
SILENCE = Prepared(sa.update(milestone).where(_IS_ONE).values(message="", sign_off="", is_of_chat=True))


class GoalMessages:
    """The goals of a petition as its organizers see them."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def of(self, found: Petition) -> list[Goal]:
        """Those ahead, the nearest first, and then those that were reached, the latest first."""
        stored = {row.threshold: row for row in self._connection.all(STORED, of_petition=found.id)}
        reached = sorted((each for each, row in stored.items() if not row.is_coming), reverse=True)
        written = {each for each, row in stored.items() if row.is_coming}
        climbed = {each for each in _ahead(found) if each not in stored or stored[each].is_coming}
        coming = sorted(climbed | written)
        return [
            *(_coming(each, stored.get(each), is_climbed=_is_climbed(found, each)) for each in coming),
            *(_reached(stored[each]) for each in reached),
        ]

    def find(self, found: Petition, threshold: int) -> Goal | None:
        """One of them."""
        return next((each for each in self.of(found) if each.threshold == threshold), None)

    def write(self, found: Petition, goal: Goal, message: str, sign_off: str, now: datetime) -> None:
        """Say this to it; where it was told already, the messages that stand in chats are edited."""
        said = {"message": message, "sign_off": sign_off}
        self._connection.run(WRITE, petition_id=found.id, threshold=goal.threshold, **said)
        self._edit_what_stands(found, goal, now)

    def take_out(self, found: Petition, goal: Goal, now: datetime) -> None:
        """Say nothing to it; of one that was told, the messages that stand in chats say it no longer."""
        which = {"of_petition": found.id, "of_goal": goal.threshold}
        if not self._connection.run(DROP, **which):
            self._connection.run(SILENCE, **which)
            self._edit_what_stands(found, goal, now)

    def is_told(self, found: Petition, goal: Goal) -> bool:
        """Whether anybody is told that it was reached."""
        return self._alert(found, goal) is not None

    def _edit_what_stands(self, found: Petition, goal: Goal, now: datetime) -> None:
        told = self._alert(found, goal)
        if told is not None:
            correct(self._connection, told, now)

    def _alert(self, found: Petition, goal: Goal) -> Alert | None:
        return Alerts(self._connection).named(MILESTONE, subject_of(found.id), str(goal.threshold))


def _ahead(found: Petition) -> Iterable[int]:
    """The next goals of one that can be reached."""
    if not (found.is_open or found.is_draft):
        return ()
    return islice(dropwhile(lambda goal: goal <= found.count, goals(found.ladder)), AHEAD)


def _is_climbed(found: Petition, threshold: int) -> bool:
    """Whether it is ahead on the ladder as it is now, which may be another than when something was said to it."""
    if threshold <= found.count or not (found.is_open or found.is_draft):
        return False
    return next(dropwhile(lambda goal: goal < threshold, goals(found.ladder))) == threshold


def _coming(threshold: int, row: Row | None, *, is_climbed: bool) -> Goal:
    if row is None:
        return Goal(threshold, is_coming=True, is_climbed=is_climbed)
    return Goal(threshold, True, None, row.message, row.sign_off, is_climbed)


def _reached(row: Row) -> Goal:
    return Goal(row.threshold, False, row.reached_on, row.message, row.sign_off)
