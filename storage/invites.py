"""Invitations to organize: a code that one person uses once, within a week; only a keyed hash of it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.coining import coined
from storage.connection import Connection, Prepared, Row
from storage.members import Role
from storage.tables.organisations import invite
from storage.tries import Tries
from storage.vault import Vault, random_id

HOLDS_FOR = timedelta(days=7)
COUNTS_FOR = timedelta(hours=1)
"""How long a wrong code counts against whoever typed it."""
PARTS = 3


class NotTaken(StrEnum):
    """Why a typed code leads nowhere; wrong, used and ended ones are all alike."""

    UNUSABLE = "unusable"
    TOO_OFTEN = "too_often"


@dataclass(frozen=True, slots=True)
class Invite:
    """A code that was given out; without an organisation, whoever uses it names a new one."""

    id: int
    organisation_id: int | None
    role: Role
    supporter_id: int | None
    """Whose invitation it is; None for the command line's."""
    made_at: datetime
    ends_at: datetime


_c = invite.c
_NOW = bindparam("now", type_=_c.ends_at.type)
_IS_OPEN = (_c.used_at.is_(None), _c.ends_at > _NOW)
_ONE = _c.id == bindparam("invite_id")
_TYPIST = _c.typist_key == bindparam("key")
_NAMES = ("id", "organisation_id", "role", "code_key", "supporter_id", "made_at", "ends_at")
ADD = Prepared(sa.insert(invite).values({name: bindparam(name) for name in _NAMES}))
FIND = Prepared(sa.select(invite).where(_ONE, *_IS_OPEN))
BY_CODE = Prepared(sa.select(invite).where(_c.code_key == bindparam("code_key"), *_IS_OPEN).with_for_update())
TYPE = Prepared(sa.update(invite).where(_ONE).values(typist_key=bindparam("key")))
TYPED = Prepared(sa.select(invite).where(_TYPIST, *_IS_OPEN).order_by(_c.made_at.desc(), _c.id).limit(1))
LET_GO = Prepared(sa.update(invite).where(_TYPIST).values(typist_key=None))
TAKE = Prepared(
    sa.update(invite).where(_ONE, _TYPIST, *_IS_OPEN).values(used_at=_NOW, typist_key=None).returning(*invite.c)
)
OPEN = Prepared(
    sa.select(invite)
    .where(_c.organisation_id == bindparam("organisation_id"), *_IS_OPEN)
    .order_by(_c.made_at.desc(), _c.id)
)
ANY_FOR_OWNERS = Prepared(sa.select(_c.id).where(_c.role == Role.OWNER.value, *_IS_OPEN).limit(1))
DROP = Prepared(sa.delete(invite).where(_ONE, _c.used_at.is_(None)))
DROP_OF = Prepared(
    sa.delete(invite).where(
        _c.organisation_id == bindparam("organisation_id"),
        _c.supporter_id == bindparam("supporter_id"),
        _c.used_at.is_(None),
    )
)
ERASE = Prepared(sa.delete(invite).where(_c.supporter_id == bindparam("supporter_id")))


class Invites:
    """Codes that let somebody in."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; codes and people go through the vault."""
        self._connection = connection
        self._vault = vault
        self._tries = Tries(connection, vault, "invited person", COUNTS_FOR)

    def make(self, organisation_id: int | None, role: Role, now: datetime, by: int | None = None) -> tuple[Invite, str]:
        """A new invitation and its code, which is known to nobody after this turn but those who read it."""
        made, code = Invite(random_id(), organisation_id, role, by, now, now + HOLDS_FOR), coined(PARTS)
        self._connection.run(ADD, **self._values(made, code))
        return made, code

    def type(self, code: str, person: str, now: datetime) -> Invite | NotTaken:
        """Whoever typed a code last is who can use it; a wrong one is counted against them."""
        if self._tries.are_too_many(person, now):
            return NotTaken.TOO_OFTEN
        row = self._connection.first(BY_CODE, code_key=self._code_key(code), now=now)
        if row is None:
            self._tries.count(person, now)
            return NotTaken.UNUSABLE
        self.let_go(person)
        self._connection.run(TYPE, invite_id=row.id, key=self._key(person))
        return _invite(row)

    def typed_by(self, person: str, now: datetime) -> Invite | None:
        """The invitation whose code this account typed last, while it is open."""
        return _invite_if(self._connection.first(TYPED, key=self._key(person), now=now))

    def let_go(self, person: str) -> None:
        """This account no longer means to use what it typed."""
        self._connection.run(LET_GO, key=self._key(person))

    def take(self, invite_id: int, person: str, now: datetime) -> Invite | None:
        """Use it up, once; None for whoever did not type its code, or where it was used or has ended."""
        return _invite_if(self._connection.first(TAKE, invite_id=invite_id, key=self._key(person), now=now))

    def find(self, invite_id: int, now: datetime) -> Invite | None:
        """An open invitation, or None."""
        return _invite_if(self._connection.first(FIND, invite_id=invite_id, now=now))

    def open_of(self, organisation_id: int, now: datetime) -> list[Invite]:
        """Its open invitations, the newest first."""
        return [_invite(row) for row in self._connection.all(OPEN, organisation_id=organisation_id, now=now)]

    def waits_for_an_owner(self, now: datetime) -> bool:
        """Whether a code is open that makes an owner of somebody."""
        return self._connection.first(ANY_FOR_OWNERS, now=now) is not None

    def take_back(self, invite_id: int) -> bool:
        """Its code no longer holds; False where it was used or taken back already."""
        return self._connection.run(DROP, invite_id=invite_id) > 0

    def drop_of(self, organisation_id: int, supporter_id: int) -> None:
        """Nobody comes in any more by somebody who no longer may let anybody in."""
        self._connection.run(DROP_OF, organisation_id=organisation_id, supporter_id=supporter_id)

    def erase_person(self, supporter_id: int) -> None:
        """Forget what they invited others to."""
        self._connection.run(ERASE, supporter_id=supporter_id)

    def told(self, person: str, now: datetime) -> dict[str, Any]:
        """All that is kept here of this account, for the person it belongs to; empty where nothing is."""
        typed = self.typed_by(person, now)
        told = {
            "typed_an_invitation_as": typed.role.value if typed else "",
            "wrong_codes": self._tries.made(person, now),
        }
        return told if any(told.values()) else {}

    def forget(self, person: str) -> None:
        """Nothing of this account is kept here any more."""
        self.let_go(person)
        self._tries.forget(person)

    def prune(self, now: datetime, most: int) -> int:
        """Forget one page of what has ended; returns how many were forgotten."""
        ended = sa.select(_c.id).where(_c.ends_at <= now).limit(most)
        return self._connection.run(sa.delete(invite).where(_c.id.in_(ended)))

    def _values(self, made: Invite, code: str) -> dict[str, Any]:
        return {
            "id": made.id,
            "organisation_id": made.organisation_id,
            "role": made.role.value,
            "code_key": self._code_key(code),
            "supporter_id": made.supporter_id,
            "made_at": made.made_at,
            "ends_at": made.ends_at,
        }

    def _code_key(self, code: str) -> bytes:
        return self._vault.keyed_hash("invite code", code)

    def _key(self, person: str) -> bytes:
        return self._vault.keyed_hash("invited person", person)


def _invite_if(row: Row | None) -> Invite | None:
    return None if row is None else _invite(row)


def _invite(row: Row) -> Invite:
    return Invite(row.id, row.organisation_id, Role(row.role), row.supporter_id, row.made_at, row.ends_at)
