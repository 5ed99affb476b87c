"""Servers, and the one neutral role of each by which its members say that they want news."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from storage.connection import Connection, Row, insert_into
from storage.tables.chats import chat, server
from storage.vault import Vault, random_id


@dataclass(frozen=True, slots=True)
class Role:
    """The role of a server: the platform's id of it, and what it was called when it was made."""

    id: str
    name: str


MADE_WITHIN = timedelta(minutes=1)
"""So long a role that is being made is waited for; then it may be asked for again."""


class Servers:
    """The servers in which there is such a role, or will be."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; the platform's ids go through the vault."""
        self._connection = connection
        self._vault = vault

    def begin_role(self, platform: str, room: str, now: datetime) -> bool:
        """Note that the role is being made; False where there is one, or another is being made just now."""
        row = self._find(platform, self._hash(platform, room))
        if row is not None and (row.role is not None or row.since > now - MADE_WITHIN):
            return False
        self.end_role(platform, room)
        values = {"id": random_id(), "platform": platform, "room": self._hash(platform, room), "since": now}
        added = insert_into(self._connection.name, server).values(values).on_conflict_do_nothing()
        return self._connection.first(added.returning(server.c.id)) is not None

    def has_role(self, platform: str, room: str, role: Role) -> None:
        """The role is there."""
        row = self._find(platform, self._hash(platform, room))
        if row is not None:
            sealed = self._vault.seal("server", "role", row.id, f"{role.id} {role.name}")
            self._connection.run(sa.update(server).where(server.c.id == row.id).values(role=sealed))

    def end_role(self, platform: str, room: str) -> None:
        """There is none any more, or it could not be made."""
        here = sa.and_(server.c.platform == platform, server.c.room == self._hash(platform, room))
        self._connection.run(sa.delete(server).where(here))

    def role(self, platform: str, room: str) -> Role | None:
        """The role, or None where there is none."""
        return self._opened(self._find(platform, self._hash(platform, room)))

    def role_at(self, chat_id: int) -> Role | None:
        """The same of the server that a chat is part of."""
        row = self._connection.first(sa.select(chat.c.platform, chat.c.room).where(chat.c.id == chat_id))
        return self._opened(self._find(row.platform, row.room)) if row else None

    def _opened(self, row: Row | None) -> Role | None:
        if row is None or row.role is None:
            return None
        role_id, _space, name = self._vault.open("server", "role", row.id, row.role).partition(" ")
        return Role(role_id, name)

    def _find(self, platform: str, room: bytes) -> Row | None:
        return self._connection.first(sa.select(server).where(server.c.platform == platform, server.c.room == room))

    def _hash(self, platform: str, room: str) -> bytes:
        return self._vault.keyed_hash("chat", platform, room)
