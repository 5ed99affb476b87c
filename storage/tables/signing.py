"""Who signed what, who feels the same, and by which link they came."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from storage.columns import Instant
from storage.tables.metadata import index_of_some, metadata, random_id

signature = Table(
    "signature",
    metadata,
    random_id(),
    Column("petition_id", ForeignKey("petition.id"), nullable=False),
    Column("supporter_id", ForeignKey("supporter.id")),
    Column("number", Integer),
    Column("state", Text, nullable=False),
    # What put it there, where that was no moderator: "pace", "petition", "sweep:ID", or its signer: "withdrawn".
    Column("put_by", Text, nullable=False, server_default=""),
    Column("held_for", Text, nullable=False, server_default=""),
    Column("visibility", Text, nullable=False),
    Column("name", LargeBinary),
    Column("place", LargeBinary),
    Column("place_key", LargeBinary),
    Column("reason", LargeBinary),
    Column("reason_key", LargeBinary),
    Column("reason_state", Text, nullable=False, server_default="none"),
    Column("me_too", Integer, nullable=False, server_default="0"),
    Column("text_version", Integer, nullable=False),
    Column("source", Text, nullable=False, server_default=""),
    Column("signed_at", Instant, nullable=False),
    # How often they said it anew after a moderator had rejected it.
    Column("rewrites", Integer, nullable=False, server_default="0"),
    # The supporter first: the same index then answers what one person signed.
    UniqueConstraint("supporter_id", "petition_id"),
)


_c = signature.c
Index("ix_signature_of_petition", _c.petition_id, _c.signed_at, _c.id)
index_of_some("signature_nameless", _c.petition_id, _c.id, where=_c.supporter_id.is_(None))
index_of_some("signature_reasons", _c.petition_id, _c.signed_at, where=_c.reason_state == "published")
index_of_some("signature_shown", _c.petition_id, _c.signed_at, where=_c.visibility != "counted")
index_of_some("signature_held", _c.signed_at, where=sa.or_(_c.state == "held", _c.reason_state == "held"))
# What waits for the moderators of one organisation: the questions have to say it in the same words.
IS_HELD_SIGNATURE = "state = 'held'"
IS_HELD_REASON = "reason_state = 'held' AND state <> 'held' AND state <> 'invalidated'"
index_of_some("signature_held_here", _c.petition_id, _c.signed_at, _c.id, where=sa.text(IS_HELD_SIGNATURE))
index_of_some("signature_held_reasons", _c.petition_id, _c.signed_at, _c.id, where=sa.text(IS_HELD_REASON))

me_too = Table(
    "me_too",
    metadata,
    Column("signature_id", ForeignKey("signature.id", ondelete="CASCADE"), primary_key=True),
    Column("supporter_id", ForeignKey("supporter.id"), primary_key=True, index=True),
)

share_link = Table(
    "share_link",
    metadata,
    Column("code", Text, primary_key=True),
    Column("petition_id", ForeignKey("petition.id"), nullable=False, index=True),
    Column("supporter_id", ForeignKey("supporter.id"), nullable=False),
    Column("brought", Integer, nullable=False, server_default="0"),
    # How many of them came since then; both begin anew after an hour.
    Column("lately", Integer, nullable=False, server_default="0"),
    Column("lately_since", Instant),
    # The link of an organizer by which its sharer came, and nothing else of them.
    Column("named_link_id", ForeignKey("named_link.id"), index=True),
    UniqueConstraint("supporter_id", "petition_id"),
)
