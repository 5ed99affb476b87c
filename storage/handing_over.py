"""Handing a petition over: to whom, when, where and how, as its organizers write it down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alerts
from storage.connection import Connection, Prepared, Row, insert_into
from storage.correcting import correct
from storage.drafting_parts import Target
from storage.follows import subject_of
from storage.hearing import DELIVERED
from storage.petition_details import handing_over
from storage.tables.petitions import decision_maker, delivery_to
from storage.tables.stories import attachment
from storage.tables.telling import broadcast


@dataclass(frozen=True, slots=True)
class Recipient:
    """A decision maker, and what is known of handing it over to them."""

    id: int
    said: Target
    is_delivered: bool
    on: date | None
    place: str
    how: str
    signatures: int | None = None
    """How many had signed at that moment, where that was counted at the desk."""


_m, _d = decision_maker.c, delivery_to.c
_OF_PETITION = _m.petition_id == bindparam("petition_id")
ALL = Prepared(
    sa.select(decision_maker, _d.decision_maker_id, _d.delivered_on, _d.place, _d.how, _d.signatures)
    .outerjoin(delivery_to, _d.decision_maker_id == _m.id)
    .where(_OF_PETITION)
    .order_by(_m.position, _m.id)
)
PETITION_OF = Prepared(sa.select(_m.petition_id).where(_m.id == bindparam("maker_id")))
REMOVE = Prepared(sa.delete(delivery_to).where(_d.decision_maker_id == bindparam("of_maker")))
REMOVE_PHOTO = Prepared(sa.delete(attachment).where(attachment.c.decision_maker_id == bindparam("of_maker")))
RECORD = Prepared(
    lambda engine: (
        added := insert_into(engine, delivery_to).values(
            decision_maker_id=bindparam("of_maker"),
            delivered_on=bindparam("on", type_=sa.Date),
            place=bindparam("place"),
            how=bindparam("how"),
            signatures=bindparam("signatures", type_=sa.Integer),
            is_of_chat=sa.true(),
        )
    ).on_conflict_do_update(
        index_elements=["decision_maker_id"],
        set_={name: added.excluded[name] for name in ("delivered_on", "place", "how", "signatures", "is_of_chat")},
    )
)
TOLD = Prepared(
    sa.select(broadcast.c.occasion, broadcast.c.id).where(
        broadcast.c.petition_id == bindparam("petition_id"), broadcast.c.kind == DELIVERED
    )
)


class HandingOver:
    """Where the signatures of petitions went."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def all_of(self, petition_id: int) -> list[Recipient]:
        """All whom it asks or to whom it is handed, in the organizers' order."""
        return [_recipient(row) for row in self._connection.all(ALL, petition_id=petition_id)]

    def find(self, petition_id: int, maker_id: int) -> Recipient | None:
        """One of them; None where that is none of this petition's."""
        return next((each for each in self.all_of(petition_id) if each.id == maker_id), None)

    def petition_of(self, maker_id: int) -> int:
        """The petition that a decision maker stands under; 0 where there is none."""
        row = self._connection.first(PETITION_OF, maker_id=maker_id)
        return int(row.petition_id) if row else 0

    def record(self, petition_id: int, given: Recipient, now: datetime) -> bool:
        """It was handed over like this; False where nothing else was known, or that is none of its decision makers."""
        before = self.find(petition_id, given.id)
        if before is None or before == given:
            return False
        its = {name: getattr(given, name) for name in ("on", "place", "how", "signatures")}
        self._connection.run(RECORD, of_maker=given.id, **its)
        self._say_it_right(petition_id, (before, given), now)
        return True

    def take_back(self, petition_id: int, maker_id: int, now: datetime) -> bool:
        """It was not handed over, nor is there a photo of that; False where nothing of it is known."""
        before = self.find(petition_id, maker_id)
        if before is None or not before.is_delivered:
            return False
        self._connection.run(REMOVE, of_maker=maker_id)
        self._connection.run(REMOVE_PHOTO, of_maker=maker_id)
        self._say_it_right(petition_id, (before,), now)
        return True

    def days(self, petition_id: int) -> list[date | None]:
        """On which it was handed over, the latest first; None for what has no day."""
        days = {each.on for each in self.all_of(petition_id) if each.is_delivered}
        return sorted(days, key=handing_over, reverse=True)

    def broadcasts(self, petition_id: int) -> dict[str, int]:
        """What tells it, by the day as alerts name it."""
        return {row.occasion: row.id for row in self._connection.all(TOLD, petition_id=petition_id)}

    def _say_it_right(self, petition_id: int, changed: Sequence[Recipient], now: datetime) -> None:
        """What was told of these days says what is so now, without a sound."""
        alerts, subject = Alerts(self._connection), subject_of(petition_id)
        for occasion in {handing_over(each.on) for each in changed if each.is_delivered}:
            told = alerts.named(DELIVERED, subject, occasion)
            if told is not None:
                correct(self._connection, told, now)


def _recipient(row: Row) -> Recipient:
    said = Target(row.office, row.person, row.district, row.is_addressed)
    is_delivered = row.decision_maker_id is not None
    return Recipient(row.id, said, is_delivered, row.delivered_on, row.place or "", row.how or "", row.signatures)
