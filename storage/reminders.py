"""Reminders: what is to be told at a time that somebody chose, once for each time it comes.

A reminder that is due is claimed, told and given its next time in one transaction, so that any number of processes may
look, and a crash neither loses nor doubles one. What could not be told in time is dropped: there is never a burst.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alerts
from storage.connection import Connection, Prepared, Row
from storage.hearing import REMINDER, REMINDER_TO_SIGN
from storage.listing import IS_OPEN
from storage.recurring import A_DAY, Occurrence, Once, Rule, first_after, local_time, occurrences, read, written
from storage.standing import State, is_open
from storage.supporters import LOCK
from storage.tables.news import reminder
from storage.tables.petitions import petition
from storage.tables.signing import signature
from storage.vault import Vault, random_id

WAITING, PAUSED, OVER, UNREADABLE = "waiting", "paused", "over", "unreadable"
FORGOTTEN_AFTER = timedelta(days=2)
"""So long after it was told, a reminder can still be asked what it was about."""
UTC_ZONE = "UTC"


class ReminderKind(StrEnum):
    """Whom a reminder is for: the person who asked to sign later, or whoever hears of a recurring one."""

    TO_SIGN = "to_sign"
    RULE = "rule"


ALERTS = {ReminderKind.TO_SIGN: REMINDER_TO_SIGN, ReminderKind.RULE: REMINDER}
"""The kinds of alert that are raised; their subject is `reminder:ID`, their occasion the local date and time."""
LATE = {ReminderKind.TO_SIGN: timedelta(hours=24), ReminderKind.RULE: timedelta(hours=6)}
"""How late each is still told; later it is dropped, and a rule goes on with its next time."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is told about a petition, when; `supporter_id` where it is for one person alone."""

    id: int
    kind: ReminderKind
    petition_id: int
    zone: str
    rule: Rule
    due: Occurrence
    supporter_id: int | None = None
    words: str = ""
    ends_at: datetime | None = None
    is_paused: bool = False

    @property
    def subject(self) -> str:
        """How an alert names it."""
        return f"reminder:{self.id}"


def _moment(name: str) -> Any:
    return bindparam(name, type_=reminder.c.next_due.type)


_c = reminder.c
_ID = bindparam("reminder_id", type_=sa.BigInteger)
_OF = _c.supporter_id == bindparam("of_supporter", type_=sa.BigInteger)
_TO_SIGN = (
    _OF,
    _c.petition_id == bindparam("of_petition", type_=sa.Integer),
    _c.kind == ReminderKind.TO_SIGN.value,
)
_WAITS = _c.state == WAITING
_NAMES = ("id", "kind", "supporter_id", "petition_id", "zone", "rule", "words", "occurrence", "next_due", "ends_at")
ADD = Prepared(sa.insert(reminder).values({name: bindparam(name) for name in _NAMES}))
_has_signed = sa.exists().where(signature.c.supporter_id == _c.supporter_id, signature.c.petition_id == _c.petition_id)
DUE = Prepared(
    sa.select(reminder, petition.c.state.label("stands"), petition.c.closes_at, _has_signed.label("has_signed"))
    .join(petition, petition.c.id == _c.petition_id)
    .where(_WAITS, _c.next_due <= _moment("now"))
    .order_by(_c.next_due)
    .limit(bindparam("most", type_=sa.Integer))
    .with_for_update(of=reminder, skip_locked=True)
)
FIND = Prepared(sa.select(reminder).where(_c.id == _ID))
TO_SIGN = Prepared(sa.select(reminder).where(*_TO_SIGN, _WAITS))
STOP = Prepared(sa.delete(reminder).where(*_TO_SIGN))
_can_be_signed = sa.exists().where(
    petition.c.id == _c.petition_id,
    IS_OPEN,
    sa.or_(petition.c.closes_at.is_(None), petition.c.closes_at > _moment("now")),
)
_STILL_WAITS = (_OF, _WAITS, _can_be_signed, ~_has_signed)
OPEN = Prepared(
    sa.select(reminder)
    .where(*_STILL_WAITS)
    .order_by(_c.next_due, _c.id)
    .limit(bindparam("most", type_=sa.Integer))
    .offset(bindparam("skip", type_=sa.Integer))
)
HOW_MANY = Prepared(sa.select(sa.func.count().label("n")).select_from(reminder).where(*_STILL_WAITS))
OF_PERSON = Prepared(sa.select(reminder).where(_OF, _WAITS).order_by(_c.id))
ERASE = Prepared(sa.delete(reminder).where(_OF))
MOVE_ON = Prepared(
    sa.update(reminder)
    .where(_c.id == _ID)
    .values(
        occurrence=bindparam("new_occurrence", type_=sa.Text),
        next_due=_moment("new_due"),
        state=bindparam("new_state", type_=sa.Text),
    )
)


class Reminders:
    """What people and organizers want to be told again."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; zones go through the vault."""
        self._connection = connection
        self._vault = vault

    def remind_to_sign(self, supporter_id: int, petition_id: int, at: datetime) -> None:
        """Remind a person once, at this moment, in place of an earlier wish about the same petition."""
        self._connection.first(LOCK, supporter_id=supporter_id)
        self.stop_to_sign(supporter_id, petition_id)
        local = at.astimezone(UTC).replace(tzinfo=None, second=0, microsecond=0)
        once = Once(local.date(), local.time())
        due = next(occurrences(once, UTC_ZONE, local.date()))
        self._add(Reminder(random_id(), ReminderKind.TO_SIGN, petition_id, UTC_ZONE, once, due, supporter_id))

    def add_rule(
        self,
        petition_id: int,
        rule: Rule,
        zone: str,
        now: datetime,
        *,
        words: str = "",
        ends_at: datetime | None = None,
    ) -> int | None:
        """Tell whoever hears of it, as often as the rule comes while the petition can be signed; the reminder's id.

        None where the rule comes no more.
        """
        first = first_after(rule, zone, now)
        if first is None or (ends_at is not None and first.moment >= ends_at):
            return None
        given = Reminder(random_id(), ReminderKind.RULE, petition_id, zone, rule, first, None, words, ends_at)
        self._add(given)
        return given.id

    def find(self, reminder_id: int) -> Reminder | None:
        """A reminder, also one that is over but for long; None where there is none."""
        row = self._connection.first(FIND, reminder_id=reminder_id)
        return None if row is None else self.opened(row)

    def to_sign(self, supporter_id: int, petition_id: int) -> Reminder | None:
        """The wish of this person to be reminded of a petition, while it waits."""
        row = self._connection.first(TO_SIGN, of_supporter=supporter_id, of_petition=petition_id)
        return None if row is None else self.opened(row)

    def all_of(self, supporter_id: int, now: datetime, most: int, skip: int = 0) -> tuple[list[Reminder], int]:
        """One page of what waits for a person and can still be signed, the next first, and how many there are."""
        rows = self._connection.all(OPEN, of_supporter=supporter_id, now=now, most=most, skip=skip)
        total = self._connection.first(HOW_MANY, of_supporter=supporter_id, now=now)
        return [self.opened(row) for row in rows], total.n if total else 0

    def stop_to_sign(self, supporter_id: int, petition_id: int) -> bool:
        """The person needs no reminder of this petition any more: they said so, or signed; whether there was one."""
        return self._connection.run(STOP, of_supporter=supporter_id, of_petition=petition_id) > 0

    def tell_due(self, now: datetime, most: int) -> int:
        """Tell one page of what is due, unless another process is at it; how many were looked at."""
        due = self._connection.all(DUE, now=now, most=most)
        for row in due:
            self._tell(row, now)
        return len(due)

    def prune(self, now: datetime, most: int) -> int:
        """Forget one page of what is over; returns how many were forgotten."""
        over = sa.select(_c.id).where(_c.state == OVER, _c.next_due <= now).limit(most)
        return self._connection.run(sa.delete(reminder).where(_c.id.in_(over)))

    def copy(self, supporter_id: int, to: int) -> None:
        """Somebody else is reminded of the same."""
        for row in self._connection.all(OF_PERSON, of_supporter=supporter_id):
            self._add(replace(self.opened(row), id=random_id(), supporter_id=to))

    def unite_page(self, going: int, staying: int, most: int) -> int:
        """One person's reminders become another's, one of each petition. How many were moved."""
        asked = sa.select(reminder).where(_c.supporter_id == going).order_by(_c.petition_id)
        page = self._connection.all(asked.limit(most).with_for_update())
        both = sa.select(reminder).where(
            _c.supporter_id == staying, _c.petition_id.in_([row.petition_id for row in page])
        )
        mine = {row.petition_id: row for row in self._connection.all(both.with_for_update())}
        pairs = [(row, mine[row.petition_id]) for row in page if row.petition_id in mine]
        goes = {(other if row.state == WAITING != other.state else row).id for row, other in pairs}
        self._connection.run(sa.delete(reminder).where(_c.id.in_(goes)))
        moved = sa.update(reminder).where(_c.id.in_({row.id for row in page} - goes))
        self._connection.run(moved.values(supporter_id=staying))
        return len(page)

    def erase_person(self, supporter_id: int) -> None:
        """Forget what this person wanted to be reminded of."""
        self._connection.run(ERASE, of_supporter=supporter_id)

    def _add(self, given: Reminder) -> None:
        self._connection.run(
            ADD,
            id=given.id,
            kind=given.kind.value,
            supporter_id=given.supporter_id,
            petition_id=given.petition_id,
            zone=self._vault.seal("reminder", "zone", given.id, given.zone),
            rule=written(given.rule),
            words=given.words,
            occurrence=given.due.local,
            next_due=given.due.moment,
            ends_at=given.ends_at,
        )

    def _tell(self, row: Row, now: datetime) -> None:
        """Tell it, unless that is too late or not wanted any more, and write down when it comes next."""
        try:
            found = self.opened(row)
            told, following = _passed(found, now)
        except (KeyError, TypeError, ValueError):
            self._move_on(row.id, row.occurrence, None, UNREADABLE)
            return
        is_wanted = is_open(State(row.stands), row.closes_at, now) and not row.has_signed
        if told is not None and is_wanted:
            kind = ALERTS[found.kind]
            Alerts(self._connection).raise_once(kind, found.subject, told.local, now, found.supporter_id)
        if following is not None and is_wanted:
            self._move_on(found.id, following.local, following.moment, WAITING)
        else:
            self._move_on(found.id, found.due.local, now + FORGOTTEN_AFTER, OVER)

    def _move_on(self, reminder_id: int, occurrence: str, due: datetime | None, state: str) -> None:
        self._connection.run(MOVE_ON, reminder_id=reminder_id, new_occurrence=occurrence, new_due=due, new_state=state)

    def opened(self, row: Row) -> Reminder:
        """A row as a reminder. Raises KeyError, TypeError or ValueError for a rule that nobody can read any more."""
        return Reminder(
            row.id,
            ReminderKind(row.kind),
            row.petition_id,
            self._vault.open("reminder", "zone", row.id, row.zone),
            read(row.rule),
            Occurrence(row.occurrence, row.next_due),
            row.supporter_id,
            row.words,
            row.ends_at,
            row.state == PAUSED,
        )


def _passed(found: Reminder, now: datetime) -> tuple[Occurrence | None, Occurrence | None]:
    """The last time it came, if that may still be told, and the next time it comes."""
    told, late = None, LATE[found.kind]
    due_day = datetime.fromisoformat(found.due.local).date()
    since = max(due_day, local_time(now - late, found.zone).date() - A_DAY)
    for each in occurrences(found.rule, found.zone, since):
        if found.ends_at is not None and each.moment >= found.ends_at:
            break
        if each.moment > now:
            return told, each
        if now - each.moment <= late:
            told = each
    return told, None
