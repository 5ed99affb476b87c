"""Links that organizers made and named, and how many went which part of the way to a signature; nobody's name."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Integer, Table, Text, UniqueConstraint

from storage.columns import Instant
from storage.tables.metadata import metadata

named_link = Table(
    "named_link",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("petition_id", ForeignKey("petition.id", ondelete="CASCADE"), nullable=False),
    # What its address ends with, and what can be typed.
    Column("code", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    # The same, however it is written: there are no two of one name.
    Column("name_key", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    # It opens its petition all the same, and counts no more.
    Column("ended_at", Instant),
    UniqueConstraint("petition_id", "name_key"),
    sqlite_autoincrement=True,
)

way_count = Table(
    "way_count",
    metadata,
    Column("petition_id", ForeignKey("petition.id", ondelete="CASCADE"), primary_key=True),
    # Where the petition is at home; nothing is counted by the hour.
    Column("day", Date, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("step", Text, primary_key=True),
    Column("n", Integer, nullable=False),
)

# The same of all days, so that nobody has to add them up who looks.
way_total = Table(
    "way_total",
    metadata,
    Column("petition_id", ForeignKey("petition.id", ondelete="CASCADE"), primary_key=True),
    Column("source", Text, primary_key=True),
    Column("step", Text, primary_key=True),
    Column("n", Integer, nullable=False),
)
