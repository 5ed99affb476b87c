"""The one `metadata` of all tables, and the parts that several of them are made of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Index, MetaData, Text, TextClause

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def random_id() -> Column[int]:
    """Made before the insert, since what is encrypted is bound to it."""
    return Column("id", BigInteger, primary_key=True, autoincrement=False)


def may_be_empty(name: str) -> Column[str]:
    """Text that need not be given."""
    return Column(name, Text, nullable=False, server_default="")


def index_of_some(
    name: str, *columns: Column[Any], where: ColumnElement[bool] | TextClause, is_unique: bool = False
) -> None:
    """An index of the few rows that a page or a duty asks for, so that all others cost nothing in it."""
    Index(f"ix_{name}", *columns, unique=is_unique, sqlite_where=where, postgresql_where=where)
