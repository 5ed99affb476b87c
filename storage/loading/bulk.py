"""What comes in great numbers under one petition or story, in chunks: reasons and comments.

The id of such a row is made from the key and from what it says. So a row is found again without a look at its
encrypted values, two loads at once add it once, and without the key the id tells nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import sqlalchemy as sa

from storage.connection import Row, insert_into
from storage.loading.pages import Step
from storage.rows import Changes
from storage.store import Store
from storage.vault import Vault

if TYPE_CHECKING:
    from storage.nouns import Nouns

ROWS_A_STEP = 100
ROWS_A_READING = 1_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Bulk(Generic[T]):
    """Rows of one kind. `belong` says which ones a file owns under the petition or story of an id."""

    table: sa.Table
    owner: sa.Table
    belong: Callable[[int], sa.ColumnElement[bool]]
    id_of: Callable[[Vault, str, T], int]
    values: Callable[[Vault, int, int, T], dict[str, Any]]
    outdated: Callable[[Vault, Row, T], dict[str, Any]]

    def steps(self, slug: str, items: Sequence[T]) -> Iterator[Step]:
        """Writing all of these, in chunks."""
        for at in range(0, len(items), ROWS_A_STEP):
            chunk = items[at : at + ROWS_A_STEP]
            yield Step(len(chunk), partial(self._write, slug, chunk))

    async def clearing(self, store: Store, slug: str, items: Sequence[T]) -> list[Step]:
        """Taking out what a file no longer says, once all it says is written."""
        if await store.read(partial(self._count, slug)) == len(items):
            return []
        wanted: set[int] = set()
        for at in range(0, len(items), ROWS_A_READING):
            wanted |= await store.read(partial(self._ids, slug, items[at : at + ROWS_A_READING]))
        stale = await self._stored(store, slug) - wanted
        chunks = (sorted(stale)[at : at + ROWS_A_STEP] for at in range(0, len(stale), ROWS_A_STEP))
        return [Step(0, partial(self._remove, chunk)) for chunk in chunks]

    def _write(self, slug: str, items: Sequence[T], nouns: Nouns) -> Changes:
        wanted = {self.id_of(nouns.vault, slug, item): item for item in items}
        found = nouns.connection.all(sa.select(self.table).where(self.table.c.id.in_(wanted)))
        stored = {row.id: row for row in found}
        owner_id = self._owner(slug, nouns)
        added = [
            self.values(nouns.vault, owner_id, row_id, item) for row_id, item in wanted.items() if row_id not in stored
        ]
        if added:
            nouns.connection.many(insert_into(nouns.connection.name, self.table).on_conflict_do_nothing(), added)
        changed = sum(self._renew(row, wanted[row.id], nouns) for row in found)
        return Changes(len(added), changed)

    def _renew(self, row: Row, item: T, nouns: Nouns) -> bool:
        differing = self.outdated(nouns.vault, row, item)
        if differing:
            nouns.connection.run(sa.update(self.table).where(self.table.c.id == row.id).values(differing))
        return bool(differing)

    def _remove(self, ids: Sequence[int], nouns: Nouns) -> Changes:
        return Changes(removed=nouns.connection.run(sa.delete(self.table).where(self.table.c.id.in_(ids))))

    def _owner(self, slug: str, nouns: Nouns) -> int:
        found = nouns.connection.first(sa.select(self.owner.c.id).where(self.owner.c.slug == slug))
        assert found is not None, "the petition or story was written before"
        return int(found.id)

    def _count(self, slug: str, nouns: Nouns) -> int:
        mine = self.belong(self._owner(slug, nouns))
        counted = nouns.connection.first(sa.select(sa.func.count().label("n")).select_from(self.table).where(mine))
        return int(counted.n) if counted else 0

    def _ids(self, slug: str, items: Sequence[T], nouns: Nouns) -> set[int]:
        return {self.id_of(nouns.vault, slug, item) for item in items}

    async def _stored(self, store: Store, slug: str) -> set[int]:
        ids: list[int] = []
        while page := await store.read(partial(self._stored_page, slug, ids[-1] if ids else -1)):
            ids += page
        return set(ids)

    def _stored_page(self, slug: str, after: int, nouns: Nouns) -> list[int]:
        mine = self.belong(self._owner(slug, nouns))
        page = sa.select(self.table.c.id).where(mine, self.table.c.id > after)
        return [row.id for row in nouns.connection.all(page.order_by(self.table.c.id).limit(ROWS_A_READING))]


def row_id(keyed: bytes) -> int:
    """An id of 63 bits from a keyed hash."""
    return int.from_bytes(keyed[:8], "big") >> 1
