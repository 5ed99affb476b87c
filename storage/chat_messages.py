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
from storage.tables.chats import chat_message
from storage.vault import Vault

KEPT_FOR = timedelta(hours=48)
FORM_KEPT_FOR = timedelta(hours=24)
NONE, OPEN, LEFT = "", "open", "left"

_c = chat_message.c
ADD = Prepared(
    lambda engine: (
        insert_into(engine, chat_message)
        .values(chat_key=bindparam("chat_key"), message_id=bindparam("message_id"), form=NONE, at=bindparam("at"))
        .on_conflict_do_nothing()
    )
)
ADD_FORM = Prepared(
    lambda engine: (
        insert_into(engine, chat_message)
        .values(
            chat_key=bindparam("chat_key"),
            message_id=bindparam("message_id"),
            form=bindparam("form"),
            at=bindparam("at"),
        )
        .on_conflict_do_update(
            index_elements=["chat_key", "message_id"], set_={"form": bindparam("form"), "at": bindparam("at")}
        )
    )
)
FORMS = Prepared(
    sa.select(_c.message_id, _c.form)
    .where(_c.chat_key == bindparam("chat_key"), _c.form != NONE, _c.at > bindparam("after"))
    .order_by(_c.message_id)
)
END_FORMS = Prepared(
    sa.update(chat_message).where(_c.chat_key == bindparam("of_chat"), _c.form != NONE).values(form=NONE)
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

    def keep_form(self, chat: str, open_in: int | None, left_in: int | None, now: datetime) -> None:
        """The form that asks stands in one message, one that was left in another; in no further ones."""
        self._connection.run(END_FORMS, of_chat=self._key(chat))
        for message, form in ((left_in, LEFT), (open_in, OPEN)):
            if message is not None:
                self._connection.run(ADD_FORM, chat_key=self._key(chat), message_id=message, form=form, at=now)

    def form(self, chat: str, now: datetime) -> tuple[int | None, int | None]:
        """Where a form asks, and where one stands that was left."""
        rows = self._connection.all(FORMS, chat_key=self._key(chat), after=now - FORM_KEPT_FOR)
        found = {row.form: row.message_id for row in rows}
        return found.get(OPEN), found.get(LEFT)

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
