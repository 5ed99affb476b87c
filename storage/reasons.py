"""What the public sees of signers: reasons that are published, and recent signatures as people allow."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared
from storage.showing import ReasonState, Signature, SignatureState, Visibility, opened
from storage.tables.petitions import petition
from storage.tables.signing import signature
from storage.vault import Vault

_SEEN = sa.or_(signature.c.state == SignatureState.COUNTED.value, signature.c.state == SignatureState.IMPORTED.value)
_ENDANGERS = sa.exists().where(petition.c.id == signature.c.petition_id, petition.c.at_risk)
"""Where a signature may endanger somebody, no reason is shown, whenever it was given."""
_REASONS = (
    signature.c.petition_id == bindparam("petition_id"),
    _SEEN,
    signature.c.visibility == Visibility.REASON.value,
    signature.c.reason_state == ReasonState.PUBLISHED.value,
    ~_ENDANGERS,
)
PAGE = Prepared(
    sa.select(signature)
    .where(*_REASONS)
    .order_by(signature.c.signed_at.desc(), signature.c.id)
    .limit(bindparam("most", type_=sa.Integer))
    .offset(bindparam("skip", type_=sa.Integer))
)
FIND = Prepared(sa.select(signature).where(signature.c.id == bindparam("reason_id"), *_REASONS[1:]))
HOW_MANY = Prepared(sa.select(sa.func.count().label("n")).select_from(signature).where(*_REASONS))
RECENT = Prepared(
    sa.select(signature)
    .where(
        signature.c.petition_id == bindparam("petition_id"),
        signature.c.state == SignatureState.COUNTED.value,
        signature.c.visibility != Visibility.COUNTED.value,
    )
    .order_by(signature.c.signed_at.desc(), signature.c.id)
    .limit(bindparam("most", type_=sa.Integer))
)


class Reasons:
    """Signers as others may see them."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; what is shown is opened by the vault."""
        self._connection = connection
        self._vault = vault

    def of(self, petition_id: int, most: int, skip: int = 0) -> tuple[list[Signature], int]:
        """One page of published reasons, newest first, and how many there are in all."""
        total = self._connection.first(HOW_MANY, petition_id=petition_id)
        rows = self._connection.all(PAGE, petition_id=petition_id, most=most, skip=skip)
        return [opened(row, self._vault) for row in rows], total.n if total else 0

    def find(self, reason_id: int) -> Signature | None:
        """One published reason, or None."""
        row = self._connection.first(FIND, reason_id=reason_id)
        return None if row is None else opened(row, self._vault)

    def recent_signers(self, petition_id: int, most: int) -> list[Signature]:
        """The newest signers who chose to be seen."""
        return [opened(row, self._vault) for row in self._connection.all(RECENT, petition_id=petition_id, most=most)]
