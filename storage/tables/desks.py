"""Where organizers stand while they hand a petition over."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, Table

from storage.columns import Instant
from storage.tables.metadata import metadata

# One visit for each petition: since when it goes on, when it was ended, and the count at that moment.
at_the_desk = Table(
    "at_the_desk",
    metadata,
    Column("petition_id", ForeignKey("petition.id"), primary_key=True),
    Column("begun_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("signatures", Integer),
)
