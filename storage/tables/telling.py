"""What organizers tell: news of petitions, broadcasts with their audience and course, and who agreed to them."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from storage.columns import Instant
from storage.tables.metadata import may_be_empty, metadata

campaign_update = Table(
    "campaign_update",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("petition_id", ForeignKey("petition.id"), nullable=False),
    Column("slug", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("happened_on", Date, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    may_be_empty("sign_off"),
    Column("event", Text, nullable=False, server_default="", index=True),
    # What was told wrongly at first, and how it is.
    may_be_empty("correction"),
    Column("sources", JSON, nullable=False),
    Column("is_full", Boolean),
    may_be_empty("what_changed"),
    may_be_empty("not_solved"),
    Column("next_petition_id", ForeignKey("petition.id")),
    # Who answered, of a response; who decided, of a victory.
    Column("decision_maker_id", ForeignKey("decision_maker.id"), index=True),
    # "draft" while organizers alone see it, "published", or "withdrawn", and why, for everybody to read.
    Column("state", Text, nullable=False, server_default="published"),
    may_be_empty("withdrawn_for"),
    # The language in which it was written first; empty where that is its organisation's.
    may_be_empty("locale"),
    UniqueConstraint("petition_id", "slug"),
    sqlite_autoincrement=True,
)

# The same in other languages.
update_text = Table(
    "update_text",
    metadata,
    Column("update_id", ForeignKey("campaign_update.id", ondelete="CASCADE"), primary_key=True),
    Column("locale", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    may_be_empty("what_changed"),
    may_be_empty("not_solved"),
)

# What organizers tell those who follow their organisation, or one of its petitions, and how far that is.
broadcast = Table(
    "broadcast",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation_id", ForeignKey("organisation.id"), nullable=False, index=True),
    Column("petition_id", ForeignKey("petition.id"), index=True),
    # The kind of alert that tells it: "broadcast" has words of its own, "campaign_update", "response" and "victory"
    # those of a piece of news, "delivered" says to whom a petition was handed over.
    Column("kind", Text, nullable=False, server_default="broadcast"),
    Column("update_id", ForeignKey("campaign_update.id")),
    # Of "delivered": which day it is about, as alerts name it; of a victory: how its petition stood before.
    may_be_empty("occasion"),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    may_be_empty("sign_off"),
    may_be_empty("locale"),
    # What was told wrongly at first, and how it is.
    may_be_empty("correction"),
    Column("made_at", Instant, nullable=False),
    # "draft", "asked" (a second organizer is), "scheduled", "running", "paused", "stopped" or "done".
    Column("state", Text, nullable=False, server_default="done"),
    # Whom of those who would hear of it, as `storage/audiences.py` reads it; NULL for all.
    Column("audience", JSON(none_as_null=True)),
    # The local time at which it begins, where that is, and the moment this means.
    may_be_empty("starts_local"),
    may_be_empty("zone"),
    Column("starts_at", Instant),
    # What tells it, since it began.
    Column("alert_id", Integer),
    Column("started_at", Instant),
    Column("ended_at", Instant),
    Index(None, "organisation_id", "made_at", "id"),
    Index(None, "state", "starts_at"),
    Index("uq_broadcast_update_id", "update_id", unique=True),
    Index("uq_broadcast_alert_id", "alert_id", unique=True),
    sqlite_autoincrement=True,
)

# Its own words in other languages.
broadcast_text = Table(
    "broadcast_text",
    metadata,
    Column("broadcast_id", ForeignKey("broadcast.id", ondelete="CASCADE"), primary_key=True),
    Column("locale", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
)

# What would become of a broadcast if it began at a moment: how many people hear it how, without naming any.
rehearsal = Table(
    "rehearsal",
    metadata,
    Column("broadcast_id", ForeignKey("broadcast.id", ondelete="CASCADE"), primary_key=True),
    Column("for_at", Instant, nullable=False),
    Column("made_at", Instant, nullable=False),
    # A digest of what it was made for: audience and time.
    Column("mark", Text, nullable=False),
    # Rows of platform, language, outcome, whether they signed, and how many.
    Column("counts", JSON, nullable=False),
    Column("is_finished", Boolean, nullable=False),
)

# Who wants a broadcast sent, and who agreed; NULL for somebody who was erased since.
broadcast_ask = Table(
    "broadcast_ask",
    metadata,
    Column("broadcast_id", ForeignKey("broadcast.id", ondelete="CASCADE"), primary_key=True),
    Column("asked_by", ForeignKey("supporter.id"), index=True),
    Column("asked_at", Instant, nullable=False),
    Column("agreed_by", ForeignKey("supporter.id"), index=True),
    Column("agreed_at", Instant),
)
