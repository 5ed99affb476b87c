"""Supporters, and the accounts by which they come."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, Table, Text, UniqueConstraint

from storage.columns import Instant
from storage.tables.metadata import index_of_some, metadata, random_id

supporter = Table(
    "supporter",
    metadata,
    random_id(),
    Column("locale", Text, nullable=False, server_default=""),
    Column("since", Instant, nullable=False),
    Column("zone", LargeBinary),
    Column("night", Text, nullable=False, server_default="silent"),
    Column("digest", Text, nullable=False, server_default="off"),
    # Null until it is chosen, or preselected by an at-risk signature.
    Column("is_discreet", Boolean),
    Column("is_text_only", Boolean, nullable=False, server_default=sa.false()),
    # Whether charts are drawn for them in dark colours.
    Column("has_dark_charts", Boolean, nullable=False, server_default=sa.false()),
    Column("is_stopped", Boolean, nullable=False, server_default=sa.false()),
    Column("news_seen_at", Instant),
    Column("quick_signings", Integer, nullable=False, server_default="0"),
    Column("quick_since", Instant),
)

account = Table(
    "account",
    metadata,
    random_id(),
    Column("supporter_id", ForeignKey("supporter.id"), nullable=False, index=True),
    Column("platform", Text, nullable=False),
    Column("reference", LargeBinary, nullable=False),
    Column("user_id", LargeBinary, nullable=False),
    Column("address", LargeBinary, nullable=False),
    # Whether they may be written to: from the start where a platform lets anybody begin that, else once they asked.
    Column("is_written_to", Boolean, nullable=False, server_default=sa.false()),
    # The language in which the app spoke to us when they were first remembered.
    Column("spoken", Text, nullable=False, server_default=""),
    # Since when nothing can be brought to them; NULL where they are there, as far as is known.
    Column("gone_at", Instant),
    UniqueConstraint("platform", "reference"),
)
IS_REACHED = sa.and_(account.c.is_written_to, account.c.gone_at.is_(None))
"""Whether an account can be written to, as far as is known."""
index_of_some("account_reached", account.c.supporter_id, account.c.platform, where=IS_REACHED)

link_request = Table(
    "link_request",
    metadata,
    random_id(),
    Column("first_key", LargeBinary, nullable=False, unique=True),
    Column("first_platform", Text, nullable=False),
    Column("locator_key", LargeBinary, nullable=False, unique=True),
    Column("code_key", LargeBinary, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    # Whoever typed the code; NULL until then.
    Column("second_key", LargeBinary, index=True),
    Column("second", LargeBinary),
    Column("is_agreed", Boolean, nullable=False, server_default=sa.false()),
    Column("expires_at", Instant, nullable=False, index=True),
)

link_try = Table(
    "link_try",
    metadata,
    Column("typist_key", LargeBinary, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
)
