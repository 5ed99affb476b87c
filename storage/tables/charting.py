"""What charts are drawn from: sums without persons, made from the ledger and the signatures by the clock."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, Table, Text

from storage.columns import Instant
from storage.tables.metadata import index_of_some, metadata

# How a petition's count changed in one hour, counted from 1970 on.
chart_hour = Table(
    "chart_hour",
    metadata,
    Column("petition_id", ForeignKey("petition.id"), primary_key=True),
    Column("hour", Integer, primary_key=True, autoincrement=False),
    # What people here added and took back, and what came from paper and other lists.
    Column("signed", Integer, nullable=False),
    Column("gone", Integer, nullable=False),
    Column("elsewhere", Integer, nullable=False),
)

# Whose signatures were counted in groups, and when; it is due again where its count has changed since.
chart_count = Table(
    "chart_count",
    metadata,
    Column("petition_id", ForeignKey("petition.id"), primary_key=True),
    Column("counted_at", Instant),
    Column("is_due", Boolean, nullable=False),
)
index_of_some("chart_count_due", chart_count.c.counted_at, chart_count.c.petition_id, where=chart_count.c.is_due)

# Signers by app, link or place; no smaller group is kept than may be told.
chart_group = Table(
    "chart_group",
    metadata,
    Column("petition_id", ForeignKey("petition.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    # An app, a source, or the keyed hash of a place; empty for all that are in no group of their own.
    Column("key", Text, primary_key=True),
    Column("people", Integer, nullable=False),
    # One of them, which has the place in words as long as it is there. No foreign key: it may go.
    Column("signature_id", BigInteger),
)
