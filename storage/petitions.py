"""Petitions: the ask, its state, its text in the reader's language, and the ways to find one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, Row
from storage.finding import find_by_words
from storage.listing import IS_OPEN, IS_PUBLIC, MOST_LISTED, Filter, counted, how_many, ids_of, topics_of
from storage.petition_rows import CODE_LETTERS
from storage.standing import State, is_open
from storage.tables.organisations import organisation
from storage.tables.petitions import petition, petition_text
from storage.zones import OWN_ZONE


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
    contact: str
    legal_line: str
    holds_new: bool
    """Whether new signatures wait until somebody has looked at them."""
    retired_for: str
    retired_at: datetime | None
    asks_since: int
    """The version since which it asks what it asks now."""
    asked_again: int
    confirmed: int
    """How many signers of earlier versions were asked whether it still holds, and how many said so."""

    @property
    def is_draft(self) -> bool:
        """Whether its organizers alone know of it."""
        return self.state is State.DRAFT

    @property
    def has_ended(self) -> bool:
        """Whether it speaks in the past tense: "asked"."""
        return not self.is_open

    def today(self, now: datetime) -> date:
        """The day it is where its organisation is."""
        return now.astimezone(ZoneInfo(self.zone)).date()

    @property
    def last_day(self) -> date | None:
        """The last day on which it can be signed, where its organisation is; midnight ends the day before."""
        if self.closes_at is None:
            return None
        return (self.closes_at.astimezone(ZoneInfo(self.zone)) - timedelta(microseconds=1)).date()


class Found(NamedTuple):
    """What a search brings: one page, how many were found, and whether all petitions were searched."""

    petitions: list[Petition]
    total: int
    is_all: bool


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
    *(column for column in petition.c if column.name not in {"last_number", "zone"}),
    organisation.c.name.label("organisation_name"),
    organisation.c.locale.label("organisation_locale"),
    OWN_ZONE.label("zone"),
    petition_text.c.locale,
    petition_text.c.title,
    petition_text.c.ask,
    petition_text.c.summary,
)
ANY = (
    sa.select(*_columns)
    .join(organisation, organisation.c.id == petition.c.organisation_id)
    .join(
        petition_text,
        sa.and_(
            petition_text.c.petition_id == petition.c.id,
            petition_text.c.version == petition.c.version,
        ),
    )
    .where(petition_text.c.locale == _best_locale)
)
PUBLIC = ANY.where(IS_PUBLIC)
FIND_ANY = Prepared(ANY.where(petition.c.id == bindparam("petition_id")))
FIND = Prepared(PUBLIC.where(petition.c.id == bindparam("petition_id")))
BY_CODE = Prepared(PUBLIC.where(petition.c.code == bindparam("code")))
STORY = Prepared(
    sa.select(petition_text.c.story).where(
        petition_text.c.petition_id == bindparam("petition_id"),
        petition_text.c.version == bindparam("version"),
        petition_text.c.locale == bindparam("locale"),
    )
)


class Petitions:
    """The petitions anybody may read; a draft answers exactly like one that does not exist."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def find(self, petition_id: int, language: str, now: datetime) -> Petition | None:
        """A public petition by its id, in the nearest language there is, or None."""
        return _one(self._connection.first(FIND, petition_id=petition_id, language=language), now)

    def find_any(self, petition_id: int, language: str, now: datetime) -> Petition | None:
        """The same of drafts too, for their organizers alone."""
        return _one(self._connection.first(FIND_ANY, petition_id=petition_id, language=language), now)

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
        """One page of petitions in a steady order, and how many are listed: at MOST_LISTED there may be more."""
        ids = ids_of(self._connection, chosen, now, most, skip)
        return self._shown(ids, language, now), how_many(self._connection, chosen, now)

    def search(self, words: Sequence[str], language: str, now: datetime, most: int, skip: int = 0) -> Found:
        """Petitions in which every folded word begins some word, most signed first."""
        found = find_by_words(self._connection, words)
        return Found(self._shown(found.ids[skip : skip + most], language, now), len(found.ids), found.is_all)

    def those(self, ids: Sequence[int], language: str, now: datetime) -> list[Petition]:
        """These petitions in this order, drafts too: for their organizers alone."""
        return self._of(ANY, ids, language, now)

    def _shown(self, ids: Sequence[int], language: str, now: datetime) -> list[Petition]:
        """These petitions, in this order."""
        return self._of(PUBLIC, ids, language, now)

    def _of(self, among: sa.Select[Any], ids: Sequence[int], language: str, now: datetime) -> list[Petition]:
        if not ids:
            return []
        rows = self._connection.all(among.where(petition.c.id.in_(ids)), language=language)
        by_id = {row.id: row for row in rows}
        return [_petition(by_id[petition_id], now) for petition_id in ids if petition_id in by_id]

    def open_count(self, most: int = MOST_LISTED) -> int:
        """How many petitions can be signed, counted up to `most`."""
        return counted(self._connection, sa.select(petition.c.id).where(IS_OPEN), most)

    def topics(self, most: int) -> list[str]:
        """The topics of public petitions, the most frequent first: at most so many, in the order of the alphabet."""
        return topics_of(self._connection, most)


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
        contact=row.contact,
        legal_line=row.legal_line,
        holds_new=row.holds_new,
        retired_for=row.retired_for,
        retired_at=row.retired_at,
        asks_since=row.asks_since,
        asked_again=row.asked_again,
        confirmed=row.confirmed,
    )
