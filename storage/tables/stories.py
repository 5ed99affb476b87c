"""Stories and news with their files, and what readers write under them."""

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
    LargeBinary,
    Table,
    Text,
)

from storage.columns import Instant
from storage.tables.metadata import index_of_some, may_be_empty, metadata, random_id

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
    may_be_empty("note"),
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
    may_be_empty("caption"),
    # Of what was sent in a chat; empty for what a campaign file brought.
    may_be_empty("sha256"),
    Index(None, "sha256"),
    sqlite_autoincrement=True,
)

comment = Table(
    "comment",
    metadata,
    random_id(),
    Column("story_id", ForeignKey("story.id"), nullable=False, index=True),
    Column("supporter_id", ForeignKey("supporter.id"), index=True),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("author", LargeBinary),
    Column("text", LargeBinary, nullable=False),
    Column("text_key", LargeBinary, nullable=False),
    Column("url", Text, nullable=False, server_default=""),
    Column("posted_on", Date, nullable=False),
    # How often its writer said it anew after a moderator had rejected it.
    Column("rewrites", Integer, nullable=False, server_default="0"),
)
IS_HELD_COMMENT = "state = 'held'"
index_of_some("comment_held", comment.c.story_id, comment.c.posted_on, comment.c.id, where=sa.text(IS_HELD_COMMENT))
