"""Who organizes: the members of an organisation, each in one role and under the name they gave themselves there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, Row, insert_into
from storage.organisations import lock_organisation
from storage.tables.organisations import member, organisation
from storage.vault import Vault, random_id


class Role(StrEnum):
    """What somebody is in an organisation, the strongest first."""

    OWNER = "owner"
    ORGANIZER = "organizer"
    MODERATOR = "moderator"

    def is_stronger_than(self, other: Role) -> bool:
        """Whether it stands before the other."""
        return list(Role).index(self) < list(Role).index(other)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in an organisation; `name` is what they chose to be called there."""

    id: int
    organisation_id: int
    supporter_id: int
    role: Role
    name: str
    since: datetime
    on_duty_until: datetime | None = None
    """Until when alarms ring for them; it may have gone by."""


@dataclass(frozen=True, slots=True)
class Membership:
    """An organisation of somebody's, and what they are in it."""

    organisation_id: int
    organisation: str
    role: Role
    is_sample: bool


_c = member.c
_OF = _c.organisation_id == bindparam("organisation_id")
_WHOSE = _c.supporter_id == bindparam("supporter_id")
OF = Prepared(sa.select(member).where(_OF, _WHOSE))
FIND = Prepared(sa.select(member).where(_c.id == bindparam("member_id")))
OF_PERSON = Prepared(
    sa.select(_c.role, organisation.c.id, organisation.c.name, organisation.c.is_sample)
    .join(organisation, organisation.c.id == _c.organisation_id)
    .where(_WHOSE)
    .order_by(organisation.c.name, organisation.c.id)
)
OF_ORGANISATION = Prepared(
    sa.select(member)
    .where(_OF)
    .order_by(_c.since, _c.id)
    .limit(bindparam("most", type_=sa.Integer))
    .offset(bindparam("skip", type_=sa.Integer))
)
HOW_MANY = Prepared(sa.select(_c.role, sa.func.count().label("n")).where(_OF).group_by(_c.role))
ANY_OWNER = Prepared(sa.select(_c.id).where(_c.role == Role.OWNER.value).limit(1))
_NAMES = ("id", "organisation_id", "supporter_id", "role", "name", "since")
ADD = Prepared(
    lambda engine: (
        insert_into(engine, member)
        .values({name: bindparam(name) for name in _NAMES})
        .on_conflict_do_nothing(index_elements=["organisation_id", "supporter_id"])
        .returning(_c.id)
    )
)
CHANGE = Prepared(sa.update(member).where(_c.id == bindparam("member_id")).values(role=bindparam("new_role")))
REMOVE = Prepared(sa.delete(member).where(_c.id == bindparam("member_id")))
ERASE = Prepared(sa.delete(member).where(_WHOSE))


class Members:
    """The members of the store's organisations."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; names go through the vault."""
        self._connection = connection
        self._vault = vault

    def lock(self, organisation_id: int) -> None:
        """Whoever else changes roles there waits until this turn has ended: the last owner stays the last."""
        lock_organisation(self._connection, organisation_id)

    def of(self, supporter_id: int, organisation_id: int) -> Member | None:
        """Somebody's membership there, or None."""
        return self._opened_if(self._connection.first(OF, organisation_id=organisation_id, supporter_id=supporter_id))

    def find(self, member_id: int) -> Member | None:
        """A member, or None."""
        return self._opened_if(self._connection.first(FIND, member_id=member_id))

    def of_organisation(self, organisation_id: int, most: int, skip: int = 0) -> list[Member]:
        """Some of its members, whoever came first before the others."""
        rows = self._connection.all(OF_ORGANISATION, organisation_id=organisation_id, most=most, skip=skip)
        return [self.opened(row) for row in rows]

    def how_many(self, organisation_id: int) -> Mapping[Role, int]:
        """How many there are in each role."""
        found = {row.role: row.n for row in self._connection.all(HOW_MANY, organisation_id=organisation_id)}
        return {role: found.get(role.value, 0) for role in Role}

    def organisations_of(self, supporter_id: int) -> list[Membership]:
        """The organisations somebody is a member of, by name."""
        rows = self._connection.all(OF_PERSON, supporter_id=supporter_id)
        return [Membership(row.id, row.name, Role(row.role), row.is_sample) for row in rows]

    def owners(self, organisation_id: int) -> int:
        """How many owners it has."""
        return self.how_many(organisation_id)[Role.OWNER]

    def is_anybody_owner(self) -> bool:
        """Whether any organisation of this store has an owner."""
        return self._connection.first(ANY_OWNER) is not None

    def add(self, organisation_id: int, supporter_id: int, role: Role, name: str, now: datetime) -> Member | None:
        """A new member, or None for somebody who is one already."""
        given = Member(random_id(), organisation_id, supporter_id, role, name, now)
        added = self._connection.first(ADD, **self._values(given))
        return None if added is None else given

    def change(self, given: Member, role: Role) -> None:
        """They are this from now on."""
        self._connection.run(CHANGE, member_id=given.id, new_role=role.value)

    def remove(self, given: Member) -> bool:
        """They are nothing there any more; False where that was so already."""
        return self._connection.run(REMOVE, member_id=given.id) > 0

    def erase_person(self, supporter_id: int) -> None:
        """Forget that they were a member anywhere."""
        self._connection.run(ERASE, supporter_id=supporter_id)

    def _values(self, given: Member) -> dict[str, Any]:
        return {
            "id": given.id,
            "organisation_id": given.organisation_id,
            "supporter_id": given.supporter_id,
            "role": given.role.value,
            "name": self._vault.seal("member", "name", given.id, given.name),
            "since": given.since,
        }

    def _opened_if(self, row: Row | None) -> Member | None:
        return None if row is None else self.opened(row)

    def opened(self, row: Row) -> Member:
        """A row as a member."""
        name = self._vault.open("member", "name", row.id, row.name)
        role, duty = Role(row.role), row.on_duty_until
        return Member(row.id, row.organisation_id, row.supporter_id, role, name, row.since, duty)
