"""Files that are made of a petition to be handed over, and what is in them until they expire."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from storage.columns import Instant
from storage.tables.metadata import metadata, random_id

document = Table(
    "document",
    metadata,
    random_id(),
    Column("petition_id", ForeignKey("petition.id"), nullable=False),
    # NULL for somebody who was erased since.
    Column("supporter_id", ForeignKey("supporter.id"), index=True),
    # "pdf", "csv", "json" or "poster".
    Column("kind", Text, nullable=False),
    Column("locale", Text, nullable=False),
    # The ways in that a poster shows: an app's name and its link, each.
    Column("links", JSON, nullable=False),
    # "waiting", "reading", "setting", "ready", "stopped", "failed" or "too_large".
    Column("state", Text, nullable=False),
    # Signatures that were read, of how many.
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    # How many are listed in it, and how many of its lines hold a sign that no font has.
    Column("listed", Integer, nullable=False),
    Column("unshown", Integer, nullable=False),
    # Whether it was made as one whose signers a signature endangers.
    Column("at_risk", Boolean, nullable=False),
    Column("size", Integer, nullable=False),
    Column("asked_at", Instant, nullable=False),
    # Until then one process works on it.
    Column("claimed_until", Instant),
    Column("ends_at", Instant, nullable=False, index=True),
    Index(None, "petition_id", "asked_at"),
    Index(None, "state", "asked_at"),
)

document_part = Table(
    "document_part",
    metadata,
    random_id(),
    Column("document_id", ForeignKey("document.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    UniqueConstraint("document_id", "position"),
)
