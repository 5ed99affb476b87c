"""What somebody wants to put into a group that they are about to choose, remembered for an hour."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from storage.cards import Subject
from storage.connection import Connection, insert_into
from storage.tables.chats import card_wish
from storage.vault import Vault

WISHED_WITHIN = timedelta(hours=1)
"""So long after somebody chose what shall stand in a group, it waits for them to bring the bot there."""


class CardWishes:
    """Cards that somebody wants to stand somewhere."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; people are known by keyed hashes."""
        self._connection = connection
        self._vault = vault

    def add(self, person: str, subject: Subject, now: datetime) -> None:
        """Remember what they want to put there, in place of what they wanted before."""
        values = {"person_key": self._person(person), "kind": subject.kind, "key": subject.key}
        added = insert_into(self._connection.name, card_wish).values(expires_at=now + WISHED_WITHIN, **values)
        anew = {name: added.excluded[name] for name in ("kind", "key", "expires_at")}
        self._connection.run(added.on_conflict_do_update(index_elements=["person_key"], set_=anew))

    def of(self, person: str, now: datetime) -> Subject | None:
        """What they want to put there, while it is remembered."""
        its = card_wish.c.person_key == self._person(person)
        row = self._connection.first(sa.select(card_wish).where(its, card_wish.c.expires_at > now))
        return Subject(row.kind, row.key) if row else None

    def drop(self, person: str) -> None:
        """It came true, or the person goes."""
        self._connection.run(sa.delete(card_wish).where(card_wish.c.person_key == self._person(person)))

    def prune(self, now: datetime, most: int) -> int:
        """Forget one page of wishes whose time is over; returns how many were forgotten."""
        old = sa.select(card_wish.c.person_key).where(card_wish.c.expires_at <= now).limit(most)
        return self._connection.run(sa.delete(card_wish).where(card_wish.c.person_key.in_(old)))

    def _person(self, person: str) -> bytes:
        return self._vault.keyed_hash("card wish", person)
