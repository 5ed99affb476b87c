"""What waits for somebody to look at it: signatures that are held, reasons that may endanger somebody or were reported.

Comments wait in `storage/comments.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, Row
from storage.decisions import Ruling, Thing, Verdict
from storage.ledger import Kind, Ledger
from storage.showing import ReasonState, Signature, SignatureState, holds_signature, opened
from storage.signatures import NUMBER
from storage.tables.moderating import report
from storage.tables.signing import signature
from storage.telling_writers import note_decision
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
    .values(reason_state=bindparam("new_state"))
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

    @property
    def is_shown(self) -> bool:
        """Whether others see the reason until somebody decides."""
        return not self.is_signature and self.signature.reason_state is ReasonState.PUBLISHED


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

    def approve(self, item: HeldItem, now: datetime, by: int | None = None) -> int | None:
        """Count the signature, which gives it its number; or publish the reason. Returns the signature's number."""
        given = item.signature
        if item.is_signature:
            return self._release(item, now, by) if self._set_state(given, SignatureState.COUNTED) else given.number
        is_published = self._set_reason(given, ReasonState.PUBLISHED)
        if self._voices.settle(Said.REASON, given.id) or is_published:
            self._note(item, Verdict.PUBLISHED, "", by, now)
        return given.number

    def _release(self, item: HeldItem, now: datetime, by: int | None) -> int:
        given = item.signature
        count = self._ledger.enter(given.petition_id, Kind.RELEASED, 1, now, numbers=0 if given.number else 1)
        if given.number is None:
            self._connection.run(NUMBER, signature_id=given.id, new_number=count.number)
        self._note(item, Verdict.PUBLISHED, "", by, now)
        return given.number or count.number

    def reject(self, item: HeldItem, now: datetime, by: int | None = None, cause: str = "") -> None:
        """Never count the signature, nor show its reason; or never show the reason, while its signature counts."""
        given = item.signature
        is_changed = item.is_signature and self._set_state(given, SignatureState.INVALIDATED)
        is_withheld = self._withhold(given, ReasonState.REJECTED)
        if is_changed or (is_withheld and not item.is_signature):
            self._note(item, Verdict.REJECTED, cause, by, now)

    def soften(self, item: HeldItem, now: datetime, by: int | None, cause: str) -> None:
        """Ask its writer to say a reason less dangerously; until then it is not shown, and its signature counts."""
        if self._withhold(item.signature, ReasonState.SOFTENED):
            self._note(item, Verdict.SOFTENED, cause, by, now)

    def _set_state(self, given: Signature, state: SignatureState) -> bool:
        return self._connection.run(SET_STATE, signature_id=given.id, new_state=state.value) > 0

    def _set_reason(self, given: Signature, state: ReasonState) -> bool:
        return self._connection.run(SET_REASON, signature_id=given.id, new_state=state.value) > 0

    def _withhold(self, given: Signature, state: ReasonState) -> bool:
        """Whether it was to be shown, or is."""
        is_withheld = self._set_reason(given, state)
        is_withheld |= self._connection.run(WITHHOLD, signature_id=given.id, new_state=state.value) > 0
        self._voices.settle(Said.REASON, given.id)
        return is_withheld

    def _note(self, item: HeldItem, verdict: Verdict, cause: str, by: int | None, now: datetime) -> None:
        """Of a signature it is kept what held its reason, which goes with it."""
        given = item.signature
        held_for = given.showing.held_for if item.is_signature else "" if item.is_shown else item.held_for
        thing = Thing.SIGNATURE if item.is_signature else Thing.REASON
        note_decision(self._connection, thing, given.id, held_for, Ruling(verdict, cause, by, now))

    def decided(self, signature_id: int) -> Signature | None:
        """A signature of somebody here, for whoever tells them what was decided; None where it is gone."""
        row = self._connection.first(DECIDED, signature_id=signature_id)
        return None if row is None else opened(row, self._vault)

    def _item(self, row: Row) -> HeldItem:
        given = opened(row, self._vault)
        if given.is_held:
            return HeldItem(given, True, holds_signature(row.put_by))
        return HeldItem(given, False, row.held_for or HELD_FOR, tuple(self._voices.causes(Said.REASON, given.id)))
