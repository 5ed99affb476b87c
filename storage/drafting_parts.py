"""What stands under a petition, while its organizers write it: whom it asks, its days, its goals, who is behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, insert_into
from storage.listing import topics_of
from storage.marks import mark_of
from storage.petition_words import write_words
from storage.petitions import Petition
from storage.rows import Rows
from storage.share_links import ShareLinks
from storage.standing import end_of_day
from storage.tables.petitions import decision_maker, delivery_to, key_date, petition, petition_topic
from storage.tables.signing import signature


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a petition asks, or to whom it is only handed; an office, a person, a district, or any of them together."""

    office: str = ""
    person: str = ""
    district: str = ""
    is_addressed: bool = True

    @property
    def mark(self) -> str:
        """Names what somebody saw of it."""
        return mark_of(str(self))


@dataclass(frozen=True, slots=True)
class StoredTarget:
    """A target with its row's id; `is_delivered` once the petition was handed over to it."""

    id: int
    said: Target
    is_delivered: bool


@dataclass(frozen=True, slots=True)
class StoredDay:
    """A day that matters, with its row's id."""

    id: int
    on: date
    what: str


_m = decision_maker.c
_IS_MAKER = sa.and_(_m.petition_id == bindparam("of_petition"), _m.id == bindparam("of_id"))
_DELIVERED = sa.select(delivery_to.c.decision_maker_id)
_SHAPE = ("office", "person", "district")
TARGETS = Prepared(
    sa.select(decision_maker, delivery_to.c.decision_maker_id.is_not(None).label("is_delivered"))
    .outerjoin(delivery_to, delivery_to.c.decision_maker_id == _m.id)
    .where(_m.petition_id == bindparam("petition_id"))
    .order_by(_m.position, _m.id)
)
PLACE_TARGET = Prepared(sa.update(decision_maker).where(_IS_MAKER).values(position=bindparam("to_position")))
REMOVE_TARGET = Prepared(sa.delete(decision_maker).where(_IS_MAKER, _m.id.not_in(_DELIVERED)))
DAYS = Prepared(
    sa.select(key_date)
    .where(key_date.c.petition_id == bindparam("petition_id"))
    .order_by(key_date.c.on_date, key_date.c.id)
)
_IS_DAY = sa.and_(key_date.c.petition_id == bindparam("of_petition"), key_date.c.id == bindparam("of_id"))
ADD_DAY = Prepared(
    sa.insert(key_date).values(
        petition_id=bindparam("petition_id"), on_date=bindparam("on_date"), what=bindparam("what")
    )
)
IS_SIGNED = Prepared(sa.select(signature.c.id).where(signature.c.petition_id == bindparam("petition_id")).limit(1))
LOCK = Prepared(sa.select(petition.c.id).where(petition.c.id == bindparam("petition_id")).with_for_update())
"""Fully, since a signature that waits for a moderator touches its petition by nothing but the reference to it."""
REMOVE_DAY = Prepared(sa.delete(key_date).where(_IS_DAY))


class DraftingParts:
    """The lists and the smaller facts of a petition, for its organizers to write."""

    def __init__(self, connection: Connection, share_links: ShareLinks) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection
        self._share_links = share_links

    def targets(self, petition_id: int) -> list[StoredTarget]:
        """Whom it asks and to whom it is handed, in the organizers' order."""
        rows = self._connection.all(TARGETS, petition_id=petition_id)
        return [
            StoredTarget(row.id, Target(row.office, row.person, row.district, row.is_addressed), row.is_delivered)
            for row in rows
        ]

    def add_target(self, petition_id: int, said: Target) -> bool:
        """One more, after all others; False where it stands there already."""
        last = max((row.position for row in self._connection.all(TARGETS, petition_id=petition_id)), default=-1)
        row = {"petition_id": petition_id, "position": last + 1, **_columns(said)}
        added = insert_into(self._connection.name, decision_maker).values(row).on_conflict_do_nothing()
        return self._connection.run(added) > 0

    def change_target(self, petition_id: int, target_id: int, said: Target) -> bool:
        """Say it otherwise; False where it is gone, or another one is said like this."""
        other = decision_maker.alias()
        alike = sa.select(other.c.id).where(
            other.c.petition_id == petition_id,
            other.c.id != target_id,
            *(other.c[name] == getattr(said, name) for name in _SHAPE),
        )
        changed = sa.update(decision_maker).where(_m.petition_id == petition_id, _m.id == target_id, ~sa.exists(alike))
        return self._connection.run(changed.values(_columns(said))) > 0

    def move_up(self, petition_id: int, target_id: int) -> bool:
        """Before the one above it; False where it is the first, or gone."""
        ids = [each.id for each in self.targets(petition_id)]
        place = ids.index(target_id) if target_id in ids else 0
        if place == 0:
            return False
        ids[place - 1 : place + 1] = [target_id, ids[place - 1]]
        for position, each in enumerate(ids):
            self._connection.run(PLACE_TARGET, of_petition=petition_id, of_id=each, to_position=position)
        return True

    def remove_target(self, petition_id: int, target_id: int) -> bool:
        """Take it out; False where it is gone, or the petition was handed over to it."""
        return self._connection.run(REMOVE_TARGET, of_petition=petition_id, of_id=target_id) > 0

    def days(self, petition_id: int) -> list[StoredDay]:
        """Days that matter, the earliest first."""
        rows = self._connection.all(DAYS, petition_id=petition_id)
        return [StoredDay(row.id, row.on_date, row.what) for row in rows]

    def add_day(self, petition_id: int, on: date, what: str) -> bool:
        """One more day; False where it stands there already."""
        if any((each.on, each.what) == (on, what) for each in self.days(petition_id)):
            return False
        self._connection.run(ADD_DAY, petition_id=petition_id, on_date=on, what=what)
        return True

    def remove_day(self, petition_id: int, day_id: int) -> bool:
        """Take it out; False where it is gone."""
        return self._connection.run(REMOVE_DAY, of_petition=petition_id, of_id=day_id) > 0

    def topics(self, most: int) -> list[str]:
        """The topics of public petitions, the most frequent first."""
        return topics_of(self._connection, most)

    def set_topics(self, found: Petition, topics: Sequence[str]) -> None:
        """These and no others."""
        wanted = [{"petition_id": found.id, "topic": topic} for topic in topics]
        rows = Rows(petition_topic, petition_topic.c.petition_id == found.id, ("topic",))
        rows.become(self._connection, wanted)
        self._renew_words(found)

    def set_co_signers(self, found: Petition, names: Sequence[str]) -> None:
        """Who stands behind it beside the organisation."""
        self._set(found, co_signers=list(names))
        self._renew_words(found)

    def set_ladder(self, found: Petition, goals: Sequence[int] | None) -> None:
        """Its own goals, or with None the usual ones."""
        self._set(found, ladder=list(goals) if goals else None)

    def set_closing(self, found: Petition, last: date | None) -> None:
        """The last day on which it can be signed, in its zone."""
        self._set(found, closes_at=end_of_day(last, found.zone) if last else None)

    def set_zone(self, found: Petition, zone: str) -> None:
        """Where its last day is meant, which stays the same day."""
        last = found.last_day
        self._set(found, zone=zone, closes_at=end_of_day(last, zone) if last else None)

    def set_line(self, found: Petition, name: str, value: str) -> None:
        """Its contact, its legal line or the address of its video; nothing stands for the organisation's own."""
        self._set(found, **{name: value})

    def is_signed(self, found: Petition) -> bool:
        """Whether anybody has signed it, here or elsewhere, also where that does not count yet."""
        return found.count > 0 or self._connection.first(IS_SIGNED, petition_id=found.id) is not None

    def is_signed_by_now(self, found: Petition) -> bool:
        """The same for who is about to change what nobody has signed: until then, nobody else signs it."""
        self._connection.first(LOCK, petition_id=found.id)
        return self.is_signed(found)

    def set_at_risk(self, found: Petition, *, at_risk: bool) -> bool:
        """Whether a signature may endanger somebody; False where it can't be taken back, since somebody has signed."""
        if not at_risk and self.is_signed_by_now(found):
            return False
        self._set(found, at_risk=at_risk)
        if at_risk:
            self._share_links.drop_all_of(found.id)
        return True

    def _set(self, found: Petition, **values: Any) -> None:
        self._connection.run(sa.update(petition).where(petition.c.id == found.id).values(values))

    def _renew_words(self, found: Petition) -> None:
        """A draft is found by no words."""
        if not found.is_draft:
            write_words(found.id, self._connection)


def _columns(said: Target) -> dict[str, Any]:
    return {**{name: getattr(said, name) for name in _SHAPE}, "is_addressed": said.is_addressed}
