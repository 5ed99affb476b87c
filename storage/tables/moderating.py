"""What is reported, decided on and swept."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import Instant
from storage.tables.metadata import index_of_some, metadata, random_id

report = Table(
    "report",
    metadata,
    random_id(),
    Column("kind", Text, nullable=False),
    Column("subject_id", BigInteger, nullable=False, index=True),
    Column("supporter_id", ForeignKey("supporter.id"), nullable=False),
    Column("cause", Text, nullable=False),
    Column("reported_at", Instant, nullable=False),
    # Decided by a moderator: it says no more, and the same person can't say it again.
    Column("is_settled", Boolean, nullable=False, server_default=sa.false()),
    UniqueConstraint("supporter_id", "kind", "subject_id"),
)
IS_UNSETTLED = "NOT is_settled"
index_of_some("report_unsettled", report.c.kind, report.c.reported_at, report.c.id, where=sa.text(IS_UNSETTLED))

# Who looks at something that waits, so that nobody else decides on it at the same time.
taken = Table(
    "taken",
    metadata,
    # "signature", "reason" or "comment".
    Column("kind", Text, primary_key=True),
    Column("subject_id", BigInteger, primary_key=True, autoincrement=False),
    Column("supporter_id", ForeignKey("supporter.id"), nullable=False, index=True),
    Column("until", Instant, nullable=False, index=True),
)

# What a moderator decided, so that it can be undone, and who decided is known to whoever comes second.
decided = Table(
    "decided",
    metadata,
    random_id(),
    Column("organisation_id", ForeignKey("organisation.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject_id", BigInteger, nullable=False),
    # NULL for somebody who was erased since, and for the command line.
    Column("supporter_id", ForeignKey("supporter.id"), index=True),
    # "published", "softened" or "rejected", and why, as one of a list.
    Column("verdict", Text, nullable=False),
    Column("cause", Text, nullable=False, server_default=""),
    # What held it before, which it goes back to where the decision is undone.
    Column("held_for", Text, nullable=False, server_default=""),
    Column("at", Instant, nullable=False),
    Column("undone_at", Instant),
    # Whether its writer was told, or never will be: that waits some minutes, in which it can be undone untold.
    Column("is_settled", Boolean, nullable=False, server_default=sa.false()),
    Index(None, "organisation_id", "supporter_id", "at"),
    Index(None, "kind", "subject_id", "at"),
)
IS_TO_BE_TOLD = "NOT is_settled AND undone_at IS NULL"
index_of_some("decided_to_be_told", decided.c.at, decided.c.id, where=sa.text(IS_TO_BE_TOLD))

# Something odd that was seen under a petition, until somebody on duty has answered it.
alarm = Table(
    "alarm",
    metadata,
    random_id(),
    Column("petition_id", ForeignKey("petition.id"), nullable=False),
    Column("raised_at", Instant, nullable=False),
    # So many signatures in so many minutes, where so many are usual, and how many of them by one link.
    Column("count", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("usual", Integer, nullable=False),
    Column("by_one_link", Integer, nullable=False, server_default="0"),
    # "open", "held" or "fine".
    Column("state", Text, nullable=False, server_default="open"),
    Column("supporter_id", ForeignKey("supporter.id"), index=True),
    Column("answered_at", Instant),
    Index(None, "petition_id", "raised_at"),
)

# Many signatures that are held, invalidated or restored at once.
sweep = Table(
    "sweep",
    metadata,
    random_id(),
    Column("petition_id", ForeignKey("petition.id"), nullable=False),
    Column("supporter_id", ForeignKey("supporter.id"), index=True),
    # "hold", "invalidate", "count" (what is held) or "restore" (what was invalidated).
    Column("deed", Text, nullable=False),
    # Which ones, as JSON: what is looked for in names is somebody's words.
    Column("conditions", LargeBinary, nullable=False),
    # "counting", "counted", "running", "done", "cancelled", "undoing" or "undone".
    Column("state", Text, nullable=False),
    Column("total", Integer, nullable=False),
    Column("done", Integer, nullable=False, server_default="0"),
    Column("made_at", Instant, nullable=False),
    Index(None, "petition_id", "made_at"),
)

# How each of them stood before, and what had put it there, such as "held/pace".
swept = Table(
    "swept",
    metadata,
    Column("sweep_id", ForeignKey("sweep.id", ondelete="CASCADE"), primary_key=True),
    Column("signature_id", ForeignKey("signature.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("was", Text, nullable=False),
)
