"""Half-filled forms: keyed by hashes of chat and person, encrypted, gone after a day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, insert_into
from storage.tables.chats import conversation
from storage.vault import Vault, random_id

KEPT_FOR = timedelta(days=1)

FIND = Prepared(
    sa.select(conversation.c.id, conversation.c.body).where(
        conversation.c.chat_key == bindparam("chat_key"),
        conversation.c.person_key == bindparam("person_key"),
        conversation.c.expires_at > bindparam("now", type_=conversation.c.expires_at.type),
    )
)
ALL_OF = Prepared(
    sa.select(conversation.c.id, conversation.c.body)
    .where(
        conversation.c.person_key == bindparam("person_key"),
        conversation.c.expires_at > bindparam("now", type_=conversation.c.expires_at.type),
    )
    .order_by(conversation.c.expires_at)
)
DROP = Prepared(
    sa.delete(conversation).where(
        conversation.c.chat_key == bindparam("chat_key"), conversation.c.person_key == bindparam("person_key")
    )
)


def _keep(engine: str) -> Any:
    added = insert_into(engine, conversation).values(
        {name: bindparam(name) for name in ("chat_key", "person_key", "id", "body", "expires_at")}
    )
    return added.on_conflict_do_update(
        index_elements=["chat_key", "person_key"],
        set_={name: added.excluded[name] for name in ("id", "body", "expires_at")},
    )


KEEP = Prepared(_keep)


class Conversations:
    """At most one half-filled form for each person in each chat."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; forms go through the vault."""
        self._connection = connection
        self._vault = vault

    def find(self, chat: str, person: str, now: datetime) -> dict[str, Any] | None:
        """The form that is kept, or None if there is none or its day is over."""
        row = self._connection.first(FIND, **self._keys(chat, person), now=now)
        if row is None:
            return None
        found: dict[str, Any] = json.loads(self._vault.open("conversation", "body", row.id, row.body))
        return found

    def keep(self, chat: str, person: str, body: Mapping[str, Any], now: datetime) -> None:
        """Keep a form for a day, in place of an earlier one."""
        row_id = random_id()
        sealed = self._vault.seal("conversation", "body", row_id, json.dumps(body))
        self._connection.run(KEEP, **self._keys(chat, person), id=row_id, body=sealed, expires_at=now + KEPT_FOR)

    def drop(self, chat: str, person: str) -> bool:
        """Delete the form; False if there was none."""
        return self._connection.run(DROP, **self._keys(chat, person)) > 0

    def all_of(self, person: str, now: datetime) -> list[dict[str, Any]]:
        """Every form of one person whose day is not over, in all chats."""
        rows = self._connection.all(ALL_OF, person_key=self._vault.keyed_hash("person", person), now=now)
        return [json.loads(self._vault.open("conversation", "body", row.id, row.body)) for row in rows]

    def has_any(self, person: str) -> bool:
        """Whether this person has a form in any chat."""
        key = self._vault.keyed_hash("person", person)
        return self._connection.first(sa.select(conversation.c.id).where(conversation.c.person_key == key)) is not None

    def drop_all_of(self, person: str) -> None:
        """Delete every form of one person, in all chats."""
        key = self._vault.keyed_hash("person", person)
        self._connection.run(sa.delete(conversation).where(conversation.c.person_key == key))

    def prune(self, now: datetime, most: int) -> int:
        """Delete one page of forms whose day is over; returns how many."""
        old = sa.select(conversation.c.chat_key, conversation.c.person_key)
        old = old.where(conversation.c.expires_at <= now).limit(most)
        keys = sa.tuple_(conversation.c.chat_key, conversation.c.person_key)
        return self._connection.run(sa.delete(conversation).where(keys.in_(old)))

    def _keys(self, chat: str, person: str) -> dict[str, bytes]:
        return {
            "chat_key": self._vault.keyed_hash("chat", chat),
            "person_key": self._vault.keyed_hash("person", person),
        }
