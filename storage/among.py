"""A column among many ids that are bound as one value, since a prepared statement holds no list that grows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Text, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine


class Ids(TypeDecorator[Iterable[int]]):
    """Ids as one value: an array where the engine has such a thing, else JSON."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """What the engine has."""
        return dialect.type_descriptor(ARRAY(BigInteger) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Iterable[int] | None, dialect: Dialect) -> Any:
        """As the engine takes it."""
        ids = list(value or ())
        return ids if dialect.name == "postgresql" else json.dumps(ids)


def among(engine: str, column: Any, name: str) -> Any:
    """Whether a column's value is among the ids that are bound under this name."""
    ids = bindparam(name, type_=Ids())
    if engine == "postgresql":
        return column == sa.func.any(ids)
    return column.in_(sa.select(sa.func.json_each(ids).table_valued("value").c.value))
