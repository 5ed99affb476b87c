"""What waits for somebody to look at it: signatures far too fast, reasons that may endanger somebody or were reported.

Comments wait in `storage/comments.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alerts
from storage.connection import Connection, Prepared, Row
from storage.hearing import REASON_DECIDED, SIGNATURE_RELEASED
from storage.ledger import Kind, Ledger
from storage.private_tables import report, signature
from storage.showing import ReasonState, Signature, SignatureState, decision, opened
from storage.signatures import NUMBER
from storage.vault import Vault
from storage.voices import HELD_FOR, Cause, Said, Voices

_HELD = sa.or_(signature.c.state == SignatureState.HELD.value, signature.c.reason_state == ReasonState.HELD.value)
HELD = Prepared(
    sa.select(signature)
    .where(_HELD)
    .order_by(signature.c.signed_at, signature.c.id)
    .limit(bindparam("most", type_=sa.Integer))
)
FIND = Prepared(sa.select(signature).where(signature.c.id == bindparam("signature_id"), _HELD))
_REPORTED = (
    signature.c.reason_state == ReasonState.PUBLISHED.value,
    signature.c.id.in_(sa.select(report.c.subject_id).where(report.c.kind == Said.REASON.value, ~report.c.is_settled)),
)
REPORTED = Prepared(
    sa.select(signature)
    .where(*_REPORTED)
    .order_by(signature.c.signed_at, signature.c.id)
    .limit(bindparam("most", type_=sa.Integer))
)
FIND_REPORTED = Prepared(sa.select(signature).where(signature.c.id == bindparam("signature_id"), *_REPORTED))
HOW_MANY_REPORTED = Prepared(sa.select(sa.func.count().label("n")).select_from(signature).where(*_REPORTED))
WITHHOLD = Prepared(
    sa.update(signature)
    .where(signature.c.id == bindparam("signature_id"), *_REPORTED)
    .values(reason_state=ReasonState.REJECTED.value)
)
_HELD_SIGNATURES = sa.func.count().filter(signature.c.state == SignatureState.HELD.value)
HOW_MANY = Prepared(
    sa.select(_HELD_SIGNATURES.label("signatures"), sa.func.count().label("in_all")).select_from(signature).where(_HELD)
)
DECIDED = Prepared(
    sa.select(signature).where(signature.c.id == bindparam("signature_id"), signature.c.supporter_id.is_not(None))
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
    """One thing to decide; a reported reason may still be shown meanwhile."""

    signature: Signature
    is_signature: bool
    held_for: str
    reports: tuple[Cause, ...] = ()


class Reviews:
    """What waits; a decision on something already decided changes nothing."""

    def __init__(self, connection: Connection, vault: Vault, ledger: Ledger) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection
        self._vault = vault
        self._ledger = ledger
        self._voices = Voices(connection)

    def held(self, most: int) -> list[HeldItem]:
        """What waits longest, first; what was reported and is still shown, last."""
        rows = self._connection.all(HELD, most=most)
        rows += self._connection.all(REPORTED, most=most - len(rows))
        return [self._item(row) for row in rows]

    def find(self, signature_id: int) -> HeldItem | None:
        """One held item, or None if it was decided already."""
        row = self._connection.first(FIND, signature_id=signature_id) or self._connection.first(
            FIND_REPORTED, signature_id=signature_id
        )
        return None if row is None else self._item(row)

    def how_many(self) -> tuple[int, int]:
        """How many signatures wait, and how many reasons of others that count, reported ones with them."""
        row, reported = self._connection.first(HOW_MANY), self._connection.first(HOW_MANY_REPORTED)
        assert row is not None, "a count always has a row"
        assert reported is not None, "a count always has a row"
        return row.signatures, row.in_all - row.signatures + reported.n

    def approve(self, item: HeldItem, now: datetime) -> int | None:
        """Count the signature, which gives it its number; or publish the reason. Returns the signature's number."""
        given = item.signature
        if not item.is_signature:
            released = self._connection.run(SET_REASON, signature_id=given.id, new_state=ReasonState.PUBLISHED.value)
            if released and item.held_for != HELD_FOR:
                self._tell_of_reason(item, ReasonState.PUBLISHED, now)
            self._voices.settle(Said.REASON, given.id)
        elif self._connection.run(SET_STATE, signature_id=given.id, new_state=SignatureState.COUNTED.value):
            return self._release(given, now)
        return given.number

    def _release(self, given: Signature, now: datetime) -> int:
        count = self._ledger.enter(given.petition_id, Kind.RELEASED, 1, now, numbers=0 if given.number else 1)
        if given.number is None:
            self._connection.run(NUMBER, signature_id=given.id, new_number=count.number)
        self._tell(SIGNATURE_RELEASED, given.id, "released", now)
        return given.number or count.number

    def reject(self, item: HeldItem, now: datetime) -> None:
        """Never count the signature, nor show its reason; or never show the reason, while its signature counts."""
        given = item.signature
        if item.is_signature:
            self._connection.run(SET_STATE, signature_id=given.id, new_state=SignatureState.INVALIDATED.value)
        withheld = self._connection.run(SET_REASON, signature_id=given.id, new_state=ReasonState.REJECTED.value)
        withheld += self._connection.run(WITHHOLD, signature_id=given.id)
        self._voices.settle(Said.REASON, given.id)
        if withheld and not item.is_signature:
            self._tell_of_reason(item, ReasonState.REJECTED, now)

    def decided(self, signature_id: int) -> Signature | None:
        """A signature of somebody here, for whoever tells them what was decided; None where it is gone."""
        row = self._connection.first(DECIDED, signature_id=signature_id)
        return None if row is None else opened(row, self._vault)

    def _tell_of_reason(self, item: HeldItem, state: ReasonState, now: datetime) -> None:
        """A reason may be given anew and decided on again, so that the moment tells its decisions apart."""
        self._tell(REASON_DECIDED, item.signature.id, decision(state, item.held_for, now), now)

    def _tell(self, kind: str, signature_id: int, occasion: str, now: datetime) -> None:
        """To the signer alone, where there is one."""
        row = self._connection.first(DECIDED, signature_id=signature_id)
        if row is not None:
            alerts = Alerts(self._connection)
            alerts.raise_once(kind, f"signature:{signature_id}", occasion, now, to=row.supporter_id)

    def _item(self, row: Row) -> HeldItem:
        given = opened(row, self._vault)
        if given.is_held:
            return HeldItem(given, True, "too_fast")
        return HeldItem(given, False, row.held_for or HELD_FOR, tuple(self._voices.causes(Said.REASON, given.id)))
