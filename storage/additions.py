"""Signatures that were not made here: from paper, from other lists, and those that a campaign file brought.

Each is a row beside its row of the ledger, in one transaction. What turns out wrong is put right by one more row, with
the difference and a note of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, Row
from storage.ledger import Count, Kind, Ledger
from storage.tables.petitions import addition


class From(StrEnum):
    """Where they were made; the words stand in rows for years."""

    PAPER = "paper"
    LIST = "imported"
    FILE = "loaded"


ENTERED = {From.PAPER: Kind.PAPER, From.LIST: Kind.IMPORTED, From.FILE: Kind.IMPORTED}
"""How the ledger calls what is added."""


@dataclass(frozen=True, slots=True)
class Addition:
    """What was added at once; `amount` as it was entered, `stands` as it is since it was put right."""

    id: int
    petition_id: int
    kind: From
    amount: int
    stands: int
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody put right, by how many, and why."""

    by: int
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NotHere:
    """How many of a petition's signatures were not made here."""

    on_paper: int = 0
    on_lists: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.on_paper + self.on_lists


_c = addition.c
_other = addition.alias()
_put_right = sa.func.coalesce(
    sa.select(sa.func.sum(_other.c.amount))
    .where(_other.c.petition_id == _c.petition_id, _other.c.corrects == _c.id)
    .scalar_subquery(),
    0,
)
_ITS = _c.petition_id == bindparam("petition_id", type_=sa.Integer)
_IS_ENTRY = sa.and_(_ITS, _c.corrects.is_(None), _c.kind != From.FILE.value)
ENTRIES = sa.select(addition, (_c.amount + _put_right).label("stands")).where(_IS_ENTRY)
PAGE = Prepared(
    ENTRIES.order_by(_c.id.desc())
    .limit(bindparam("most", type_=sa.Integer))
    .offset(bindparam("skip", type_=sa.Integer))
)
HOW_MANY = Prepared(sa.select(sa.func.count().label("n")).where(_IS_ENTRY))
FIND = Prepared(ENTRIES.where(_c.id == bindparam("addition_id", type_=sa.Integer)))
CORRECTIONS = Prepared(
    sa.select(addition).where(_ITS, _c.corrects == bindparam("addition_id", type_=sa.Integer)).order_by(_c.id.desc())
)
SUMS = Prepared(sa.select(_c.kind, sa.func.sum(_c.amount).label("n")).where(_ITS).group_by(_c.kind))
_NAMES = ("petition_id", "kind", "amount", "note", "at", "corrects")
ADD = Prepared(sa.insert(addition).values({name: bindparam(name, type_=addition.c[name].type) for name in _NAMES}))


class Additions:
    """What is counted with the signatures that were made here, and apart from them."""

    def __init__(self, connection: Connection, ledger: Ledger) -> None:
        """Speaks over the turn's connection; counts change by the ledger alone."""
        self._connection = connection
        self._ledger = ledger

    def add(self, petition_id: int, kind: From, amount: int, note: str, now: datetime) -> Count:
        """So many more, from there; how the petition stands then."""
        self._add(petition_id, kind, amount, note, now)
        return self._ledger.enter(petition_id, ENTERED[kind], amount, now)

    def correct(self, found: Addition, stands: int, note: str, now: datetime) -> Count | None:
        """There are that many of them in truth; None where that is what stands there."""
        difference = stands - found.stands
        if not difference:
            return None
        self._add(found.petition_id, found.kind, difference, note, now, corrects=found.id)
        return self._ledger.enter(found.petition_id, Kind.CORRECTED, difference, now)

    def loaded(self, petition_id: int) -> int:
        """How many the loads of campaign files have brought so far."""
        return self._sums(petition_id).get(From.FILE, 0)

    def not_here(self, petition_id: int) -> NotHere:
        """How many were made on paper, and how many on other lists or where a campaign file counted them."""
        sums = self._sums(petition_id)
        return NotHere(sums.get(From.PAPER, 0), sums.get(From.LIST, 0) + sums.get(From.FILE, 0))

    def of(self, petition_id: int, most: int, skip: int = 0) -> tuple[list[Addition], int]:
        """One page of what organizers added, the newest first, and how many such entries there are."""
        rows = self._connection.all(PAGE, petition_id=petition_id, most=most, skip=skip)
        total = self._connection.first(HOW_MANY, petition_id=petition_id)
        return [_addition(row) for row in rows], int(total.n) if total else 0

    def find(self, petition_id: int, addition_id: int) -> Addition | None:
        """One of them."""
        row = self._connection.first(FIND, petition_id=petition_id, addition_id=addition_id)
        return None if row is None else _addition(row)

    def corrections(self, found: Addition) -> list[Correction]:
        """What was put right of it, the newest first."""
        rows = self._connection.all(CORRECTIONS, petition_id=found.petition_id, addition_id=found.id)
        return [Correction(row.amount, row.note, row.at) for row in rows]

    def _sums(self, petition_id: int) -> dict[str, int]:
        return {row.kind: int(row.n) for row in self._connection.all(SUMS, petition_id=petition_id)}

    def _add(
        self, petition_id: int, kind: From, amount: int, note: str, now: datetime, *, corrects: int | None = None
    ) -> None:
        values: dict[str, Any] = {"kind": kind.value, "amount": amount, "note": note, "at": now, "corrects": corrects}
        self._connection.run(ADD, petition_id=petition_id, **values)


def _addition(row: Row) -> Addition:
    return Addition(row.id, row.petition_id, From(row.kind), row.amount, int(row.stands), row.note, row.at)
