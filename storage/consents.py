"""Whether a signature still holds after the text was changed so that it asks something else.

Silence keeps a signature standing; how many of the earlier signers have said so is counted with the petition.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
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
ASKED_SINCE = Prepared(
    sa.select(petition.c.asks_since, petition_version.c.published_at)
    .join(
        petition_version,
        sa.and_(petition_version.c.petition_id == petition.c.id, petition_version.c.version == petition.c.asks_since),
    )
    .where(petition.c.id == _PETITION, petition.c.asked_again > 0)
)


def _less(column: Any, name: str) -> Any:
    amount = bindparam(name, type_=sa.Integer)
    return sa.case((column > amount, column - amount), else_=0)


LEAVE = Prepared(
    sa.update(petition)
    .where(petition.c.id == _PETITION)
    .values(asked_again=_less(petition.c.asked_again, "asked"), confirmed=_less(petition.c.confirmed, "kept"))
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
        for petition_id, rows in groupby(sorted(gone, key=_petition_of), _petition_of):
            self._leave(petition_id, list(rows))

    def _leave(self, petition_id: int, gone: Sequence[Row]) -> None:
        found = self._connection.first(ASKED_SINCE, of_petition=petition_id)
        if found is None:
            return
        asked = [row for row in gone if row.signed_at < found.published_at]
        if asked:
            kept = sum(row.text_version >= found.asks_since for row in asked)
            self._connection.run(LEAVE, of_petition=petition_id, asked=len(asked), kept=kept)


def _petition_of(row: Row) -> int:
    return int(row.petition_id)


def is_asked(found: Petition, given: Signature) -> bool:
    """Whether somebody signed a text that asked something else, and has not said yet if that still holds."""
    return given.text_version < found.asks_since and given.state is not SignatureState.INVALIDATED
