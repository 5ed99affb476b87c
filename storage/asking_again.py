"""Those who signed an earlier text are told, page by page, that it asks something else now.

Everybody who signed gets a row, also who can't be written to: they find it among what they missed.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alert
from storage.columns import EPOCH, MILLISECOND, Instant
from storage.connection import Connection, Prepared, insert_into
from storage.due import OUT_OF_REACH, QUEUED, SKIPPED
from storage.recipients import Why
from storage.showing import SignatureState
from storage.tables.news import delivery
from storage.tables.people import IS_REACHED, account
from storage.tables.signing import signature

_c = signature.c
_PETITION = _c.petition_id == bindparam("petition_id", type_=sa.Integer)
_placed = sa.tuple_(_c.signed_at, _c.id)


def _place(name: str) -> sa.Tuple:
    at, key = bindparam(f"{name}_at", type_=Instant()), bindparam(f"{name}_id", type_=sa.BigInteger)
    return sa.tuple_(at, key)


_AFTER = _placed > _place("after")
PAGE_END = Prepared(
    sa.select(_c.signed_at, _c.id)
    .where(_PETITION, _AFTER)
    .order_by(_c.signed_at, _c.id)
    .limit(1)
    .offset(bindparam("rows", type_=sa.Integer))
)
_has_way = account.c.id.is_not(None)
_asked = (
    sa.select(bindparam("alert_id", type_=sa.Integer), _c.supporter_id, sa.func.coalesce(account.c.platform, ""))
    .add_columns(sa.literal(Why.OWN.value), sa.case((_has_way, QUEUED), else_=SKIPPED))
    .add_columns(sa.case((_has_way, ""), else_=OUT_OF_REACH))
    .add_columns(sa.case((_has_way, bindparam("due_at", type_=Instant()))))
    .outerjoin(account, sa.and_(account.c.supporter_id == _c.supporter_id, IS_REACHED))
    .where(_PETITION, _AFTER, _placed <= _place("last"), _c.supporter_id.is_not(None))
    .where(_c.text_version < bindparam("version", type_=sa.Integer), _c.state != SignatureState.INVALIDATED.value)
    .order_by(_c.supporter_id, account.c.platform.desc())
)
_COLUMNS = ("alert_id", "supporter_id", "platform", "why", "state", "problem", "due_at")
ASK_SIGNERS = Prepared(
    lambda engine: insert_into(engine, delivery).from_select(_COLUMNS, _asked).on_conflict_do_nothing()
)
_FIRST, _LAST = (EPOCH, -1), (datetime.max.replace(microsecond=0, tzinfo=EPOCH.tzinfo), 2**63 - 1)


def ask_page(connection: Connection, given: Alert, after: str, most: int, now: datetime) -> str | None:
    """Up to where this page looked, or None where it was the last one."""
    begin = _read(after) if after else _FIRST
    asked = {"petition_id": given.subject_id, "after_at": begin[0], "after_id": begin[1]}
    end = connection.first(PAGE_END, rows=most - 1, **asked)
    last = (end.signed_at, end.id) if end else _LAST
    told = {"alert_id": given.id, "version": int(given.occasion), "due_at": now}
    connection.run(ASK_SIGNERS, last_at=last[0], last_id=last[1], **told, **asked)
    return f"{(last[0] - EPOCH) // MILLISECOND}.{last[1]}" if end else None


def _read(place: str) -> tuple[datetime, int]:
    at, _dot, key = place.partition(".")
    return EPOCH + int(at) * MILLISECOND, int(key)
