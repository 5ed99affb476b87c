"""Petitions: the ask, its state, its text in the reader's language, and the ways to find one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, Row
from storage.searching import prefix_range
from storage.tables import (
    organisation,
    petition,
    petition_text,
    petition_topic,
    petition_word,
    tally,
)

CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LETTERS = 6
RISING_WINDOW = timedelta(days=1)
BY_PEOPLE = ("signed", "withdrawn", "released", "held", "invalidated", "restored", "merged", "erased")
"""The ledger kinds that come of people here; what is imported or on paper does not make a petition rise."""


class State(StrEnum):
    """Where a petition stands."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    WON = "won"


@dataclass(frozen=True, slots=True)
class Petition:
    """A public petition as the reader sees it; `locale` is the language its text is in."""

    id: int
    slug: str
    code: str
    organisation_id: int
    organisation: str
    organisation_locale: str
    zone: str
    state: State
    is_open: bool
    started_on: date
    closes_at: datetime | None
    at_risk: bool
    is_sample: bool
    version: int
    locale: str
    title: str
    ask: str
    summary: str
    count: int
    ladder: tuple[int, ...] | None
    video: str
    co_signers: tuple[str, ...]

    @property
    def has_ended(self) -> bool:
        """Whether it speaks in the past tense: "asked"."""
        return not self.is_open


class Order(StrEnum):
    """How petitions are listed."""

    NEWEST = "newest"
    MOST_SIGNED = "most"
    RISING = "rising"
    CLOSING = "closing"
    WON = "won"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which petitions to list, and in which order."""

    order: Order = Order.NEWEST
    only_open: bool = False
    topic: str = ""
    organisation_id: int | None = None


def _text_in(locale: Any) -> Any:
    """The locale itself where the petition's present version has a text in it, else NULL."""
    other = petition_text.alias()
    found = sa.select(other.c.locale).where(
        other.c.petition_id == petition.c.id, other.c.version == petition.c.version, other.c.locale == locale
    )
    return found.correlate(petition, organisation).scalar_subquery()


def _any_text() -> Any:
    other = petition_text.alias()
    found = sa.select(sa.func.min(other.c.locale)).where(
        other.c.petition_id == petition.c.id, other.c.version == petition.c.version
    )
    return found.correlate(petition).scalar_subquery()


_best_locale = sa.func.coalesce(
    _text_in(bindparam("language", type_=sa.Text)), _text_in(organisation.c.locale), _any_text()
)
_columns: tuple[Any, ...] = (
    *(column for column in petition.c if column.name != "last_number"),
    organisation.c.name.label("organisation_name"),
    organisation.c.locale.label("organisation_locale"),
    organisation.c.zone,
    petition_text.c.locale,
    petition_text.c.title,
    petition_text.c.ask,
    petition_text.c.summary,
)
PUBLIC = (
    sa.select(*_columns)
    .join(organisation, organisation.c.id == petition.c.organisation_id)
    .join(
        petition_text,
        sa.and_(
            petition_text.c.petition_id == petition.c.id,
            petition_text.c.version == petition.c.version,
        ),
    )
    .where(petition.c.state != State.DRAFT.value, petition_text.c.locale == _best_locale)
)
FIND = Prepared(PUBLIC.where(petition.c.id == bindparam("petition_id")))
BY_CODE = Prepared(PUBLIC.where(petition.c.code == bindparam("code")))
STORY = Prepared(
    sa.select(petition_text.c.story).where(
        petition_text.c.petition_id == bindparam("petition_id"),
        petition_text.c.version == bindparam("version"),
        petition_text.c.locale == bindparam("locale"),
    )
)
OPEN_COUNT = Prepared(sa.select(sa.func.count().label("n")).where(petition.c.state == State.OPEN.value))
TOPICS = Prepared(
    sa.select(petition_topic.c.topic)
    .join(petition, petition.c.id == petition_topic.c.petition_id)
    .where(petition.c.state != State.DRAFT.value)
    .group_by(petition_topic.c.topic)
    .order_by(sa.func.count().desc(), petition_topic.c.topic)
    .limit(bindparam("most", type_=sa.Integer))
)


class Petitions:
    """The petitions anybody may read; a draft answers exactly like one that does not exist."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def find(self, petition_id: int, language: str, now: datetime) -> Petition | None:
        """A public petition by its id, in the nearest language there is, or None."""
        return _one(self._connection.first(FIND, petition_id=petition_id, language=language), now)

    def by_code(self, code: str, language: str, now: datetime) -> Petition | None:
        """A public petition by its six letters, or None; whatever else was typed asks the database nothing."""
        if len(code) != CODE_LETTERS or not (code.isascii() and code.isalpha()):
            return None
        return _one(self._connection.first(BY_CODE, code=code.upper(), language=language), now)

    def story(self, found: Petition) -> str:
        """The story below the ask, in Markdown."""
        row = self._connection.first(STORY, petition_id=found.id, version=found.version, locale=found.locale)
        return row.story if row else ""

    def listed(
        self, chosen: Filter, language: str, now: datetime, most: int, skip: int = 0
    ) -> tuple[list[Petition], int]:
        """One page of petitions in a steady order, and how many there are in all."""
        matching = PUBLIC.where(*_conditions(chosen, now))
        return self._page(_ordered(matching, chosen.order, now), matching, language, now, most, skip)

    def search(
        self, words: Sequence[str], language: str, now: datetime, most: int, skip: int = 0
    ) -> tuple[list[Petition], int]:
        """Petitions in which every folded word begins some word, most signed first, and how many there are."""
        matching = PUBLIC
        for word in words:
            low, high = prefix_range(word)
            found = sa.select(petition_word.c.petition_id).where(
                petition_word.c.word >= low, petition_word.c.word < high
            )
            matching = matching.where(petition.c.id.in_(found))
        ordered = matching.order_by(petition.c.count.desc(), petition.c.id.desc())
        return self._page(ordered, matching, language, now, most, skip)

    def _page(
        self,
        ordered: sa.Select[Any],
        matching: sa.Select[Any],
        language: str,
        now: datetime,
        most: int,
        skip: int,
    ) -> tuple[list[Petition], int]:
        rows = self._connection.all(ordered.limit(most).offset(skip), language=language)
        counted = sa.select(sa.func.count().label("n")).select_from(matching.subquery())
        total = self._connection.first(counted, language=language)
        return [_petition(row, now) for row in rows], total.n if total else 0

    def open_count(self) -> int:
        """How many petitions can be signed."""
        row = self._connection.first(OPEN_COUNT)
        return row.n if row else 0

    def topics(self, most: int) -> list[str]:
        """The topics of public petitions, the most frequent first."""
        return [row.topic for row in self._connection.all(TOPICS, most=most)]


def _conditions(chosen: Filter, now: datetime) -> list[Any]:
    conditions: list[Any] = []
    if chosen.order is Order.WON:
        conditions.append(petition.c.state == State.WON.value)
    if chosen.only_open or chosen.order in {Order.RISING, Order.CLOSING}:
        conditions.append(petition.c.state == State.OPEN.value)
    if chosen.order is Order.CLOSING:
        conditions.append(petition.c.closes_at > now)
    if chosen.topic:
        conditions.append(
            petition.c.id.in_(sa.select(petition_topic.c.petition_id).where(petition_topic.c.topic == chosen.topic))
        )
    if chosen.organisation_id is not None:
        conditions.append(petition.c.organisation_id == chosen.organisation_id)
    return conditions


def _ordered(matching: sa.Select[Any], order: Order, now: datetime) -> sa.Select[Any]:
    newest = (petition.c.started_on.desc(), petition.c.id.desc())
    if order is Order.MOST_SIGNED:
        return matching.order_by(petition.c.count.desc(), *newest)
    if order is Order.CLOSING:
        return matching.order_by(petition.c.closes_at, *newest)
    if order is Order.RISING:
        lately = sa.select(tally.c.petition_id, sa.func.sum(tally.c.amount).label("gained"))
        lately = lately.where(tally.c.at > now - RISING_WINDOW, tally.c.kind.in_(BY_PEOPLE)).group_by(
            tally.c.petition_id
        )
        gained = lately.subquery()
        joined = matching.outerjoin(gained, gained.c.petition_id == petition.c.id)
        return joined.order_by(sa.func.coalesce(gained.c.gained, 0).desc(), *newest)
    return matching.order_by(*newest)


def is_open(state: str, closes_at: datetime | None, now: datetime) -> bool:
    """Whether it can be signed: a day of closing that has come ends it by itself."""
    return state == State.OPEN and (closes_at is None or closes_at > now)


def _one(row: Row | None, now: datetime) -> Petition | None:
    return None if row is None else _petition(row, now)


def _petition(row: Row, now: datetime) -> Petition:
    state = State(row.state)
    return Petition(
        id=row.id,
        slug=row.slug,
        code=row.code,
        organisation_id=row.organisation_id,
        organisation=row.organisation_name,
        organisation_locale=row.organisation_locale,
        zone=row.zone,
        state=state,
        is_open=is_open(state, row.closes_at, now),
        started_on=row.started_on,
        closes_at=row.closes_at,
        at_risk=row.at_risk,
        is_sample=row.is_sample,
        version=row.version,
        locale=row.locale,
        title=row.title,
        ask=row.ask,
        summary=row.summary,
        count=row.count,
        ladder=None if row.ladder is None else tuple(row.ladder),
        video=row.video,
        co_signers=tuple(row.co_signers),
    )
