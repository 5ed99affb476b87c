"""Versions of a petition's texts: the one that is signed, those before it, and the one that is being written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alerts
from storage.asked import Asked
from storage.connection import Connection, Prepared, Row, insert_into
from storage.drafting_parts import Target
from storage.follows import subject_of
from storage.hearing import TEXT_CHANGED
from storage.marks import mark_of
from storage.petition_texts import Text
from storage.petition_words import write_words
from storage.petitions import Petition
from storage.tables.petitions import petition, petition_text, petition_version


@dataclass(frozen=True, slots=True)
class Said:
    """What one version says in each language, and whom it asks."""

    texts: Mapping[str, Text]
    asks: tuple[Target, ...]

    @property
    def mark(self) -> str:
        """Some letters that change with every part of it, for a button that promises what was shown."""
        hashes = (f"{locale}{text.hash}" for locale, text in sorted(self.texts.items()))
        return mark_of("".join((*hashes, *map(str, self.asks))))


@dataclass(frozen=True, slots=True)
class Version:
    """A version that was published; `is_material` where it asks something else than the one before."""

    number: int
    published_at: datetime
    is_material: bool
    note: str


_PETITION = bindparam("of_petition", type_=sa.Integer)
_NUMBER = bindparam("number", type_=sa.Integer)
_c = petition_version.c
TEXTS = Prepared(
    sa.select(petition_text)
    .where(petition_text.c.petition_id == _PETITION, petition_text.c.version == _NUMBER)
    .order_by(petition_text.c.locale)
)
FIND = Prepared(sa.select(petition_version).where(_c.petition_id == _PETITION, _c.version == _NUMBER))
PAGE = Prepared(
    sa.select(petition_version)
    .where(_c.petition_id == _PETITION, _c.version <= _NUMBER)
    .order_by(_c.version.desc())
    .limit(bindparam("most", type_=sa.Integer))
    .offset(bindparam("skip", type_=sa.Integer))
)
HOW_MANY = Prepared(
    sa.select(sa.func.count().label("n")).where(_c.petition_id == _PETITION, _c.version <= _NUMBER),
)
ADD = Prepared(
    lambda engine: (
        insert_into(engine, petition_version)
        .values({name: bindparam(name) for name in ("petition_id", "version", "published_at", "is_material", "note")})
        .on_conflict_do_nothing()
    )
)
_its = sa.update(petition).where(petition.c.id == _PETITION)
_is_written = sa.exists().where(
    petition_text.c.petition_id == petition.c.id, petition_text.c.version == petition.c.version + 1
)
BECOME = Prepared(
    _its.where(petition.c.version == _NUMBER, _is_written)
    .values(version=petition.c.version + 1)
    .returning(petition.c.version)
)
DISCARD = Prepared(
    sa.delete(petition_text).where(petition_text.c.petition_id == _PETITION, petition_text.c.version == _NUMBER)
)
ASK_AGAIN = Prepared(_its.values(asks_since=petition.c.version, asked_again=petition.c.count, confirmed=0))


class Versions:
    """What a petition says, said, and is about to say."""

    def __init__(self, connection: Connection, asked: Asked) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection
        self._asked = asked

    def texts(self, petition_id: int, number: int) -> dict[str, Text]:
        """A version's texts by language; whoever asks has found the petition first."""
        rows = self._connection.all(TEXTS, of_petition=petition_id, number=number)
        return {row.locale: _text(row) for row in rows}

    def said(self, found: Petition, number: int) -> Said:
        """All of one version."""
        return Said(self.texts(found.id, number), self._asked.at(found, number))

    def public(self, found: Petition) -> Said:
        """What is signed now, or of a draft what will be."""
        return self.said(found, found.version)

    def written(self, found: Petition) -> Said | None:
        """What is being written in place of what is public; None where nothing differs from that."""
        then = self.said(found, found.version + 1)
        return then if then.texts and then.mark != self.public(found).mark else None

    def find(self, petition_id: int, number: int) -> Version | None:
        """How a version was published, where that is known."""
        row = self._connection.first(FIND, of_petition=petition_id, number=number)
        return None if row is None else _version(row)

    def of(self, found: Petition, most: int, skip: int = 0) -> tuple[list[Version], int]:
        """One page of those that were published, the newest first, and how many there are."""
        asked = {"of_petition": found.id, "number": found.version}
        total = self._connection.first(HOW_MANY, **asked)
        rows = self._connection.all(PAGE, most=most, skip=skip, **asked)
        return [_version(row) for row in rows], total.n if total else 0

    def begin(self, found: Petition, now: datetime) -> None:
        """Its first published version."""
        self._write(found.id, found.version, "", now, is_material=False)

    def was_brought(self, petition_id: int, number: int, now: datetime) -> None:
        """A campaign file brought this version; what it changes, nobody has said."""
        self._write(petition_id, number, "", now, is_material=False)

    def publish(self, found: Petition, note: str, now: datetime, *, is_material: bool) -> int | None:
        """What was written is signed from now on; None where another came in between, or there is none.

        Where it is material, all who signed before are asked whether their signature still holds.
        """
        row = self._connection.first(BECOME, of_petition=found.id, number=found.version)
        if row is None:
            return None
        self._asked.publish(found)
        self._write(found.id, row.version, note, now, is_material=is_material)
        write_words(found.id, self._connection)
        if is_material:
            self._connection.run(ASK_AGAIN, of_petition=found.id)
            Alerts(self._connection).raise_once(TEXT_CHANGED, subject_of(found.id), str(row.version), now)
        return int(row.version)

    def discard(self, found: Petition) -> bool:
        """Forget what was written in place of what is public; False where nothing was."""
        self._asked.discard(found)
        return self._connection.run(DISCARD, of_petition=found.id, number=found.version + 1) > 0

    def _write(self, petition_id: int, number: int, note: str, now: datetime, *, is_material: bool) -> None:
        values = {"petition_id": petition_id, "version": number, "published_at": now}
        self._connection.run(ADD, **values, is_material=is_material, note=note)


def _text(row: Row) -> Text:
    return Text(row.locale, row.title, row.ask, row.summary, row.story, row.hash)


def _version(row: Row) -> Version:
    return Version(row.version, row.published_at, row.is_material, row.note)
