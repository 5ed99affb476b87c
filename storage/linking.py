"""Requests to link two accounts: a one-time code from the first, typed by the second, agreed to by both.

A code is two halves such as `K7QM-2XPD`: the first finds the request, so that a wrong second half is counted against
it. Of code and people only keyed hashes are kept, and nobody becomes a supporter before both have agreed.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.coining import PART, coined
from storage.connection import Connection, Prepared, Row, insert_into
from storage.supporters import Account
from storage.tables.people import link_request, link_try
from storage.tries import MOST_TRIES, Tries
from storage.vault import Vault, random_id

HOLDS_FOR = timedelta(minutes=10)
PARTS = 2


class Refusal(StrEnum):
    """Why a typed code leads nowhere; wrong, used and outlived ones are all alike."""

    UNUSABLE = "unusable"
    OWN = "own"
    LINKED = "linked"
    TOO_OFTEN = "too_often"


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """A code that was given out; `second` is whoever typed it, `is_agreed` whether they said yes."""

    id: int
    first_platform: str
    second: Account | None
    is_agreed: bool


_c = link_request.c
_expiry = _c.expires_at.type
_LIVES = _c.expires_at > bindparam("now", type_=_expiry)
_ONE = (_c.id == bindparam("request_id"), _LIVES)
_NAMES = ("id", "first_key", "first_platform", "locator_key", "code_key", "expires_at")
ADD = Prepared(
    lambda engine: (
        insert_into(engine, link_request)
        .values({name: bindparam(name) for name in _NAMES})
        .on_conflict_do_nothing()
        .returning(_c.id)
    )
)
OF_FIRST = Prepared(sa.select(link_request).where(_c.first_key == bindparam("key"), _LIVES))
OF_SECOND = Prepared(
    sa.select(link_request).where(_c.second_key == bindparam("key"), _LIVES).order_by(_c.expires_at.desc())
)
BY_LOCATOR = Prepared(
    sa.select(link_request)
    .where(_c.locator_key == bindparam("locator_key"), _c.tries < MOST_TRIES, _LIVES)
    .where(sa.or_(_c.second_key.is_(None), _c.second_key == bindparam("key")))
    .with_for_update()
)
MISS = Prepared(sa.update(link_request).where(_c.id == bindparam("request_id")).values(tries=_c.tries + 1))
TYPE = Prepared(
    sa.update(link_request)
    .where(_c.id == bindparam("request_id"))
    .values(second_key=bindparam("new_key"), second=bindparam("new_second"))
)
AGREE = Prepared(sa.update(link_request).where(*_ONE, _c.second_key == bindparam("key")).values(is_agreed=True))
TAKE = Prepared(
    sa.delete(link_request).where(*_ONE, _c.first_key == bindparam("key"), _c.is_agreed).returning(link_request)
)
_THEIRS = sa.or_(_c.first_key == bindparam("key"), _c.second_key == bindparam("key"))
DROP = Prepared(sa.delete(link_request).where(_c.id == bindparam("request_id"), _THEIRS))
DROP_OF_FIRST = Prepared(sa.delete(link_request).where(_c.first_key == bindparam("key")))
DROP_OF_SECOND = Prepared(sa.delete(link_request).where(_c.second_key == bindparam("key")))


class Linking:
    """What waits for one of two people, or for both, to agree."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; codes and people go through the vault."""
        self._connection = connection
        self._vault = vault
        self._tries = Tries(connection, vault, "link person", HOLDS_FOR)

    def offer(self, first: Account, now: datetime) -> str:
        """A new code, in place of an earlier one of this account and of whatever came of it."""
        self._connection.run(DROP_OF_FIRST, key=self._key(first.key))
        code = coined(PARTS)
        values = {"first_key": self._key(first.key), "first_platform": first.platform, **self._code_keys(code)}
        added = self._connection.first(ADD, id=random_id(), expires_at=now + HOLDS_FOR, **values)
        return code if added is not None else self.offer(first, now)

    def type(self, code: str, second: Account, now: datetime, linked: Collection[str] = ()) -> LinkRequest | Refusal:
        """Use a code up; a wrong one is counted against its typist, and against the code it is nearest to.

        `linked` are the keys of the accounts that are the typist's already.
        """
        if self._tries.are_too_many(second.key, now):
            return Refusal.TOO_OFTEN
        keys, key = self._code_keys(code), self._key(second.key)
        row = self._connection.first(BY_LOCATOR, locator_key=keys["locator_key"], key=key, now=now)
        if row is None or row.code_key != keys["code_key"]:
            return self._missed(row, second, now)
        if row.first_key == key:
            return Refusal.OWN
        if row.first_key in map(self._key, linked):
            return Refusal.LINKED
        if row.second_key == key:
            return self._opened(row)
        self._connection.run(DROP_OF_SECOND, key=key)
        sealed = self._vault.seal("link_request", "second", row.id, _written(second))
        self._connection.run(TYPE, request_id=row.id, new_key=key, new_second=sealed)
        return LinkRequest(row.id, row.first_platform, second, is_agreed=False)

    def of_first(self, person: str, now: datetime) -> LinkRequest | None:
        """The code this account was given, and what came of it."""
        return self._opened_if(self._connection.first(OF_FIRST, key=self._key(person), now=now))

    def of_second(self, person: str, now: datetime) -> LinkRequest | None:
        """The request whose code this account typed."""
        return self._opened_if(self._connection.first(OF_SECOND, key=self._key(person), now=now))

    def agree(self, request_id: int, person: str, now: datetime) -> bool:
        """Whoever typed the code says yes; False where there is nothing to say yes to any more."""
        return self._connection.run(AGREE, request_id=request_id, key=self._key(person), now=now) > 0

    def take(self, request_id: int, person: str, now: datetime) -> LinkRequest | None:
        """Whoever asked for the code says yes, too: the request ends, once, in what it asked for."""
        return self._opened_if(self._connection.first(TAKE, request_id=request_id, key=self._key(person), now=now))

    def refuse(self, request_id: int, person: str) -> None:
        """Either of the two says no, and nothing is left of it."""
        self._connection.run(DROP, request_id=request_id, key=self._key(person))

    def told(self, person: str, now: datetime) -> dict[str, Any]:
        """All that is kept here of this account, for the person it belongs to; empty where nothing is."""
        asked, typed = self.of_first(person, now), self.of_second(person, now)
        told = {
            "waits_for_code_typed_elsewhere": asked is not None,
            "typed_a_code_of": typed.first_platform if typed else "",
            "wrong_codes": self._tries.made(person, now),
        }
        return told if any(told.values()) else {}

    def forget(self, person: str) -> None:
        """Nothing of this account is kept here any more."""
        for statement in (DROP_OF_FIRST, DROP_OF_SECOND):
            self._connection.run(statement, key=self._key(person))
        self._tries.forget(person)

    def prune(self, now: datetime, most: int) -> int:
        """Forget one page of what is older than ten minutes; returns how many were forgotten."""
        gone = 0
        for table, key in ((link_request, _c.id), (link_try, link_try.c.typist_key)):
            old = sa.select(key).where(table.c.expires_at <= now).limit(most)
            gone = max(gone, self._connection.run(sa.delete(table).where(key.in_(old))))
        return gone

    def _missed(self, row: Row | None, second: Account, now: datetime) -> Refusal:
        self._tries.count(second.key, now)
        if row is not None:
            self._connection.run(MISS, request_id=row.id)
        return Refusal.UNUSABLE

    def _opened_if(self, row: Row | None) -> LinkRequest | None:
        return None if row is None else self._opened(row)

    def _opened(self, row: Row) -> LinkRequest:
        second = self._vault.open("link_request", "second", row.id, row.second)
        return LinkRequest(row.id, row.first_platform, Account(**json.loads(second)) if second else None, row.is_agreed)

    def _code_keys(self, code: str) -> dict[str, bytes]:
        keyed = self._vault.keyed_hash
        return {"locator_key": keyed("link locator", code[:PART]), "code_key": keyed("link code", code)}

    def _key(self, person: str) -> bytes:
        return self._vault.keyed_hash("link person", person)


def _written(party: Account) -> str:
    return json.dumps(asdict(party))
