"""What people want to hear of, what there is to tell, and who was told."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import (
    JSON,
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
from storage.tables.metadata import index_of_some, metadata, random_id

follow = Table(
    "follow",
    metadata,
    Column("supporter_id", ForeignKey("supporter.id"), primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("topics", Integer, nullable=False),
    Column("since", Instant, nullable=False),
    # When a kind of news was chosen that the follow did not begin with; else NULL.
    Column("endings_since", Instant),
    Column("updates_since", Instant),
    Column("milestones_since", Instant),
    Column("dates_since", Instant),
    Column("petitions_since", Instant),
    Column("stories_since", Instant),
    # Who follows something, in the order of their ids: in which an alert's deliveries are made, page after page.
    Index(None, "subject", "supporter_id"),
)

alert = Table(
    "alert",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("occasion", Text, nullable=False),
    Column("raised_at", Instant, nullable=False),
    # Whether its deliveries have been made: "waiting", "made", or "stale" where nobody is told any more.
    Column("state", Text, nullable=False, server_default="waiting"),
    UniqueConstraint("kind", "subject", "occasion"),
    Index(None, "subject", "raised_at"),
    Index(None, "kind", "raised_at"),
    Index(None, "state", "raised_at", "id"),
)

delivery = Table(
    "delivery",
    metadata,
    # Only a plain INTEGER counts by itself on SQLite, and it holds as much there.
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    # No foreign keys here: PostgreSQL would lock, and write, each supporter's row for each of a million deliveries.
    Column("alert_id", Integer, nullable=False),
    # Who is told: a person, or whoever is in a chat.
    Column("supporter_id", BigInteger),
    Column("chat_id", ForeignKey("chat.id", ondelete="CASCADE")),
    Column("platform", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("state", Text, nullable=False),
    # Why it failed or was skipped, in a word.
    Column("problem", Text, nullable=False, server_default=""),
    # When it may be tried; of one that is being sent, when whoever sends it is given up; NULL where it is done.
    Column("due_at", Instant),
    Column("tries", Integer, nullable=False, server_default="0"),
    # When what became of it was known.
    Column("at", Instant),
    Column("is_silent", Boolean, nullable=False, server_default=sa.false()),
    Column("message", LargeBinary),
    UniqueConstraint("alert_id", "supporter_id"),
    sqlite_autoincrement=True,
)
_d = delivery.c


index_of_some("delivery_due", _d.platform, _d.due_at, _d.id, where=_d.due_at.is_not(None))
index_of_some("delivery_of_person", _d.supporter_id, _d.at, where=_d.supporter_id.is_not(None))
# Only of those who are in chats, so that a million people need one index less.
index_of_some("delivery_to_chat", _d.alert_id, _d.chat_id, where=_d.chat_id.is_not(None), is_unique=True)
index_of_some("delivery_of_chat", _d.chat_id, _d.at, where=_d.chat_id.is_not(None))

reminder = Table(
    "reminder",
    metadata,
    random_id(),
    # "to_sign" where a person asked to be reminded, "rule" where it comes again and again.
    Column("kind", Text, nullable=False),
    Column("supporter_id", ForeignKey("supporter.id")),
    Column("petition_id", ForeignKey("petition.id"), nullable=False, index=True),
    Column("zone", LargeBinary, nullable=False),
    Column("rule", JSON, nullable=False),
    # The organizer's sentence, where there is one.
    Column("words", Text, nullable=False, server_default=""),
    # The local date and time that it stands for when it is due next, such as "2026-10-25T17:00".
    Column("occurrence", Text, nullable=False),
    # When that is; of one that is over, when it is forgotten.
    Column("next_due", Instant),
    Column("ends_at", Instant),
    # "waiting", "paused" by its organizers, "over", or "unreadable" where nobody knows any more what was meant.
    Column("state", Text, nullable=False, server_default="waiting"),
    UniqueConstraint("supporter_id", "petition_id", "kind"),
    Index(None, "state", "next_due"),
)
IS_RULE = sa.text("kind = 'rule'")
"""The few that organizers set, among all wishes to sign; a query has to say it in these words to be given the index."""
index_of_some("reminder_rules", reminder.c.petition_id, reminder.c.id, where=IS_RULE)

pace = Table(
    "pace",
    metadata,
    Column("bot", Text, primary_key=True),
    # The next moment at which something may be sent unasked, in microseconds since 1970, shared by all processes.
    Column("next_slot", BigInteger, nullable=False),
    # When the platform said that it wants nothing, and until when.
    Column("rests_from", BigInteger, nullable=False, server_default="0"),
    Column("rests_until", BigInteger, nullable=False, server_default="0"),
)
