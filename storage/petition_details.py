"""What stands under a petition: whom it asks, the goals it reached, the days that matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared
from storage.tables.petitions import decision_maker, delivery_to, key_date, milestone, petition_topic


@dataclass(frozen=True, slots=True)
class DecisionMaker:
    """An office, a person, a district, or any of them together; from `delivered_on` on, how it was handed over."""

    office: str
    person: str
    district: str
    is_addressed: bool
    is_delivered: bool
    delivered_on: date | None
    how: str
    place: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Milestone:
    """A goal reached, with the organizer's message where there is one."""

    threshold: int
    reached_on: date | None
    message: str
    sign_off: str


@dataclass(frozen=True, slots=True)
class KeyDate:
    """A day that matters to the campaign."""

    on: date
    what: str


def handing_over(on: date | None) -> str:
    """The occasion of an alert that tells to whom a petition was handed over on one day."""
    return on.isoformat() if on else "undated"


_HANDED = ("delivered_on", "how", "place", "decision_maker_id")
DECISION_MAKERS = Prepared(
    sa.select(decision_maker, *(delivery_to.c[name] for name in _HANDED))
    .outerjoin(delivery_to, delivery_to.c.decision_maker_id == decision_maker.c.id)
    .where(decision_maker.c.petition_id == bindparam("petition_id"))
    .order_by(decision_maker.c.position, decision_maker.c.id)
)
MILESTONES = Prepared(
    sa.select(milestone)
    .where(milestone.c.petition_id == bindparam("petition_id"), ~milestone.c.is_coming)
    .order_by(milestone.c.threshold.desc())
)
KEY_DATES = Prepared(
    sa.select(key_date).where(key_date.c.petition_id == bindparam("petition_id")).order_by(key_date.c.on_date)
)

TOPICS = Prepared(sa.select(petition_topic.c.topic).where(petition_topic.c.petition_id == bindparam("petition_id")))
KEY_DATE = Prepared(
    sa.select(key_date).where(
        key_date.c.petition_id == bindparam("petition_id"), key_date.c.id == bindparam("key_date_id")
    )
)


class PetitionDetails:
    """The smaller facts of a petition; whoever asks has found the petition first."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def decision_makers(self, petition_id: int) -> list[DecisionMaker]:
        """Whom it asks and to whom it was handed over, in the organizer's order."""
        rows = self._connection.all(DECISION_MAKERS, petition_id=petition_id)
        return [
            DecisionMaker(
                row.office,
                row.person,
                row.district,
                row.is_addressed,
                row.decision_maker_id is not None,
                row.delivered_on,
                row.how or "",
                row.place or "",
                row.id,
            )
            for row in rows
        ]

    def milestones(self, petition_id: int) -> list[Milestone]:
        """Goals reached, the highest first."""
        rows = self._connection.all(MILESTONES, petition_id=petition_id)
        return [Milestone(row.threshold, row.reached_on, row.message, row.sign_off) for row in rows]

    def key_dates(self, petition_id: int) -> list[KeyDate]:
        """Days that matter, the earliest first."""
        rows = self._connection.all(KEY_DATES, petition_id=petition_id)
        return [KeyDate(row.on_date, row.what) for row in rows]

    def key_date(self, petition_id: int, key_date_id: int) -> KeyDate | None:
        """One of them, or None where it was taken out or moved."""
        row = self._connection.first(KEY_DATE, petition_id=petition_id, key_date_id=key_date_id)
        return None if row is None else KeyDate(row.on_date, row.what)

    def topics(self, petition_id: int) -> list[str]:
        """The topics it carries."""
        return [row.topic for row in self._connection.all(TOPICS, petition_id=petition_id)]
