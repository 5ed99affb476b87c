"""The texts of a petition while they are written: those of a draft, or the ones that follow what is public.

What is public stands at the petition's version. The texts of the next one are copied from it at the first change, and
nobody but its organizers reads them until it is published.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, Row, insert_into
from storage.petition_rows import hash_of
from storage.petitions import Petition
from storage.tables.petitions import petition_text

IS_LOCALE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,4}){0,2}")
MARK_DIGITS = 8


class TextPart(StrEnum):
    """What is written of a petition in each language."""

    TITLE = "title"
    ASK = "ask"
    SUMMARY = "summary"
    STORY = "story"


def mark_of(value: str) -> str:
    """Names what somebody saw when they began to write something else; short enough for a button."""
    return hashlib.sha256(value.encode()).hexdigest()[:MARK_DIGITS]


@dataclass(frozen=True, slots=True)
class WorkingText:
    """A petition in one language, as far as it is written."""

    locale: str
    title: str
    ask: str
    summary: str
    story: str
    hash: str

    def part(self, part: TextPart) -> str:
        """What stands in one of its parts."""
        return str(getattr(self, part.value))

    def mark(self, part: TextPart) -> str:
        """Names what stands there."""
        return mark_of(self.part(part))


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else has written this part since: nothing was overwritten. `text` is what stands there now."""

    part: TextPart
    text: WorkingText


@dataclass(frozen=True, slots=True)
class Outline:
    """One language and what it still lacks."""

    locale: str
    missing: tuple[TextPart, ...]


_PARTS = tuple(part.value for part in TextPart)
_NAMES = ("locale", *_PARTS, "hash")
_t = petition_text.c
_OF = sa.and_(_t.petition_id == bindparam("petition_id"), _t.version == bindparam("at_version"))
_OF_ONE = sa.and_(_OF, _t.locale == bindparam("of_locale"))
HAS_VERSION = Prepared(sa.select(_t.locale).where(_OF).limit(1))
ONE = Prepared(sa.select(*(_t[name] for name in _NAMES)).where(_OF_ONE))
OUTLINES = Prepared(
    sa.select(_t.locale, *((sa.func.length(_t[name]) > 0).label(name) for name in _PARTS))
    .where(_OF)
    .order_by(_t.locale)
)
HASHES = Prepared(sa.select(_t.locale, _t.hash).where(_OF).order_by(_t.locale))
REMOVE = Prepared(sa.delete(petition_text).where(_OF_ONE))
COPY = Prepared(
    sa.insert(petition_text).from_select(
        ["petition_id", "version", *_NAMES],
        sa.select(_t.petition_id, bindparam("to_version", type_=sa.Integer), *(_t[name] for name in _NAMES)).where(_OF),
    )
)


def working_version(petition: Petition) -> int:
    """Which version of its texts is being written."""
    return petition.version if petition.is_draft else petition.version + 1


class DraftingTexts:
    """What organizers write, language by language."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def text(self, petition: Petition, locale: str) -> WorkingText | None:
        """What is written so far in one language; None where it has no text, and of what is no language at all."""
        if not IS_LOCALE.fullmatch(locale):
            return None
        at = self._standing_version(petition)
        row = self._connection.first(ONE, petition_id=petition.id, at_version=at, of_locale=locale)
        return None if row is None else WorkingText(**row._asdict())

    def outlines(self, petition: Petition) -> list[Outline]:
        """Its languages, and what each still lacks."""
        at = self._standing_version(petition)
        return [_outline(row) for row in self._connection.all(OUTLINES, petition_id=petition.id, at_version=at)]

    def is_changed(self, petition: Petition) -> bool:
        """Whether what is written differs from what is public; of a draft nothing is public."""
        public, written = (self._hashes(petition, at) for at in (petition.version, working_version(petition)))
        return not petition.is_draft and bool(written) and written != public

    def set_text(
        self, petition: Petition, locale: str, part: TextPart, value: str, seen: str
    ) -> WorkingText | Conflict | None:
        """Write one part where it is as somebody saw it (its mark); None where the language has no text."""
        standing = self.text(petition, locale)
        if standing is None:
            return None
        if standing.mark(part) != seen and standing.part(part) != value:
            return Conflict(part, standing)
        self._begin_version(petition)
        values = {name: getattr(standing, name) for name in _PARTS} | {part.value: value}
        values["hash"] = hash_of(**values)
        self._connection.run(sa.update(petition_text).where(*self._is(petition, locale)).values(values))
        return WorkingText(locale, **values)

    def add_language(self, petition: Petition, locale: str) -> bool:
        """An empty text in one more language; False where it has one."""
        self._begin_version(petition)
        values = dict.fromkeys(_PARTS, "")
        added = insert_into(self._connection.name, petition_text).values(
            petition_id=petition.id,
            version=working_version(petition),
            locale=locale,
            **values,
            hash=hash_of(**values),
        )
        return self._connection.run(added.on_conflict_do_nothing()) > 0

    def remove_language(self, petition: Petition, locale: str) -> bool:
        """Take a language out; False where it is the last one, or not there."""
        locales = [each.locale for each in self.outlines(petition)]
        if locale not in locales or len(locales) == 1:
            return False
        self._begin_version(petition)
        at = working_version(petition)
        return self._connection.run(REMOVE, petition_id=petition.id, at_version=at, of_locale=locale) > 0

    def _standing_version(self, petition: Petition) -> int:
        """The version that is being written, or as long as nothing of it is, the public one."""
        at = working_version(petition)
        return at if self._has(petition, at) else petition.version

    def _has(self, petition: Petition, at: int) -> bool:
        return self._connection.first(HAS_VERSION, petition_id=petition.id, at_version=at) is not None

    def _begin_version(self, petition: Petition) -> None:
        at = working_version(petition)
        if not self._has(petition, at):
            self._connection.run(COPY, petition_id=petition.id, at_version=petition.version, to_version=at)

    def _hashes(self, petition: Petition, at: int) -> list[tuple[str, str]]:
        rows = self._connection.all(HASHES, petition_id=petition.id, at_version=at)
        return [(row.locale, row.hash) for row in rows]

    def _is(self, petition: Petition, locale: str) -> tuple[Any, ...]:
        return (_t.petition_id == petition.id, _t.version == working_version(petition), _t.locale == locale)


def _outline(row: Row) -> Outline:
    return Outline(row.locale, tuple(part for part in TextPart if not getattr(row, part.value)))
