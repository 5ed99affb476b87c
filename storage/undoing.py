"""Undoing a decision: the words go back to how they waited, and the count to what it was."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import EPOCH
from storage.connection import Connection, Prepared
from storage.decisions import Decided, Decisions, Thing, Verdict
from storage.ledger import Kind, Ledger
from storage.showing import WITHDRAWN, ReasonState, SignatureState
from storage.tables.signing import signature
from storage.tables.stories import comment
from storage.voices import Said, Voices

CAN_BE_UNDONE_FOR = timedelta(minutes=30)

_c = signature.c
_SIGNATURE = _c.id == bindparam("subject_id", type_=sa.BigInteger)
_DECIDED = bindparam("decided_state", type_=sa.Text)
HOLD_SIGNATURE = Prepared(
    sa.update(signature)
    # Whoever withdrew one that was rejected meanwhile has acted on it.
    .where(_SIGNATURE, _c.state == _DECIDED, _c.put_by != WITHDRAWN)
    .values(state=SignatureState.HELD.value)
    .returning(_c.petition_id)
)
_BEFORE: dict[str, Any] = {"reason_state": bindparam("state_before"), "held_for": bindparam("cause_before")}
PUT_BACK_REASON = Prepared(sa.update(signature).where(_SIGNATURE, _c.reason_state == _DECIDED).values(_BEFORE))
PUT_BACK_COMMENT = Prepared(
    sa.update(comment)
    .where(comment.c.id == bindparam("subject_id", type_=sa.BigInteger), comment.c.state == _DECIDED)
    .values(state=bindparam("state_before"))
)
_COMMENT_STANDS = (comment.c.id == bindparam("subject_id", type_=sa.BigInteger), comment.c.state == _DECIDED)
STANDS = {
    Thing.SIGNATURE: Prepared(sa.select(_c.id).where(_SIGNATURE, _c.state == _DECIDED, _c.put_by != WITHDRAWN)),
    Thing.REASON: Prepared(sa.select(_c.id).where(_SIGNATURE, _c.reason_state == _DECIDED)),
    Thing.COMMENT: Prepared(sa.select(comment.c.id).where(*_COMMENT_STANDS)),
}


def stands(connection: Connection, given: Decided) -> bool:
    """Whether nobody has acted on it since: neither its writer nor another moderator."""
    last = Decisions(connection).last_on(given.thing, given.subject_id)
    if last is None or last.id != given.id:
        return False
    state = _state_by(given)
    return connection.first(STANDS[given.thing], subject_id=given.subject_id, decided_state=state) is not None


def _state_by(given: Decided) -> str:
    """Into which state it was put."""
    if given.thing is not Thing.SIGNATURE:
        return given.verdict.value
    return (SignatureState.COUNTED if given.verdict is Verdict.PUBLISHED else SignatureState.INVALIDATED).value


def can_be_undone(given: Decided, now: datetime) -> bool:
    """Whether it is young enough; whoever acts on it since stands in its way, too."""
    return not given.is_undone and now - given.at <= CAN_BE_UNDONE_FOR


def undo(connection: Connection, ledger: Ledger, given: Decided, now: datetime) -> bool:
    """Take back the last decision on something; False where somebody has acted on it since, and nothing is changed."""
    decisions = Decisions(connection)
    last = decisions.last_on(given.thing, given.subject_id)
    if last is None or last.id != given.id or not can_be_undone(last, now):
        return False
    if not _put_back(connection, ledger, given, now):
        return False
    decisions.is_undone(given, now)
    if given.thing is not Thing.SIGNATURE:
        before = decisions.before(given, 1)
        Voices(connection).unsettle(Said(given.thing.value), given.subject_id, before[0].at if before else EPOCH)
    return True


def _put_back(connection: Connection, ledger: Ledger, given: Decided, now: datetime) -> bool:
    if given.thing is Thing.SIGNATURE:
        return _hold_signature(connection, ledger, given, now)
    held, published = (str(ReasonState.HELD), str(ReasonState.PUBLISHED))
    values = {"decided_state": given.verdict.value, "state_before": held if given.held_for else published}
    if given.thing is Thing.COMMENT:
        return connection.run(PUT_BACK_COMMENT, subject_id=given.subject_id, **values) > 0
    return connection.run(PUT_BACK_REASON, subject_id=given.subject_id, cause_before=given.held_for, **values) > 0


def _hold_signature(connection: Connection, ledger: Ledger, given: Decided, now: datetime) -> bool:
    """Its number stays with it; what held its reason holds it again."""
    was_counted = given.verdict is Verdict.PUBLISHED
    row = connection.first(HOLD_SIGNATURE, subject_id=given.subject_id, decided_state=_state_by(given))
    if row is None:
        return False
    if given.held_for and not was_counted:
        values = {"decided_state": ReasonState.REJECTED.value, "state_before": ReasonState.HELD.value}
        connection.run(PUT_BACK_REASON, subject_id=given.subject_id, cause_before=given.held_for, **values)
    if was_counted:
        ledger.enter(row.petition_id, Kind.HELD, -1, now)
    return True
