"""Making the rows of a table the same as a list, by inserting, updating and deleting what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from storage.connection import Connection, insert_into

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Changes:
    """How many rows came, changed and went."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __add__(self, other: Changes) -> Changes:
        return Changes(self.added + other.added, self.changed + other.changed, self.removed + other.removed)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Difference:
    """What was done: the rows that came, those that changed with what is new of each, and how many of all."""

    added: Sequence[Values]
    changed: Sequence[tuple[Values, Values]]
    changes: Changes


@dataclass(frozen=True, slots=True)
class Rows:
    """Those rows of a table that meet a condition, told apart by their key columns."""

    table: sa.Table
    condition: sa.ColumnElement[bool]
    key: tuple[str, ...]

    def become(self, connection: Connection, wanted: Sequence[Values], *, keeps_others: bool = False) -> Difference:
        """Insert and update what is wanted, and delete all others unless they are kept."""
        stored = self._stored(connection, wanted)
        by_key = {self._key(values): values for values in wanted}
        added = [values for key, values in by_key.items() if key not in stored]
        if added:
            connection.many(insert_into(connection.name, self.table).on_conflict_do_nothing(), added)
        both = [key for key in by_key if key in stored]
        changed = [(by_key[key], new) for key in both if (new := self._update(connection, stored[key], by_key[key]))]
        gone = [] if keeps_others else [row for key, row in stored.items() if key not in by_key]
        for row in gone:
            connection.run(sa.delete(self.table).where(self._is(row)))
        return Difference(added, changed, Changes(len(added), len(changed), len(gone)))

    def _stored(self, connection: Connection, wanted: Sequence[Values]) -> dict[tuple[Any, ...], Values]:
        names = dict.fromkeys((*self.key, *(wanted[0] if wanted else ())))
        found = connection.all(sa.select(*(self.table.c[name] for name in names)).where(self.condition))
        rows = [dict(zip(names, row, strict=True)) for row in found]
        return {self._key(row): row for row in rows}

    def _update(self, connection: Connection, stored: Values, wanted: Values) -> Values:
        differing = {name: value for name, value in wanted.items() if stored[name] != value}
        if differing:
            connection.run(sa.update(self.table).where(self._is(stored)).values(differing))
        return differing

    def _is(self, row: Values) -> sa.ColumnElement[bool]:
        return sa.and_(self.condition, *(self.table.c[name] == row[name] for name in self.key))

    def _key(self, row: Values) -> tuple[Any, ...]:
        return tuple(row[name] for name in self.key)
