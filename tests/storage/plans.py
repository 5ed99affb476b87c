"""How an engine would answer what is asked of it: by which indexes, and whether it would sort or read whole tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.base import Executable

from storage.connection import Connection, Prepared
from storage.nouns import Nouns

EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN"}
# The tables of a test are so small that PostgreSQL would rather read them whole.
UNWANTED = ("seqscan", "sort", "incremental_sort", "bitmapscan", "hashjoin", "mergejoin")
WHOLE = re.compile(r"^SCAN (?:petition|tally)\w*(?! USING)$|Seq Scan on", re.MULTILINE)
SORTED = re.compile(r"USE TEMP B-TREE FOR ORDER BY|\bSort\b")


@dataclass
class Explaining:
    """A connection that writes down the plan of every question, and then asks it."""

    connection: Connection
    plans: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Is called like the connection behind it."""
        self.name = self.connection.name

    def all(self, statement: Prepared | Executable, /, **values: Any) -> list[Any]:
        """Every row of the answer."""
        self._explain(statement, values)
        return self.connection.all(statement, **values)

    def first(self, statement: Prepared | Executable, /, **values: Any) -> Any:
        """The first row of the answer."""
        self._explain(statement, values)
        return self.connection.first(statement, **values)

    def run(self, statement: Prepared | Executable, /, **values: Any) -> int:
        """What is asked here only reads."""
        raise NotImplementedError

    def many(self, statement: Executable, rows: Any) -> None:
        """What is asked here only reads."""
        raise NotImplementedError

    def taken_back(self, work: Callable[[], Any], /) -> Any:
        """What is asked here only reads."""
        raise NotImplementedError

    def _explain(self, statement: Prepared | Executable, values: dict[str, Any]) -> None:
        asked: Any = statement.statement(self.name) if isinstance(statement, Prepared) else statement
        plain = asked.params(values).compile(dialect=self._dialect, compile_kwargs={"literal_binds": True})
        explained = sa.text(f"{EXPLAIN[self.name]} {str(plain).replace('%%', '%').replace(':', chr(92) + ':')}")
        self.plans.append("\n".join(str(row[-1]) for row in self.connection.all(explained)))

    @property
    def _dialect(self) -> Any:
        return self.connection._connection.dialect  # type: ignore[attr-defined]


def plan_of(nouns: Nouns, ask: Callable[[Nouns], object]) -> str:
    """The plans of all that is asked on the way."""
    if nouns.connection.name == "postgresql":
        for node in UNWANTED:
            nouns.connection.run(sa.text(f"SET LOCAL enable_{node} = off"))
    explaining = Explaining(nouns.connection)
    ask(Nouns(explaining, nouns.vault))
    return "\n".join(explaining.plans)


@dataclass
class Writing:
    """A connection that keeps every statement in its order, and then runs it."""

    connection: Connection
    statements: list[Prepared | Executable] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Is called like the connection behind it."""
        self.name = self.connection.name

    def all(self, statement: Prepared | Executable, /, **values: Any) -> list[Any]:
        """Every row of the answer."""
        self.statements.append(statement)
        return self.connection.all(statement, **values)

    def first(self, statement: Prepared | Executable, /, **values: Any) -> Any:
        """The first row of the answer."""
        self.statements.append(statement)
        return self.connection.first(statement, **values)

    def run(self, statement: Prepared | Executable, /, **values: Any) -> int:
        """How many rows were touched."""
        self.statements.append(statement)
        return self.connection.run(statement, **values)

    def many(self, statement: Executable, rows: Any) -> None:
        """Once for each of them."""
        self.statements.append(statement)
        self.connection.many(statement, rows)

    def taken_back(self, work: Callable[[], Any], /) -> Any:
        """What this work finds out, with nothing left of it."""
        return self.connection.taken_back(work)
