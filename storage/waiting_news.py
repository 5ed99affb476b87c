"""That something new waits for an organisation's moderators: noted once, until somebody looks or they are told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alerts
from storage.columns import Instant
from storage.connection import Connection, Prepared
from storage.decisions import OWNER, Thing
from storage.hearing import TO_DECIDE
from storage.making import tell_one
from storage.members import Role
from storage.tables.organisations import member, organisation

COLLECTED_FOR, APART = timedelta(minutes=10), timedelta(hours=3)
"""So long it is waited for more, and so long after one message no other comes."""

_c = organisation.c
_ONE = _c.id == bindparam("organisation_id", type_=sa.Integer)
_now = bindparam("now", type_=Instant())
NOTE = Prepared(sa.update(organisation).where(_ONE, _c.waits_since.is_(None)).values(waits_since=_now))
"""Touches no row where it is noted already, so that very many at once do not wait for one another."""
LOOKED = Prepared(sa.update(organisation).where(_ONE, _c.waits_since.is_not(None)).values(waits_since=None))
TOLD = Prepared(
    sa.update(organisation).where(_ONE, _c.waits_since.is_not(None)).values(waits_since=None, waits_told_at=_now)
)
DUE = Prepared(
    sa.select(_c.id)
    .where(
        _c.waits_since <= bindparam("collected", type_=Instant()),
        sa.or_(_c.waits_told_at.is_(None), _c.waits_told_at <= bindparam("told_before", type_=Instant())),
    )
    .order_by(_c.waits_since, _c.id)
    .limit(bindparam("most", type_=sa.Integer))
)
MEMBERS = Prepared(
    sa.select(member.c.supporter_id, member.c.role)
    .where(member.c.organisation_id == bindparam("organisation_id"), member.c.hears_of_waiting)
    .order_by(member.c.id)
)
HEARS = Prepared(sa.select(member.c.hears_of_waiting).where(member.c.id == bindparam("member_id")))
SET_HEARS = Prepared(
    sa.update(member)
    .where(member.c.id == bindparam("member_id"))
    .values(hears_of_waiting=bindparam("is_on", type_=sa.Boolean))
)


class WaitingNews:
    """Whether moderators have to be told that something waits."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def note(self, thing: Thing, subject_id: int, now: datetime) -> None:
        """This waits from now on."""
        owner = self._connection.first(OWNER[thing], subject_id=subject_id)
        if owner is not None:
            self._connection.run(NOTE, organisation_id=owner.organisation_id, now=now)

    def is_looked_at(self, organisation_id: int) -> None:
        """A moderator looks: nobody has to be told of what waits by now."""
        self._connection.run(LOOKED, organisation_id=organisation_id)

    def tell_due(self, roles: Sequence[Role], now: datetime, most: int) -> int:
        """Tell those in these roles who want it, of so many organisations; fewer than `most` where nothing is left."""
        asked = {"collected": now - COLLECTED_FOR, "told_before": now - APART}
        rows = self._connection.all(DUE, **asked, most=most)
        for row in rows:
            if self._connection.run(TOLD, organisation_id=row.id, now=now):
                self._tell(row.id, roles, now)
        return len(rows)

    def _tell(self, organisation_id: int, roles: Sequence[Role], now: datetime) -> None:
        alerts, subject, occasion = Alerts(self._connection), f"organisation:{organisation_id}", f"{now:%Y%m%dT%H%M%S}"
        if not alerts.raise_once(TO_DECIDE, subject, occasion, now):
            return
        raised = alerts.named(TO_DECIDE, subject, occasion)
        assert raised is not None, "it was raised just now"
        for row in self._connection.all(MEMBERS, organisation_id=organisation_id):
            if Role(row.role) in roles:
                tell_one(self._connection, raised.id, row.supporter_id, now)

    def hears(self, member_id: int) -> bool:
        """Whether a member wants to be told."""
        row = self._connection.first(HEARS, member_id=member_id)
        return row is not None and bool(row.hears_of_waiting)

    def set_hears(self, member_id: int, *, is_on: bool) -> None:
        """They are told from now on, or no longer."""
        self._connection.run(SET_HEARS, member_id=member_id, is_on=is_on)
