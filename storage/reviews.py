"""What is held until somebody has looked at it: signatures far too fast, reasons that may endanger a third person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, Row
from storage.ledger import Kind, Ledger
from storage.private_tables import signature
from storage.showing import ReasonState, Signature, SignatureState, opened
from storage.signatures import NUMBER
from storage.vault import Vault

_HELD = sa.or_(signature.c.state == SignatureState.HELD.value, signature.c.reason_state == ReasonState.HELD.value)
HELD = Prepared(
    sa.select(signature)
    .where(_HELD)
    .order_by(signature.c.signed_at, signature.c.id)
    .limit(bindparam("most", type_=sa.Integer))
)
FIND = Prepared(sa.select(signature).where(signature.c.id == bindparam("signature_id"), _HELD))
_HELD_SIGNATURES = sa.func.count().filter(signature.c.state == SignatureState.HELD.value)
HOW_MANY = Prepared(
    sa.select(_HELD_SIGNATURES.label("signatures"), sa.func.count().label("in_all")).select_from(signature).where(_HELD)
)
SET_STATE = Prepared(
    sa.update(signature)
    .where(signature.c.id == bindparam("signature_id"), signature.c.state == SignatureState.HELD.value)
    .values(state=bindparam("new_state"))
)
SET_REASON = Prepared(
    sa.update(signature)
    .where(signature.c.id == bindparam("signature_id"), signature.c.reason_state == ReasonState.HELD.value)
    .values(reason_state=bindparam("new_state"), held_for="")
)


@dataclass(frozen=True, slots=True)
class HeldItem:
    """One thing to decide."""

    signature: Signature
    is_signature: bool
    held_for: str


class Reviews:
    """What waits; a decision on something already decided changes nothing."""

    def __init__(self, connection: Connection, vault: Vault, ledger: Ledger) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection
        self._vault = vault
        self._ledger = ledger

    def held(self, most: int) -> list[HeldItem]:
        """What waits longest, first."""
        return [self._item(row) for row in self._connection.all(HELD, most=most)]

    def find(self, signature_id: int) -> HeldItem | None:
        """One held item, or None if it was decided already."""
        row = self._connection.first(FIND, signature_id=signature_id)
        return None if row is None else self._item(row)

    def how_many(self) -> tuple[int, int]:
        """How many signatures wait, and how many reasons of others that count."""
        row = self._connection.first(HOW_MANY)
        assert row is not None, "a count always has a row"
        return row.signatures, row.in_all - row.signatures

    def approve(self, item: HeldItem, now: datetime) -> int | None:
        """Count the signature, which gives it its number; or publish the reason. Returns the signature's number."""
        given = item.signature
        if not item.is_signature:
            self._connection.run(SET_REASON, signature_id=given.id, new_state=ReasonState.PUBLISHED.value)
        elif self._connection.run(SET_STATE, signature_id=given.id, new_state=SignatureState.COUNTED.value):
            return self._release(given, now)
        return given.number

    def _release(self, given: Signature, now: datetime) -> int:
        count = self._ledger.enter(given.petition_id, Kind.RELEASED, 1, now, numbers=0 if given.number else 1)
        if given.number is None:
            self._connection.run(NUMBER, signature_id=given.id, new_number=count.number)
        return given.number or count.number

    def reject(self, item: HeldItem) -> None:
        """Never count the signature, nor show its reason; or never show the reason, while its signature counts."""
        given = item.signature
        if item.is_signature:
            self._connection.run(SET_STATE, signature_id=given.id, new_state=SignatureState.INVALIDATED.value)
        self._connection.run(SET_REASON, signature_id=given.id, new_state=ReasonState.REJECTED.value)

    def _item(self, row: Row) -> HeldItem:
        given = opened(row, self._vault)
        return HeldItem(given, given.is_held, "too_fast" if given.is_held else row.held_for)
