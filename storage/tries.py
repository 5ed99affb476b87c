"""How often somebody typed a wrong code: counted by a keyed hash of the person, and forgotten soon."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, insert_into
from storage.tables.people import link_try
from storage.vault import Vault

MOST_TRIES = 8
"""Of one person, within the time that the first wrong one began."""
_c = link_try.c
_KEY = _c.typist_key == bindparam("key")
_NOW = bindparam("now", type_=_c.expires_at.type)
MADE = Prepared(sa.select(_c.tries).where(_KEY, _c.expires_at > _NOW))
DROP = Prepared(sa.delete(link_try).where(_KEY))


def _count(engine: str) -> Any:
    """One more within the time that the first wrong one began, else the first of new ones."""
    added = insert_into(engine, link_try).values(
        typist_key=bindparam("key"), tries=1, expires_at=bindparam("until", type_=_c.expires_at.type)
    )
    is_recent = _c.expires_at > _NOW
    values = {
        "tries": sa.case((is_recent, _c.tries + 1), else_=1),
        "expires_at": sa.case((is_recent, _c.expires_at), else_=added.excluded.expires_at),
    }
    return added.on_conflict_do_update(index_elements=["typist_key"], set_=values)


COUNT = Prepared(_count)


class Tries:
    """The wrong codes of one kind; `kind` names the keyed hash, `window` is how long they count."""

    def __init__(self, connection: Connection, vault: Vault, kind: str, window: timedelta) -> None:
        """Speaks over the turn's connection; people go through the vault."""
        self._connection = connection
        self._vault = vault
        self._kind = kind
        self._window = window

    def made(self, person: str, now: datetime) -> int:
        """How many wrong codes are counted against this account."""
        row = self._connection.first(MADE, key=self._key(person), now=now)
        return row.tries if row else 0

    def are_too_many(self, person: str, now: datetime) -> bool:
        """Whether no code of theirs is looked at for a while."""
        return self.made(person, now) >= MOST_TRIES

    def count(self, person: str, now: datetime) -> None:
        """One more was wrong."""
        self._connection.run(COUNT, key=self._key(person), now=now, until=now + self._window)

    def forget(self, person: str) -> None:
        """Nothing of this account is counted any more."""
        self._connection.run(DROP, key=self._key(person))

    def _key(self, person: str) -> bytes:
        return self._vault.keyed_hash(self._kind, person)
