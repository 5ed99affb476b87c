"""Whether a signature still holds after the text was changed so that it asks something else.

Silence keeps a signature standing; how many of the earlier signers have said so is counted with the petition.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, Row
from storage.petitions import Petition
from storage.showing import Signature, SignatureState
from storage.tables.petitions import petition, petition_version
from storage.tables.signing import signature

KEEP = Prepared(
    sa.update(signature)
    .where(
        signature.c.id == bindparam("signature_id", type_=sa.BigInteger),
        signature.c.supporter_id == bindparam("signer", type_=sa.BigInteger),
        signature.c.text_version < bindparam("asks_since", type_=sa.Integer),
    )
    .values(text_version=bindparam("present", type_=sa.Integer))
    .returning(signature.c.state)
)
_PETITION = bindparam("of_petition", type_=sa.Integer)
_asks_what_was_seen = petition.c.asks_since == bindparam("seen", type_=sa.Integer)
CONFIRM = Prepared(
    sa.update(petition)
    .where(petition.c.id == _PETITION, _asks_what_was_seen)
    .values(confirmed=petition.c.confirmed + 1)
)
"""Where it asks something else by now, its signers were all asked anew, and nobody has confirmed that yet."""
_changed_at = (
    sa.select(petition_version.c.published_at)
    .where(petition_version.c.petition_id == petition.c.id, petition_version.c.version == petition.c.asks_since)
    .scalar_subquery()
)
_has_kept = sa.case((bindparam("text_version", type_=sa.Integer) >= petition.c.asks_since, 1), else_=0)
LEAVE = Prepared(
    sa.update(petition)
    .where(
        petition.c.id == _PETITION,
        petition.c.asked_again > 0,
        bindparam("signed_at", type_=petition_version.c.published_at.type) < _changed_at,
    )
    .values(
        asked_again=petition.c.asked_again - 1,
        confirmed=sa.case((petition.c.confirmed >= _has_kept, petition.c.confirmed - _has_kept), else_=0),
    )
)
NEEDED: tuple[Any, ...] = tuple(signature.c[name] for name in ("petition_id", "state", "text_version", "signed_at"))
"""What has to be known of a signature that goes."""


class Consents:
    """Who still means it."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def keep(self, found: Petition, given: Signature, supporter_id: int) -> bool:
        """The signature holds for the present text; False where it did already, or is there no more."""
        asked = {"signature_id": given.id, "signer": supporter_id, "asks_since": found.asks_since}
        kept = self._connection.first(KEEP, present=found.version, **asked)
        if kept is not None and kept.state == SignatureState.COUNTED.value:
            self._connection.run(CONFIRM, of_petition=found.id, seen=found.asks_since)
        return kept is not None

    def leave(self, gone: Sequence[Row]) -> None:
        """These signatures counted and are gone: they are neither asked nor confirmed any more."""
        for row in sorted(gone, key=lambda each: each.petition_id):
            values = {"text_version": row.text_version, "signed_at": row.signed_at}
            self._connection.run(LEAVE, of_petition=row.petition_id, **values)


def is_asked(found: Petition, given: Signature) -> bool:
    """Whether somebody signed a text that asked something else, and has not said yet if that still holds."""
    return given.text_version < found.asks_since and given.state is not SignatureState.INVALIDATED
