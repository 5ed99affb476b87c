"""The texts of a petition while they are written: those of a draft, or the ones that follow what is public.

What is public stands at the petition's version. The texts of the next one are copied from it at the first change, and
nobody but its organizers reads them until it is published.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.asked import Asked
from storage.connection import Connection, Prepared, Row, insert_into
from storage.next_version import begin_next, has_texts, working_version
from storage.petition_rows import hash_of
from storage.petition_texts import Text, TextPart
from storage.petitions import Petition
from storage.tables.petitions import petition_text

IS_LOCALE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,4}){0,2}")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else has written this part since: nothing was overwritten. `text` is what stands there now."""

    part: TextPart
    text: Text


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
ONE = Prepared(sa.select(*(_t[name] for name in _NAMES)).where(_OF_ONE))
OUTLINES = Prepared(
    sa.select(_t.locale, *((sa.func.length(_t[name]) > 0).label(name) for name in _PARTS))
    .where(_OF)
    .order_by(_t.locale)
)
HASHES = Prepared(sa.select(_t.locale, _t.hash).where(_OF).order_by(_t.locale))
REMOVE = Prepared(sa.delete(petition_text).where(_OF_ONE))


class DraftingTexts:
    """What organizers write, language by language."""

    def __init__(self, connection: Connection, asked: Asked) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection
        self._asked = asked

    def text(self, petition: Petition, locale: str) -> Text | None:
        """What is written so far in one language; None where it has no text, and of what is no language at all."""
        if not IS_LOCALE.fullmatch(locale):
            return None
        at = self._standing_version(petition)
        row = self._connection.first(ONE, petition_id=petition.id, at_version=at, of_locale=locale)
        return None if row is None else Text(**row._asdict())

    def outlines(self, petition: Petition) -> list[Outline]:
        """Its languages, and what each still lacks."""
        at = self._standing_version(petition)
        return [_outline(row) for row in self._connection.all(OUTLINES, petition_id=petition.id, at_version=at)]

    def is_changed(self, petition: Petition) -> bool:
        """Whether what is written differs from what is public; of a draft nothing is public."""
        if petition.is_draft or not (written := self._hashes(petition, petition.version + 1)):
            return False
        asks, will_ask = (self._asked.at(petition, petition.version + more) for more in (0, 1))
        return written != self._hashes(petition, petition.version) or asks != will_ask

    def set_text(
        self, petition: Petition, locale: str, part: TextPart, value: str, seen: str
    ) -> Text | Conflict | None:
        """Write one part where it is as somebody saw it (its mark); None where the language has no text."""
        standing = self.text(petition, locale)
        if standing is None:
            return None
        if standing.mark(part) != seen and standing.part(part) != value:
            return Conflict(part, standing)
        begin_next(petition, self._connection)
        values = {name: getattr(standing, name) for name in _PARTS} | {part.value: value}
        values["hash"] = hash_of(**values)
        changed = sa.update(petition_text).where(*self._is(petition, locale))
        self._connection.run(changed.values(values | {"is_of_chat": True}))
        return Text(locale, **values)

    def add_language(self, petition: Petition, locale: str) -> bool:
        """An empty text in one more language; False where it has one."""
        begin_next(petition, self._connection)
        values = dict.fromkeys(_PARTS, "")
        added = insert_into(self._connection.name, petition_text).values(
            petition_id=petition.id,
            version=working_version(petition),
            locale=locale,
            **values,
            hash=hash_of(**values),
            is_of_chat=True,
        )
        return self._connection.run(added.on_conflict_do_nothing()) > 0

    def remove_language(self, petition: Petition, locale: str) -> bool:
        """Take a language out; False where it is the last one, or not there."""
        locales = [each.locale for each in self.outlines(petition)]
        if locale not in locales or len(locales) == 1:
            return False
        begin_next(petition, self._connection)
        at = working_version(petition)
        return self._connection.run(REMOVE, petition_id=petition.id, at_version=at, of_locale=locale) > 0

    def _standing_version(self, petition: Petition) -> int:
        """The version that is being written, or as long as nothing of it is, the public one."""
        at = working_version(petition)
        return at if has_texts(petition, at, self._connection) else petition.version

    def _hashes(self, petition: Petition, at: int) -> list[tuple[str, str]]:
        rows = self._connection.all(HASHES, petition_id=petition.id, at_version=at)
        return [(row.locale, row.hash) for row in rows]

    def _is(self, petition: Petition, locale: str) -> tuple[Any, ...]:
        return (_t.petition_id == petition.id, _t.version == working_version(petition), _t.locale == locale)


def _outline(row: Row) -> Outline:
    return Outline(row.locale, tuple(part for part in TextPart if not getattr(row, part.value)))
