"""What stands in the store's tables."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from storage.nouns import Nouns
from storage.store import Store
from storage.tables.metadata import metadata


async def rows(store: Store, table: sa.Table, *, by: str = "id") -> list[Any]:
    """All rows of a table, in the order of a column."""
    return await store.read(lambda nouns: nouns.connection.all(sa.select(table).order_by(table.c[by])))


async def everything(store: Store) -> dict[str, list[Any]]:
    """All rows of all tables, encrypted values as they are."""

    def read_all(nouns: Nouns) -> dict[str, list[Any]]:
        ordered = {table.name: sa.select(table).order_by(*table.primary_key) for table in metadata.sorted_tables}
        return {name: [tuple(row) for row in nouns.connection.all(query)] for name, query in ordered.items()}

    return await store.read(read_all)
