"""The piles in which things wait for an organisation's moderators, and the questions that read them.

Each is read by an index of what is held, petition by petition, however much a raid has left; counting ends early.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import EPOCH, Instant
from storage.comments import CommentState
from storage.connection import Prepared
from storage.decisions import Thing
from storage.showing import ReasonState, SignatureState
from storage.tables.moderating import report, taken
from storage.tables.petitions import petition
from storage.tables.signing import IS_HELD_REASON, IS_HELD_SIGNATURE, signature
from storage.tables.stories import IS_HELD_COMMENT, comment, story

_NOT_SHOWN = (SignatureState.HELD.value, SignatureState.INVALIDATED.value)


class Pile(StrEnum):
    """What waits, in the order in which it is shown: what others see already first, what a raid brings last.

    The letters stand in buttons.
    """

    SHOWN_REASONS = "x"
    SHOWN_COMMENTS = "y"
    REASONS = "r"
    COMMENTS = "c"
    SIGNATURES = "s"
    ALL = "a"

    @property
    def thing(self) -> Thing:
        """What each of it is."""
        if self is Pile.SIGNATURES:
            return Thing.SIGNATURE
        return Thing.COMMENT if self in (Pile.COMMENTS, Pile.SHOWN_COMMENTS) else Thing.REASON

    @property
    def piles(self) -> tuple[Pile, ...]:
        """Itself, or all there are."""
        return tuple(pile for pile in Pile if pile is not Pile.ALL) if self is Pile.ALL else (self,)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which of it: of one pile or all, under one petition or all (0)."""

    organisation_id: int
    pile: Pile = Pile.ALL
    petition_id: int = 0


_org = bindparam("organisation_id", type_=sa.Integer)
_petition = bindparam("petition_id", type_=sa.Integer)
_me, _now = bindparam("me", type_=sa.BigInteger), bindparam("now", type_=Instant())
_most = bindparam("most", type_=sa.Integer)


@dataclass(frozen=True, slots=True)
class _Source:
    """A pile's table, whose petition or story it is, since when it waits, and the words of its index."""

    table: sa.Table
    owner: sa.Table
    key: str
    since: str
    waits: str
    first: Any

    @property
    def is_here(self) -> tuple[Any, ...]:
        """In the organisation, and of one petition where only that is asked for."""
        its_petition = self.owner.c.id if self.owner is petition else self.owner.c.petition_id
        return self.owner.c.organisation_id == _org, sa.or_(_petition == 0, its_petition == _petition)


SOURCES: Mapping[Pile, _Source] = {
    Pile.REASONS: _Source(signature, petition, "petition_id", "signed_at", IS_HELD_REASON, EPOCH),
    Pile.SIGNATURES: _Source(signature, petition, "petition_id", "signed_at", IS_HELD_SIGNATURE, EPOCH),
    Pile.COMMENTS: _Source(comment, story, "story_id", "posted_on", IS_HELD_COMMENT, date.min),
    Pile.SHOWN_REASONS: _Source(signature, petition, "petition_id", "", ReasonState.PUBLISHED.value, EPOCH),
    Pile.SHOWN_COMMENTS: _Source(comment, story, "story_id", "", CommentState.PUBLISHED.value, EPOCH),
}


def _is_for_me(pile: Pile, table: Any) -> tuple[Any, ...]:
    """Nobody decides on their own words, nor on what somebody else looks at."""
    by_others = sa.select(taken.c.subject_id).where(
        taken.c.kind == pile.thing.value, taken.c.until > _now, taken.c.supporter_id != _me
    )
    return sa.or_(table.c.supporter_id.is_(None), table.c.supporter_id != _me), table.c.id.not_in(by_others)


def _words(waits: str, name: str) -> str:
    """What an index is of, said of a table under this name."""
    return " AND ".join(f"{name}.{term}" for term in waits.split(" AND "))


def _beyond(name: str, since: Any, key: Any) -> Any:
    place = sa.tuple_(bindparam(f"{name}_since", type_=since.type), bindparam(f"{name}_id", type_=sa.BigInteger))
    return sa.tuple_(since, key) > place if name == "after" else sa.tuple_(since, key) <= place


def _has_held(waits: str) -> Any:
    """Whether the first petition from this one on that has any is this one: read in the order of the index alone."""
    each = signature.alias("each")
    first = (
        sa.select(each.c.petition_id)
        .where(each.c.petition_id >= petition.c.id, sa.text(_words(waits, "each")))
        .order_by(each.c.petition_id, each.c.signed_at, each.c.id)
        .limit(1)
    )
    return first.correlate(petition).scalar_subquery() == petition.c.id


def _first_held(pile: Pile) -> Prepared:
    """The first after a place; of each petition or story the index gives one.

    What comes next in the index may be of another petition: no other index has this order, so that none is walked
    in its stead.
    """
    source = SOURCES[pile]
    each = source.table.alias("each")
    since = each.c[source.since]
    after = bindparam("after_since", type_=since.type), bindparam("after_id", type_=sa.BigInteger)
    place = sa.tuple_(source.owner.c.id, *after)
    its_first = (
        sa.select(each.c.id)
        .where(sa.tuple_(each.c[source.key], since, each.c.id) > place, sa.text(_words(source.waits, "each")))
        .where(*_is_for_me(pile, each))
        .order_by(each.c[source.key], since, each.c.id)
        .limit(1)
        .correlate(source.owner)
        .scalar_subquery()
    )
    found = sa.select(source.table, source.owner.c.organisation_id).select_from(source.owner)
    is_its = source.table.c[source.key] == source.owner.c.id
    found = found.join(source.table, sa.and_(source.table.c.id == its_first, is_its)).where(*source.is_here)
    return Prepared(found.order_by(source.table.c[source.since], source.table.c.id).limit(1))


def _shown(pile: Pile) -> Any:
    """Reported, and still to be seen: the first report of each that nobody has decided."""
    source = SOURCES[pile]
    earlier = report.alias("earlier")
    before = sa.tuple_(earlier.c.reported_at, earlier.c.id) < sa.tuple_(report.c.reported_at, report.c.id)
    is_same = sa.and_(earlier.c.kind == report.c.kind, earlier.c.subject_id == report.c.subject_id)
    has_earlier = sa.exists().where(is_same, ~earlier.c.is_settled, before)
    state = source.table.c.reason_state if source.table is signature else source.table.c.state
    counts = () if source.table is comment else tuple(signature.c.state != each for each in _NOT_SHOWN)
    return (
        sa.select(source.table, source.owner.c.organisation_id, report.c.reported_at, report.c.id.label("report_id"))
        .select_from(report)
        .join(source.table, source.table.c.id == report.c.subject_id)
        .join(source.owner, source.owner.c.id == source.table.c[source.key])
        .where(report.c.kind == pile.thing.value, sa.text("NOT report.is_settled"))
        .where(state == source.waits, ~has_earlier, *counts, *source.is_here)
    )


def _first_shown(pile: Pile) -> Prepared:
    source = SOURCES[pile]
    later = _beyond("after", report.c.reported_at, report.c.id)
    found = _shown(pile).where(later, *_is_for_me(pile, source.table))
    return Prepared(found.order_by(report.c.reported_at, report.c.id).limit(1))


def _held(pile: Pile) -> tuple[Any, Any]:
    """All of it, without an order; and where each has its place."""
    source = SOURCES[pile]
    each = source.table.alias("each")
    found = sa.select(sa.literal(1).label("one")).select_from(source.owner)
    found = found.join(each, each.c[source.key] == source.owner.c.id)
    place = _beyond("until", each.c[source.since], each.c.id)
    return found.where(sa.text(_words(source.waits, "each")), *source.is_here), place


def _counting(pile: Pile, *, until: bool) -> Prepared:
    """How many there are, or up to a place, counted to `most`."""
    if SOURCES[pile].since:
        found, place = _held(pile)
    else:
        found = _shown(pile).with_only_columns(sa.literal(1).label("one"))
        place = _beyond("until", report.c.reported_at, report.c.id)
    some = (found.where(place) if until else found).limit(_most).subquery()
    return Prepared(sa.select(sa.func.count().label("n")).select_from(some))


FIRST = {pile: (_first_held if SOURCES[pile].since else _first_shown)(pile) for pile in Pile.ALL.piles}
HOW_MANY = {pile: _counting(pile, until=False) for pile in Pile.ALL.piles}
UP_TO = {pile: _counting(pile, until=True) for pile in Pile.ALL.piles}
PETITIONS = Prepared(
    sa.select(petition.c.id)
    .where(petition.c.organisation_id == _org, sa.or_(_has_held(IS_HELD_SIGNATURE), _has_held(IS_HELD_REASON)))
    .order_by(petition.c.started_on.desc(), petition.c.id.desc())
    .limit(_most)
)
