"""The tables of the shared store: what a campaign is, and how it is counted.

An id is never given twice (hence AUTOINCREMENT on SQLite too): a button may be tapped years after its petition is gone.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.columns import Instant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


BY_PEOPLE = text("kind NOT IN ('imported', 'paper', 'corrected')")
"""The entries of the ledger that come of people here; a query has to say it in these words to be given the index."""


def _required(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


organisation = Table(
    "organisation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    _required("motto"),
    _required("mission"),
    _required("contact"),
    _required("legal_line"),
    _required("sign_off"),
    Column("locale", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("links", JSON, nullable=False),
    Column("is_sample", Boolean, nullable=False, index=True),
    # Since when something new waits at which no moderator has looked, and when they were told of such last.
    Column("waits_since", Instant, index=True),
    Column("waits_told_at", Instant),
    # How many broadcasts a week it sends at most, and whether two organizers have to agree on each.
    Column("most_a_week", Integer, nullable=False, server_default="3"),
    Column("needs_two", Boolean, nullable=False, server_default=sa.false()),
    # After how many days without news its organizers are asked for some; 0 where they never are.
    Column("quiet_days", Integer, nullable=False, server_default="30"),
    sqlite_autoincrement=True,
)

petition = Table(
    "petition",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation_id", ForeignKey("organisation.id"), nullable=False),
    Column("slug", Text, nullable=False, unique=True),
    Column("code", Text, nullable=False, unique=True),
    Column("state", Text, nullable=False),
    Column("started_on", Date, nullable=False),
    Column("closes_at", Instant),
    Column("at_risk", Boolean, nullable=False),
    Column("video", Text, nullable=False),
    Column("co_signers", JSON, nullable=False),
    Column("ladder", JSON(none_as_null=True)),
    Column("version", Integer, nullable=False),
    Column("count", Integer, nullable=False, server_default="0"),
    Column("last_number", Integer, nullable=False, server_default="0"),
    Column("is_sample", Boolean, nullable=False, index=True),
    # Where its closing day is meant, and whom its readers reach; the organisation's where they are empty.
    _required("zone"),
    _required("contact"),
    _required("legal_line"),
    # Whether new signatures wait until somebody has looked at them.
    Column("holds_new", Boolean, nullable=False, server_default=sa.false()),
    # Why it was retired, in the organizers' words.
    _required("retired_for"),
    # Since which version it asks what it asks now; who signed an earlier one was asked whether it still holds.
    Column("asks_since", Integer, nullable=False, server_default="1"),
    Column("asked_again", Integer, nullable=False, server_default="0"),
    Column("confirmed", Integer, nullable=False, server_default="0"),
    # When its organizers were last told that nothing was heard of it for long.
    Column("quiet_told_at", Instant),
    # Each order of a list, with the id that breaks its ties.
    Index(None, "started_on", "id"),
    Index(None, "state", "started_on", "id"),
    Index(None, "organisation_id", "started_on", "id"),
    Index(None, "state", "closes_at", "id"),
    Index(None, "count", "id", "state"),
    sqlite_autoincrement=True,
)

petition_text = Table(
    "petition_text",
    metadata,
    Column("petition_id", ForeignKey("petition.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("locale", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("ask", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("story", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

# A version of all its texts that was published; the one after the present is being written.
petition_version = Table(
    "petition_version",
    metadata,
    Column("petition_id", ForeignKey("petition.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("published_at", Instant, nullable=False),
    # Whether it asks something else than the one before, and what the organizers say of the change.
    Column("is_material", Boolean, nullable=False),
    _required("note"),
)

petition_topic = Table(
    "petition_topic",
    metadata,
    Column("topic", Text, primary_key=True),
    Column("petition_id", ForeignKey("petition.id"), primary_key=True, index=True),
)

petition_word = Table(
    "petition_word",
    metadata,
    Column("word", Text().with_variant(Text(collation="C"), "postgresql"), primary_key=True),
    Column("petition_id", ForeignKey("petition.id"), primary_key=True),
    Index(None, "petition_id", "word"),
)

decision_maker = Table(
    "decision_maker",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("petition_id", ForeignKey("petition.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("is_addressed", Boolean, nullable=False),
    _required("office"),
    _required("person"),
    _required("district"),
    UniqueConstraint("petition_id", "office", "person", "district"),
    sqlite_autoincrement=True,
)

delivery_to = Table(
    "delivery_to",
    metadata,
    Column("decision_maker_id", ForeignKey("decision_maker.id"), primary_key=True),
    Column("delivered_on", Date),
    _required("how"),
    _required("place"),
)

key_date = Table(
    "key_date",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("petition_id", ForeignKey("petition.id"), nullable=False, index=True),
    Column("on_date", Date, nullable=False),
    Column("what", Text, nullable=False),
    Index(None, "on_date", "id"),
    sqlite_autoincrement=True,
)

milestone = Table(
    "milestone",
    metadata,
    Column("petition_id", ForeignKey("petition.id"), primary_key=True),
    Column("threshold", Integer, primary_key=True),
    Column("reached_on", Date),
    _required("message"),
    _required("sign_off"),
)

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
    _required("sign_off"),
    Column("event", Text, nullable=False, server_default="", index=True),
    # What was told wrongly at first, and how it is.
    _required("correction"),
    Column("sources", JSON, nullable=False),
    Column("is_full", Boolean),
    _required("what_changed"),
    _required("not_solved"),
    Column("next_petition_id", ForeignKey("petition.id")),
    # Who answered, of a response; who decided, of a victory.
    Column("decision_maker_id", ForeignKey("decision_maker.id"), index=True),
    # "draft" while organizers alone see it, "published", or "withdrawn", and why, for everybody to read.
    Column("state", Text, nullable=False, server_default="published"),
    _required("withdrawn_for"),
    # The language in which it was written first; empty where that is its organisation's.
    _required("locale"),
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
    _required("what_changed"),
    _required("not_solved"),
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
    _required("occasion"),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    _required("sign_off"),
    _required("locale"),
    # What was told wrongly at first, and how it is.
    _required("correction"),
    Column("made_at", Instant, nullable=False),
    # "draft", "asked" (a second organizer is), "scheduled", "running", "paused", "stopped" or "done".
    Column("state", Text, nullable=False, server_default="done"),
    # Whom of those who would hear of it, as `storage/audiences.py` reads it; NULL for all.
    Column("audience", JSON(none_as_null=True)),
    # The local time at which it begins, where that is, and the moment this means.
    _required("starts_local"),
    _required("zone"),
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
    # Rows of platform, language, outcome and how many.
    Column("counts", JSON, nullable=False),
    Column("is_finished", Boolean, nullable=False),
)

# Signatures that were not made here, counted with those that were: from paper, or from another list.
addition = Table(
    "addition",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("petition_id", ForeignKey("petition.id"), nullable=False, index=True),
    # As in the ledger: "paper", "imported" or "corrected".
    Column("kind", Text, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)

story = Table(
    "story",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", Text, nullable=False, unique=True),
    Column("organisation_id", ForeignKey("organisation.id"), nullable=False, index=True),
    Column("petition_id", ForeignKey("petition.id"), index=True),
    Column("kind", Text, nullable=False),
    Column("event", Text, nullable=False, server_default="", index=True),
    Column("happened_on", Date, nullable=False),
    Column("reported_on", Date, index=True),
    Column("locale", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("links", JSON, nullable=False),
    Column("is_sample", Boolean, nullable=False, index=True),
    # "draft" while organizers alone see it, else "published"; how often it was published since.
    Column("state", Text, nullable=False, server_default="published"),
    Column("version", Integer, nullable=False, server_default="1"),
    sqlite_autoincrement=True,
)

# What a story said in an earlier version, and what is being written at the one after the present.
story_text = Table(
    "story_text",
    metadata,
    Column("story_id", ForeignKey("story.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    # When it was replaced, and what its organizers said of that; NULL of what is being written.
    Column("replaced_at", Instant),
    _required("note"),
)

attachment = Table(
    "attachment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("petition_id", ForeignKey("petition.id"), index=True),
    Column("story_id", ForeignKey("story.id"), index=True),
    Column("update_id", ForeignKey("campaign_update.id"), index=True),
    # A photo of handing it over.
    Column("decision_maker_id", ForeignKey("decision_maker.id"), index=True),
    Column("is_picture", Boolean, nullable=False),
    Column("path", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("description", Text, nullable=False),
    _required("caption"),
    # Of what was sent in a chat; empty for what a campaign file brought.
    _required("sha256"),
    sqlite_autoincrement=True,
)

tally = Table(
    "tally",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("petition_id", ForeignKey("petition.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Index(
        "ix_tally_by_people", "at", "petition_id", "amount", "kind", sqlite_where=BY_PEOPLE, postgresql_where=BY_PEOPLE
    ),
    sqlite_autoincrement=True,
)
