"""A column among many values that are bound as one, since a prepared statement holds no list that grows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Integer, Text, bindparam
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine


class Many(TypeDecorator[Iterable[Any]]):
    """Values of one type as one value: an array where the engine has such a thing, else JSON."""

    impl = Text
    cache_ok = True

    def __init__(self, of: TypeEngine[Any]) -> None:
        """`of` is the type of each: numbers or texts."""
        super().__init__()
        self.of = of

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """What the engine has."""
        return dialect.type_descriptor(ARRAY(self.of) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Iterable[Any] | None, dialect: Dialect) -> Any:
        """As the engine takes it."""
        values = list(value or ())
        return values if dialect.name == "postgresql" else json.dumps(values)


def among(engine: str, column: Any, name: str) -> Any:
    """Whether a column's value is among those that are bound under this name."""
    values = bindparam(name, type_=Many(BigInteger() if isinstance(column.type, Integer) else Text()))
    if engine == "postgresql":
        return column == sa.func.any(values)
    return column.in_(sa.select(sa.func.json_each(values).table_valued("value").c.value))
