"""Alarms: a burst that was seen, told to whoever is on duty, until the first of them has answered it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alerts
from storage.bursts import MINUTES, Burst, bursts
from storage.columns import Instant
from storage.connection import Connection, Prepared, Row
from storage.duty import OnDuty
from storage.hearing import ALARM, ALARM_UNATTENDED
from storage.making import tell_one
from storage.members import Member, Role
from storage.tables.moderating import alarm
from storage.tables.petitions import petition
from storage.vault import Vault, random_id


class AlarmState(StrEnum):
    """Whether somebody has answered, and what."""

    OPEN = "open"
    HELD = "held"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Alarm:
    """One of them; `supporter_id` is who answered, None also where they were erased since."""

    id: int
    petition_id: int
    raised_at: datetime
    count: int
    minutes: int
    usual: int
    by_one_link: int
    organisation_id: int
    state: AlarmState
    supporter_id: int | None = None
    answered_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it."""
        return self.state is AlarmState.OPEN


MOST_OPEN = 100
_c = alarm.c
_ID = _c.id == bindparam("alarm_id", type_=sa.BigInteger)
_NAMES = ("id", "petition_id", "raised_at", "count", "minutes", "usual", "by_one_link")
ADD = Prepared(sa.insert(alarm).values({name: bindparam(name) for name in _NAMES}))
_SEEN = sa.select(alarm, petition.c.organisation_id).join(petition, petition.c.id == _c.petition_id)
FIND = Prepared(_SEEN.where(_ID))
AT = Prepared(
    _SEEN.where(_c.petition_id == bindparam("petition_id"), _c.raised_at == bindparam("raised_at", type_=Instant()))
)
LAST = Prepared(_SEEN.where(_c.petition_id == bindparam("petition_id")).order_by(_c.raised_at.desc(), _c.id).limit(1))
OPEN_OF = Prepared(
    _SEEN.where(petition.c.organisation_id == bindparam("organisation_id"), _c.state == AlarmState.OPEN.value)
    .order_by(_c.raised_at.desc(), _c.id)
    .limit(MOST_OPEN)
)
ORGANISATION = Prepared(
    sa.select(petition.c.organisation_id).where(petition.c.id == bindparam("petition_id"), ~petition.c.holds_new)
)
ANSWER = Prepared(
    sa.update(alarm)
    .where(_ID, _c.state == AlarmState.OPEN.value)
    .values(
        state=bindparam("new_state"),
        supporter_id=bindparam("by", type_=sa.BigInteger),
        answered_at=bindparam("now", type_=Instant()),
    )
)
ANSWER_ALL = Prepared(
    sa.update(alarm)
    .where(_c.petition_id == bindparam("of_petition"), _c.state == AlarmState.OPEN.value)
    .values(
        state=AlarmState.HELD.value,
        supporter_id=bindparam("by", type_=sa.BigInteger),
        answered_at=bindparam("now", type_=Instant()),
    )
)
FORGET = Prepared(sa.update(alarm).where(_c.supporter_id == bindparam("of_person")).values(supporter_id=None))


class Alarms:
    """What looked odd, and who said what of it."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection
        self._duty = OnDuty(connection, vault)

    def bursts(self, now: datetime) -> list[Burst]:
        """What somebody should be alarmed of."""
        return bursts(self._connection, now)

    def sound(self, burst: Burst, roles: Collection[Role], now: datetime) -> Alarm | None:
        """Raise an alarm and tell it to whoever is on duty and reached, else to all in these roles; None where it was.

        A petition has at most one for each hour of the clock, and none while it holds what is new.
        """
        row = self._connection.first(ORGANISATION, petition_id=burst.petition_id)
        if row is None or not self._raise(row.organisation_id, burst, roles, now):
            return None
        seen = Alarm(
            random_id(),
            burst.petition_id,
            now,
            burst.count,
            MINUTES,
            burst.usual,
            burst.by_one_link,
            row.organisation_id,
            AlarmState.OPEN,
        )
        self._connection.run(ADD, **{name: getattr(seen, name) for name in _NAMES})
        return seen

    def _raise(self, organisation_id: int, burst: Burst, roles: Collection[Role], now: datetime) -> bool:
        """Whether this is the first one of the hour, which is told then."""
        awake = self._duty.reached(organisation_id, roles, now)
        kind, people = ALARM if awake else ALARM_UNATTENDED, awake or self._duty.everybody(organisation_id, roles)
        subject, occasion = f"petition:{burst.petition_id}", f"{now:%Y-%m-%dT%H}"
        alerts = Alerts(self._connection)
        if not alerts.raise_once(kind, subject, occasion, now):
            return False
        raised = alerts.named(kind, subject, occasion)
        assert raised is not None, "it was raised just now"
        for supporter_id in people:
            tell_one(self._connection, raised.id, supporter_id, now)
        return True

    def find(self, alarm_id: int) -> Alarm | None:
        """One of them, or None."""
        return _opened(self._connection.first(FIND, alarm_id=alarm_id))

    def at(self, petition_id: int, raised_at: datetime) -> Alarm | None:
        """The one that was raised in this moment."""
        return _opened(self._connection.first(AT, petition_id=petition_id, raised_at=raised_at))

    def open_of(self, organisation_id: int) -> list[Alarm]:
        """Those of an organisation that nobody has answered, the newest first."""
        found = (_opened(row) for row in self._connection.all(OPEN_OF, organisation_id=organisation_id))
        return [each for each in found if each is not None]

    def last(self, petition_id: int) -> Alarm | None:
        """The newest one of a petition."""
        return _opened(self._connection.first(LAST, petition_id=petition_id))

    def is_fine(self, given: Alarm, by: Member, now: datetime) -> Alarm | None:
        """Somebody says that nothing is wrong; None where somebody else was first."""
        values = {"new_state": AlarmState.FINE.value, "by": by.supporter_id, "now": now}
        if not self._connection.run(ANSWER, alarm_id=given.id, **values):
            return None
        return replace(given, state=AlarmState.FINE, supporter_id=by.supporter_id, answered_at=now)

    def are_answered(self, petition_id: int, by: Member, now: datetime) -> None:
        """Everything new is held, which answers whatever alarm of the petition is open."""
        self._connection.run(ANSWER_ALL, of_petition=petition_id, by=by.supporter_id, now=now)

    def erase_person(self, supporter_id: int) -> None:
        """That it was answered stays, and by whom goes."""
        self._connection.run(FORGET, of_person=supporter_id)


def _opened(row: Row | None) -> Alarm | None:
    if row is None:
        return None
    values = {name: getattr(row, name) for name in _NAMES}
    return Alarm(
        **values,
        organisation_id=row.organisation_id,
        state=AlarmState(row.state),
        supporter_id=row.supporter_id,
        answered_at=row.answered_at,
    )
