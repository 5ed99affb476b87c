"""Which messages stand in a private chat, so that they can be removed while the platform still allows it.

Kept by a keyed hash of the chat, for two days, and only of people whom the store knows anyway: of others this is
remembered in memory alone, since reading leaves no trace. The message a half-filled form stands in is kept as long as
the form.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, insert_into
from storage.private_tables import chat_message
from storage.vault import Vault

KEPT_FOR = timedelta(hours=48)
FORM_KEPT_FOR = timedelta(hours=24)

_c = chat_message.c
ADD = Prepared(
    lambda engine: (
        insert_into(engine, chat_message)
        .values(chat_key=bindparam("chat_key"), message_id=bindparam("message_id"), is_form=False, at=bindparam("at"))
        .on_conflict_do_nothing()
    )
)
ADD_FORM = Prepared(
    lambda engine: (
        insert_into(engine, chat_message)
        .values(chat_key=bindparam("chat_key"), message_id=bindparam("message_id"), is_form=True, at=bindparam("at"))
        .on_conflict_do_update(index_elements=["chat_key", "message_id"], set_={"is_form": True})
    )
)
FORM = Prepared(
    sa.select(_c.message_id)
    .where(_c.chat_key == bindparam("chat_key"), _c.is_form, _c.at > bindparam("after"))
    .order_by(_c.message_id.desc())
    .limit(1)
)
END_FORM = Prepared(
    sa.update(chat_message).where(_c.chat_key == bindparam("of_chat"), _c.is_form).values(is_form=sa.false())
)
RECENT = Prepared(sa.select(_c.message_id).where(_c.chat_key == bindparam("chat_key"), _c.at > bindparam("after")))


class ChatMessages:
    """What stands in private chats."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; chats go through the vault."""
        self._connection = connection
        self._vault = vault

    def add(self, chat: str, messages: Iterable[int], now: datetime) -> None:
        """Remember that these messages stand there."""
        for message in messages:
            self._connection.run(ADD, chat_key=self._key(chat), message_id=message, at=now)

    def begin_form(self, chat: str, message: int, now: datetime) -> None:
        """The open form stands in this message, and in no other."""
        self.end_form(chat)
        self._connection.run(ADD_FORM, chat_key=self._key(chat), message_id=message, at=now)

    def form(self, chat: str, now: datetime) -> int | None:
        """The message the open form stands in."""
        row = self._connection.first(FORM, chat_key=self._key(chat), after=now - FORM_KEPT_FOR)
        return None if row is None else row.message_id

    def end_form(self, chat: str) -> None:
        """No form is open any more."""
        self._connection.run(END_FORM, of_chat=self._key(chat))

    def recent(self, chat: str, now: datetime) -> list[int]:
        """What stands there and is younger than two days."""
        rows = self._connection.all(RECENT, chat_key=self._key(chat), after=now - KEPT_FOR)
        return [row.message_id for row in rows]

    def drop_all_of(self, chat: str) -> None:
        """Forget the chat."""
        self._connection.run(sa.delete(chat_message).where(_c.chat_key == self._key(chat)))

    def prune(self, now: datetime, most: int) -> int:
        """Forget one page of what is older than two days; returns how many were forgotten."""
        old = sa.select(_c.chat_key, _c.message_id).where(_c.at <= now - KEPT_FOR).limit(most)
        keys = sa.tuple_(_c.chat_key, _c.message_id)
        return self._connection.run(sa.delete(chat_message).where(keys.in_(old)))

    def _key(self, chat: str) -> bytes:
        return self._vault.keyed_hash("chat", chat)
