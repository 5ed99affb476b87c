"""Half-filled forms, and what stands in chats."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import Instant
from storage.tables.metadata import metadata, random_id

conversation = Table(
    "conversation",
    metadata,
    Column("chat_key", LargeBinary, primary_key=True),
    Column("person_key", LargeBinary, primary_key=True),
    Column("id", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
)

chat_message = Table(
    "chat_message",
    metadata,
    Column("chat_key", LargeBinary, primary_key=True),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    # "open" where a form asks in this message, "left" where one stands that was left for something else.
    Column("form", Text, nullable=False),
    Column("at", Instant, nullable=False, index=True),
)

chat = Table(
    "chat",
    metadata,
    random_id(),
    Column("platform", Text, nullable=False),
    Column("reference", LargeBinary, nullable=False),
    # Of the whole group, where the chat is one of its topics.
    Column("room", LargeBinary, nullable=False),
    Column("address", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),
    Column("locale", Text, nullable=False),
    Column("since", Instant, nullable=False),
    # Whether news that is told there is also published to whoever follows that channel from elsewhere.
    Column("publishes", Boolean, nullable=False, server_default=sa.false()),
    UniqueConstraint("platform", "reference"),
    Index(None, "platform", "room"),
    Index(None, "kind", "since"),
)

server = Table(
    "server",
    metadata,
    random_id(),
    Column("platform", Text, nullable=False),
    # The same keyed hash as of its channels.
    Column("room", LargeBinary, nullable=False),
    # The platform's id of the role that members take who want news; NULL while it is being made.
    Column("role", LargeBinary),
    Column("since", Instant, nullable=False),
    UniqueConstraint("platform", "room"),
)

card = Table(
    "card",
    metadata,
    random_id(),
    Column("chat_id", ForeignKey("chat.id", ondelete="CASCADE"), nullable=False),
    # What it is about: a petition or an organisation by its id, or 0 where an administrator is asked to choose.
    Column("kind", Text, nullable=False),
    Column("key", Integer, nullable=False),
    # The platform's id of the message; empty until it is posted.
    Column("message", Text, nullable=False, server_default=""),
    # A digest of what it shows, and how the petition stood when it was last looked at.
    Column("shown", Text, nullable=False, server_default=""),
    Column("seen", Text, nullable=False, server_default=""),
    # How it stood when the change was noticed that the card waits to show.
    Column("noticed", Text, nullable=False, server_default=""),
    Column("looked_at", Instant),
    # Asked for while it stood, so that it comes again if its message is gone.
    Column("is_wanted", Boolean, nullable=False, server_default=sa.false()),
    Column("due_at", Instant, index=True),
    UniqueConstraint("chat_id", "kind", "key"),
    Index(None, "kind", "key"),
    Index(None, "looked_at"),
)

card_wish = Table(
    "card_wish",
    metadata,
    Column("person_key", LargeBinary, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("key", Integer, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
)
