"""A second organizer who agrees to what is sent, where an organisation asks for that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.broadcast_rows import NOT_BEGUN, BroadcastState
from storage.columns import Instant
from storage.connection import Connection, Prepared, insert_into
from storage.hearing import TO_CONFIRM
from storage.members import Role
from storage.tables.organisations import organisation
from storage.tables.telling import broadcast, broadcast_ask
from storage.telling_members import tell_members

WAITED_FOR = timedelta(minutes=30)
"""After so long without an answer an owner may go on alone."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Who wants a broadcast sent since when, and who agreed; None for somebody who was erased since."""

    asked_by: int | None
    asked_at: datetime
    agreed_by: int | None
    agreed_at: datetime | None

    @property
    def is_agreed(self) -> bool:
        """Whether it may be sent."""
        return self.agreed_at is not None

    def may_be_agreed_by(self, supporter_id: int) -> bool:
        """Whether they are a second one, and nobody was before."""
        return not self.is_agreed and supporter_id != self.asked_by

    def waited_too_long(self, now: datetime) -> bool:
        """Whether an owner may go on alone."""
        return not self.is_agreed and now - self.asked_at >= WAITED_FOR


_a = broadcast_ask.c
_ID = bindparam("of_broadcast", type_=sa.Integer)
_now, _by = bindparam("now", type_=Instant()), bindparam("by", type_=sa.BigInteger)
FIND = Prepared(
    sa.select(_a.asked_by, _a.asked_at, _a.agreed_by, _a.agreed_at).where(_a.broadcast_id == _ID),
)
_MAY_ASK = (BroadcastState.DRAFT, BroadcastState.SCHEDULED)
"""What has its time already waits for a second one too, where the rules ask for one since."""
IS_ASKED = Prepared(
    sa.update(broadcast)
    .where(broadcast.c.id == _ID, sa.or_(*(broadcast.c.state == each.value for each in _MAY_ASK)))
    .values(state=BroadcastState.ASKED.value)
    .returning(broadcast.c.organisation_id)
)
ADD = Prepared(
    lambda engine: (
        insert_into(engine, broadcast_ask)
        .values(broadcast_id=_ID, asked_by=_by, asked_at=_now)
        .on_conflict_do_update(
            index_elements=["broadcast_id"],
            set_={"asked_by": _by, "asked_at": _now, "agreed_by": None, "agreed_at": None},
        )
    )
)
_ITS = sa.and_(_a.broadcast_id == _ID, _a.agreed_at.is_(None))
_is_asked = sa.exists().where(broadcast.c.id == _a.broadcast_id, broadcast.c.state == BroadcastState.ASKED.value)
_AGREES = {"agreed_by": _by, "agreed_at": _now}
AGREE = Prepared(
    sa.update(broadcast_ask)
    .where(_ITS, _is_asked, sa.or_(_a.asked_by.is_(None), _a.asked_by != _by))
    .values(_AGREES)
    .returning(_a.broadcast_id)
)
GO_ALONE = Prepared(
    sa.update(broadcast_ask)
    .where(_ITS, _is_asked, _a.asked_at <= bindparam("asked_before", type_=Instant()))
    .values(_AGREES)
    .returning(_a.broadcast_id)
)
IS_SCHEDULED = Prepared(
    sa.update(broadcast)
    .where(broadcast.c.id == _ID, broadcast.c.state == BroadcastState.ASKED.value, broadcast.c.starts_at > _now)
    .values(state=BroadcastState.SCHEDULED.value)
)
FORGET = Prepared(sa.delete(broadcast_ask).where(_a.broadcast_id == _ID))
ERASE = {
    column.name: Prepared(sa.update(broadcast_ask).where(column == bindparam("of_person")).values({column.name: None}))
    for column in (_a.asked_by, _a.agreed_by)
}

OF_PERSON = Prepared(
    sa.select(broadcast_ask, organisation.c.slug)
    .join(broadcast, broadcast.c.id == _a.broadcast_id)
    .join(organisation, organisation.c.id == broadcast.c.organisation_id)
    .where(sa.or_(_a.asked_by == bindparam("of_person"), _a.agreed_by == bindparam("of_person")))
    .order_by(_a.broadcast_id)
)


def _move(column: Any) -> Prepared:
    page = sa.select(_a.broadcast_id).where(column == bindparam("of_person", type_=sa.BigInteger))
    some = page.order_by(_a.broadcast_id).limit(bindparam("most", type_=sa.Integer)).scalar_subquery()
    moved = sa.update(broadcast_ask).where(_a.broadcast_id.in_(some), column == bindparam("of_person"))
    return Prepared(moved.values({column.name: bindparam("to", type_=sa.BigInteger)}))


MOVE = {column.name: _move(column) for column in (_a.asked_by, _a.agreed_by)}
_has_not_begun = sa.exists().where(
    broadcast.c.id == _a.broadcast_id, sa.or_(*(broadcast.c.state == state for state in sorted(NOT_BEGUN)))
)
DROP_AGREEMENT_WITH_ONESELF = Prepared(
    sa.update(broadcast_ask)
    .where(_a.asked_by == bindparam("of_person"), _a.agreed_by == _a.asked_by, _has_not_begun)
    .values(agreed_by=None, agreed_at=None)
)


def export_asks(connection: Connection, supporter_id: int) -> list[dict[str, Any]]:
    """What somebody asked to have sent or agreed to, in plain values; who else did is somebody else's."""
    rows = connection.all(OF_PERSON, of_person=supporter_id)
    return [
        {
            "organisation": row.slug,
            "broadcast": row.broadcast_id,
            "asked_at": row.asked_at.isoformat() if row.asked_by == supporter_id else None,
            "agreed_at": row.agreed_at.isoformat() if row.agreed_by == supporter_id and row.agreed_at else None,
        }
        for row in rows
    ]


def move_asks(connection: Connection, going: int, staying: int, most: int) -> int:
    """What one person asked for and agreed to is another's. How many were moved of whichever is more.

    Who agreed with themselves has not agreed, as long as it has not begun.
    """
    moved = [connection.run(MOVE[name], of_person=going, to=staying, most=most) for name in MOVE]
    connection.run(DROP_AGREEMENT_WITH_ONESELF, of_person=staying)
    return max(moved)


class AskingAnother:
    """Who asked, and who agreed."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def asked(self, broadcast_id: int) -> Ask | None:
        """Who wants it sent, or None where nobody was asked."""
        row = self._connection.first(FIND, of_broadcast=broadcast_id)
        return None if row is None else Ask(**row._asdict())

    def is_agreed(self, broadcast_id: int) -> bool:
        """Whether a second organizer agreed, or an owner goes on alone."""
        found = self.asked(broadcast_id)
        return found is not None and found.is_agreed

    def ask(self, broadcast_id: int, by: int, now: datetime, roles: Sequence[Role] = ()) -> bool:
        """It waits for a second organizer, and those in these roles hear that; False where it does, or has begun."""
        asked = self._connection.first(IS_ASKED, of_broadcast=broadcast_id)
        if asked is None:
            return False
        self._connection.run(ADD, of_broadcast=broadcast_id, by=by, now=now)
        occasion = f"{broadcast_id}:{now:%Y%m%dT%H%M%S}"
        tell_members(self._connection, TO_CONFIRM, asked.organisation_id, occasion, roles, now, but=by)
        return True

    def agree(self, broadcast_id: int, by: int, now: datetime) -> bool:
        """Somebody else than who asked agrees: it waits for its time, where it has one, and else may begin.

        False for whoever asked, and where somebody agreed before or it was taken back.
        """
        return self._agreed(AGREE, broadcast_id, now, by=by)

    def go_alone(self, broadcast_id: int, by: int, now: datetime) -> bool:
        """The same for an owner whom nobody answered within half an hour; False before that."""
        return self._agreed(GO_ALONE, broadcast_id, now, by=by, asked_before=now - WAITED_FOR)

    def _agreed(self, statement: Prepared, broadcast_id: int, now: datetime, **values: object) -> bool:
        has_agreed = self._connection.first(statement, of_broadcast=broadcast_id, now=now, **values) is not None
        if has_agreed:
            self._connection.run(IS_SCHEDULED, of_broadcast=broadcast_id, now=now)
        return has_agreed

    def forget_ask(self, broadcast_id: int) -> None:
        """Whoever is asked next is asked anew."""
        self._connection.run(FORGET, of_broadcast=broadcast_id)

    def erase_person(self, supporter_id: int) -> None:
        """That somebody asked or agreed stays, and who it was goes."""
        for statement in ERASE.values():
            self._connection.run(statement, of_person=supporter_id)
