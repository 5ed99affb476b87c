"""Organisations, who organizes for them, how one comes in, and what was done."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import (
    JSON,
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
from storage.tables.metadata import may_be_empty, metadata, random_id

organisation = Table(
    "organisation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    may_be_empty("motto"),
    may_be_empty("mission"),
    may_be_empty("contact"),
    may_be_empty("legal_line"),
    may_be_empty("sign_off"),
    Column("locale", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("links", JSON, nullable=False),
    Column("is_sample", Boolean, nullable=False, index=True),
    # Since when something new waits at which no moderator has looked, and when they were told of such last.
    Column("waits_since", Instant, index=True),
    Column("waits_told_at", Instant),
    # How many broadcasts a week it sends at most, and whether two organizers have to agree on each.
    Column("most_a_week", Integer, nullable=False, server_default="3"),
    Column("needs_two", Boolean, nullable=False, server_default=sa.false()),
    # After how many days without news its organizers are asked for some; 0 where they never are.
    Column("quiet_days", Integer, nullable=False, server_default="30"),
    sqlite_autoincrement=True,
)

member = Table(
    "member",
    metadata,
    random_id(),
    Column("organisation_id", ForeignKey("organisation.id"), nullable=False),
    Column("supporter_id", ForeignKey("supporter.id"), nullable=False),
    Column("role", Text, nullable=False),
    # Under which the others of the organisation see them; they typed it for that.
    Column("name", LargeBinary, nullable=False),
    Column("since", Instant, nullable=False),
    # Until when alarms ring for them.
    Column("on_duty_until", Instant),
    # Whether they are told that something waits for a decision.
    Column("hears_of_waiting", Boolean, nullable=False, server_default=sa.true()),
    # Whether they are told what to do next in the first days of a petition.
    Column("is_coached", Boolean, nullable=False, server_default=sa.true()),
    UniqueConstraint("organisation_id", "supporter_id"),
    Index(None, "supporter_id"),
)

invite = Table(
    "invite",
    metadata,
    random_id(),
    # NULL where whoever uses the code names a new organisation.
    Column("organisation_id", ForeignKey("organisation.id"), index=True),
    Column("role", Text, nullable=False),
    Column("code_key", LargeBinary, nullable=False, unique=True),
    # The owner who made it; NULL where the command line did.
    Column("supporter_id", ForeignKey("supporter.id"), index=True),
    # Whoever typed the code last, who alone can use it; NULL until then.
    Column("typist_key", LargeBinary, index=True),
    Column("made_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False, index=True),
    Column("used_at", Instant),
)

audit = Table(
    "audit",
    metadata,
    random_id(),
    Column("organisation_id", ForeignKey("organisation.id"), nullable=False),
    Column("at", Instant, nullable=False),
    # Which of the entries of its turn it is, which all have one time.
    Column("nth", Integer, nullable=False),
    # Who did it, in which role and under which name; NULL for the command line, and for somebody who was erased.
    Column("supporter_id", ForeignKey("supporter.id"), index=True),
    Column("role", Text, nullable=False, server_default=""),
    Column("name", LargeBinary),
    Column("deed", Text, nullable=False),
    # What it was done to, such as "petition:3".
    Column("subject", Text, nullable=False, server_default=""),
    # The member it was done to, and their name then.
    Column("about_id", BigInteger, index=True),
    Column("about", LargeBinary),
    Column("detail", LargeBinary),
    Index(None, "organisation_id", "at", "nth", "id"),
)
