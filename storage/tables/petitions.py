"""Petitions with all that stands under them, and how they are counted."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from storage.columns import Instant
from storage.tables.metadata import index_of_some, may_be_empty, metadata

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
    may_be_empty("zone"),
    may_be_empty("contact"),
    may_be_empty("legal_line"),
    # Whether new signatures wait until somebody has looked at them.
    Column("holds_new", Boolean, nullable=False, server_default=sa.false()),
    # Why it was retired, in the organizers' words, and when.
    may_be_empty("retired_for"),
    Column("retired_at", Instant),
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
    # Whether organizers wrote it in a chat: a campaign file that is loaded again leaves it as it is.
    Column("is_of_chat", Boolean, nullable=False, server_default=sa.false()),
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
    may_be_empty("note"),
)

# Whom a version asks, where that changed since it was public: before it, after it, and what is being written.
petition_asks = Table(
    "petition_asks",
    metadata,
    Column("petition_id", ForeignKey("petition.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("targets", JSON, nullable=False),
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
    may_be_empty("office"),
    may_be_empty("person"),
    may_be_empty("district"),
    UniqueConstraint("petition_id", "office", "person", "district"),
    sqlite_autoincrement=True,
)

delivery_to = Table(
    "delivery_to",
    metadata,
    Column("decision_maker_id", ForeignKey("decision_maker.id"), primary_key=True),
    Column("delivered_on", Date),
    may_be_empty("how"),
    may_be_empty("place"),
    # How many had signed when it was handed over, where that was counted at the desk.
    Column("signatures", Integer),
    # Written down in a chat: a campaign file that is loaded again leaves it.
    Column("is_of_chat", Boolean, nullable=False, server_default=sa.false()),
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
    may_be_empty("message"),
    may_be_empty("sign_off"),
    # Whether it is still ahead: then there is nothing but the organizers' message for when it is reached.
    Column("is_coming", Boolean, nullable=False, server_default=sa.false()),
    # Whether organizers wrote the message in a chat: a campaign file that is loaded again leaves it as it is.
    Column("is_of_chat", Boolean, nullable=False, server_default=sa.false()),
)

tally = Table(
    "tally",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("petition_id", ForeignKey("petition.id"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    sqlite_autoincrement=True,
)
BY_PEOPLE = sa.text("kind NOT IN ('imported', 'paper', 'corrected')")
"""The entries of the ledger that come of people here; a query has to say it in these words to be given the index."""
index_of_some("tally_by_people", tally.c.at, tally.c.petition_id, tally.c.amount, tally.c.kind, where=BY_PEOPLE)

# Signatures that were not made here, counted with those that were: from paper, or from another list.
addition = Table(
    "addition",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("petition_id", ForeignKey("petition.id"), nullable=False, index=True),
    # "paper" or "imported" as organizers add them, "loaded" where a campaign file brought them.
    Column("kind", Text, nullable=False),
    Column("amount", Integer, nullable=False),
    # Where they come from, in the organizers' words, for everybody to read.
    Column("note", Text, nullable=False),
    Column("at", Instant, nullable=False),
    # The row that this one puts right, by its difference. No foreign key: samples are removed in pages.
    Column("corrects", Integer),
    sqlite_autoincrement=True,
)
