"""The tables of who sends what to whom: apart from the broadcast itself, since they name a person."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Table

from storage.columns import Instant
from storage.private_tables import supporter
from storage.tables import broadcast, metadata

# Who wants a broadcast sent, and who agreed; NULL for somebody who was erased since.
broadcast_ask = Table(
    "broadcast_ask",
    metadata,
    Column("broadcast_id", ForeignKey(broadcast.c.id, ondelete="CASCADE"), primary_key=True),
    Column("asked_by", ForeignKey(supporter.c.id), index=True),
    Column("asked_at", Instant, nullable=False),
    Column("agreed_by", ForeignKey(supporter.c.id), index=True),
    Column("agreed_at", Instant),
)
