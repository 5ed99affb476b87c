"""Which petitions have all of the words: with few lookups, however common the words are.

Where one of the words is rare, its petitions are looked at; else the most signed petitions are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared
from storage.listing import IS_PUBLIC, MOST_SIGNED_FIRST, counted, is_among
from storage.searching import prefix_range
from storage.tables.petitions import petition, petition_word

MOST_OF_A_WORD = 2_000
"""A word that begins more entries than this is common."""
MOST_SEARCHED = 2_000
"""How many of the most signed petitions are looked at where all words are common."""

HOW_MANY = Prepared(
    sa.select(sa.func.count().label("n")).select_from(
        sa.select(petition_word.c.petition_id)
        .where(petition_word.c.word >= bindparam("low"), petition_word.c.word < bindparam("high"))
        .limit(MOST_OF_A_WORD)
        .subquery()
    )
)


@dataclass(frozen=True, slots=True)
class Matches:
    """Petitions by their ids, most signed first; not all where only the most signed were searched."""

    ids: Sequence[int]
    is_all: bool = True


def find_by_words(connection: Connection, words: Sequence[str]) -> Matches:
    """Petitions in which every folded word begins some word."""
    frequencies = {word: _frequency(connection, word) for word in words}
    if not frequencies or 0 in frequencies.values():
        return Matches(())
    rarest = min(frequencies, key=lambda word: frequencies[word])
    if frequencies[rarest] < MOST_OF_A_WORD:
        others = [word for word in words if word != rarest]
        return Matches(_ids(connection, _that_have(rarest), others))
    is_all = counted(connection, _most_signed(), MOST_SEARCHED) < MOST_SEARCHED
    return Matches(_ids(connection, _most_signed(), words), is_all)


def _frequency(connection: Connection, word: str) -> int:
    low, high = prefix_range(word)
    row = connection.first(HOW_MANY, low=low, high=high)
    return row.n if row else 0


def _ids(connection: Connection, among: sa.Select[Any], words: Sequence[str]) -> list[int]:
    """Those of some petitions that have all of the words, in order."""
    some = among.subquery()
    found = sa.select(some.c.id).where(*(is_among(_beginning(word, some.c.id), some) for word in words))
    return [row.id for row in connection.all(found.order_by(some.c.count.desc(), some.c.id.desc()))]


def _that_have(word: str) -> sa.Select[Any]:
    """The petitions of a rare word, each once."""
    entries = _beginning(word).limit(MOST_OF_A_WORD).subquery()
    once = sa.select(entries.c.petition_id).distinct().subquery()
    found = sa.select(petition.c.id, petition.c.count).join_from(once, petition, petition.c.id == once.c.petition_id)
    return found.where(IS_PUBLIC)


def _most_signed() -> sa.Select[Any]:
    public = sa.select(petition.c.id, petition.c.count).where(IS_PUBLIC)
    return public.order_by(*MOST_SIGNED_FIRST).limit(MOST_SEARCHED)


def _beginning(word: str, petition_id: sa.ColumnElement[int] | None = None) -> sa.Select[Any]:
    low, high = prefix_range(word)
    entries = sa.select(petition_word.c.petition_id).where(petition_word.c.word >= low, petition_word.c.word < high)
    return entries if petition_id is None else entries.where(petition_word.c.petition_id == petition_id)
