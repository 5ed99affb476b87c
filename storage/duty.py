"""Who is on duty: the members for whom alarms ring, until they said, or until they end it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import Instant
from storage.connection import Connection, Prepared
from storage.members import Member, Members, Role
from storage.tables.organisations import member
from storage.tables.people import IS_REACHED, account, supporter
from storage.vault import Vault

MOST_ON_DUTY = 50
_c = member.c
_OF = _c.organisation_id == bindparam("organisation_id")
SET = Prepared(
    sa.update(member).where(_c.id == bindparam("member_id")).values(on_duty_until=bindparam("until", type_=Instant()))
)
ON_DUTY = Prepared(
    sa.select(member)
    .where(_OF, _c.on_duty_until > bindparam("now", type_=Instant()))
    .order_by(_c.on_duty_until.desc(), _c.id)
    .limit(MOST_ON_DUTY)
)
_IS_HEARING = (
    sa.exists()
    .where(account.c.supporter_id == _c.supporter_id, IS_REACHED, supporter.c.id == _c.supporter_id)
    .where(~supporter.c.is_stopped)
)
REACHED = Prepared(
    sa.select(_c.supporter_id, _c.role)
    .where(_OF, _c.on_duty_until > bindparam("now", type_=Instant()), _IS_HEARING)
    .order_by(_c.id)
    .limit(MOST_ON_DUTY)
)
"""Those on duty to whom a message can be brought, as far as is known."""
ALL = Prepared(sa.select(_c.supporter_id, _c.role).where(_OF).order_by(_c.id))


class OnDuty:
    """Who is awake for an organisation."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; names go through the vault."""
        self._connection = connection
        self._members = Members(connection, vault)

    def begin(self, given: Member, until: datetime) -> None:
        """Alarms ring for them until then."""
        self._connection.run(SET, member_id=given.id, until=until)

    def end(self, given: Member) -> None:
        """They ring no longer."""
        self._connection.run(SET, member_id=given.id, until=None)

    def now(self, organisation_id: int, roles: Collection[Role], now: datetime) -> list[Member]:
        """Those on duty whose role is one of these, whoever stays longest first."""
        rows = self._connection.all(ON_DUTY, organisation_id=organisation_id, now=now)
        return [found for row in rows if (found := self._members.opened(row)).role in roles]

    def reached(self, organisation_id: int, roles: Collection[Role], now: datetime) -> list[int]:
        """The supporters behind those on duty whom a message reaches: nobody else is relied upon."""
        rows = self._connection.all(REACHED, organisation_id=organisation_id, now=now)
        return [row.supporter_id for row in rows if Role(row.role) in roles]

    def everybody(self, organisation_id: int, roles: Collection[Role]) -> list[int]:
        """The supporters behind all members in one of these roles."""
        rows = self._connection.all(ALL, organisation_id=organisation_id)
        return [row.supporter_id for row in rows if Role(row.role) in roles]
