"""What the store notes for itself: updates, long work and the key."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, LargeBinary, Table, Text

from storage.columns import Instant
from storage.tables.metadata import metadata

in_work = Table(
    "in_work",
    metadata,
    Column("bot", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("begun", Integer, nullable=False),
    Column("at", Instant, nullable=False, index=True),
)

handled = Table(
    "handled",
    metadata,
    Column("bot", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("at", Instant, nullable=False, index=True),
)

job = Table(
    "job",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("cursor", Text, nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer),
    Column("is_finished", Boolean, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("moved_at", Instant, nullable=False),
)

key_check = Table(
    "key_check",
    metadata,
    Column("key_id", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
