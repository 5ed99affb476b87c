"""What a store function is given: something that executes statements, and cannot commit, roll back or close."""

from __future__ import annotations

import sqlite3
from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.elements import ClauseElement

Row = Any
"""A named tuple of the statement's columns."""
T = TypeVar("T")


class Connection(Protocol):
    """The one way to the database that handlers' nouns have. `name` is the engine's: `sqlite` or `postgresql`."""

    name: str

    def all(self, statement: Prepared | Executable, /, **values: Any) -> list[Row]:
        """Every row of the answer."""

    def first(self, statement: Prepared | Executable, /, **values: Any) -> Row | None:
        """The first row of the answer, or None."""

    def run(self, statement: Prepared | Executable, /, **values: Any) -> int:
        """Execute and return how many rows were touched."""

    def many(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
        """Execute once for each mapping; for pages of bulk work."""

    def taken_back(self, work: Callable[[], T], /) -> T:
        """What this work finds out; whatever it wrote is as it was before, and all else of the turn stays."""


class Prepared:
    """A Core statement kept as a module constant, compiled once for each engine instead of looked up at every call.

    On SQLite it then goes to the driver as it is: what Core adds to each execution costs five times what SQLite does.
    """

    def __init__(self, build: Callable[[str], Executable] | Executable) -> None:
        """`build` is the statement, or makes it for an engine's name where the two differ."""
        self._build = build
        self._statements: dict[str, Executable] = {}
        self._compiled: dict[str, Compiled] = {}

    def statement(self, engine: str) -> Executable:
        """The Core statement for this engine."""
        if engine not in self._statements:
            self._statements[engine] = self._build if isinstance(self._build, Executable) else self._build(engine)
        return self._statements[engine]

    def compiled(self, dialect: Dialect) -> Compiled:
        """The statement as this dialect's driver wants it."""
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = Compiled.of(self.statement(dialect.name), dialect)
        return found


Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Compiled:
    """SQL text for a driver with positional parameters, and how values go in and rows come out."""

    sql: str
    names: tuple[str, ...]
    defaults: Mapping[str, Any]
    binds: tuple[tuple[str, Convert], ...]
    make_row: Callable[[Sequence[Any]], Row] | None
    results: tuple[tuple[int, Convert], ...] = field(default=())

    @classmethod
    def of(cls, statement: Executable, dialect: Dialect) -> Compiled:
        """Compile for a dialect whose parameters are positional."""
        assert isinstance(statement, ClauseElement)
        compiled: Any = statement.compile(dialect=dialect)
        if "POSTCOMPILE" in str(compiled):
            raise ValueError("a prepared statement can't hold IN with a list; say or_")
        columns = compiled._result_columns
        binds = {
            name: bind.type.dialect_impl(dialect).bind_processor(dialect) for bind, name in compiled.bind_names.items()
        }
        required = {name for bind, name in compiled.bind_names.items() if bind.required}
        results = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
        return cls(
            sql=str(compiled),
            names=tuple(compiled.positiontup),
            defaults={name: value for name, value in compiled.params.items() if name not in required},
            binds=tuple((name, convert) for name, convert in binds.items() if convert),
            make_row=_row_maker([column.keyname for column in columns]),
            results=tuple((at, convert) for at, convert in enumerate(results) if convert),
        )

    def parameters(self, values: Mapping[str, Any]) -> list[Any]:
        """The values in the driver's order, converted; a value that is not named is an error of the caller."""
        given = {**self.defaults, **values}
        for name, convert in self.binds:
            given[name] = convert(given[name])
        return [given[name] for name in self.names]

    def row(self, raw: Sequence[Any]) -> Row:
        """One row of the driver as a named tuple of converted values."""
        assert self.make_row is not None
        if not self.results:
            return self.make_row(raw)
        values = list(raw)
        for at, convert in self.results:
            values[at] = convert(values[at])
        return self.make_row(values)


def _row_maker(names: list[str]) -> Callable[[Sequence[Any]], Row] | None:
    make: Any = namedtuple
    return make("Row", names)._make if names else None


class CoreConnection:
    """Over SQLAlchemy's own connection: PostgreSQL, and whatever is not prepared."""

    def __init__(self, connection: sa.Connection) -> None:
        """Hold the connection; whoever made it commits it."""
        self._connection = connection
        self.name = connection.dialect.name

    def all(self, statement: Prepared | Executable, /, **values: Any) -> list[Row]:
        """Every row of the answer."""
        return list(self._execute(statement, values))

    def first(self, statement: Prepared | Executable, /, **values: Any) -> Row | None:
        """The first row of the answer, or None."""
        return self._execute(statement, values).first()

    def run(self, statement: Prepared | Executable, /, **values: Any) -> int:
        """Execute and return how many rows were touched."""
        return self._execute(statement, values).rowcount

    def many(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> None:
        """Execute once for each mapping."""
        if rows:
            self._connection.execute(statement, list(rows))

    def taken_back(self, work: Callable[[], T], /) -> T:
        """What this work finds out; whatever it wrote is as it was before."""
        savepoint = self._connection.begin_nested()
        try:
            return work()
        finally:
            savepoint.rollback()

    def _execute(self, statement: Prepared | Executable, values: Mapping[str, Any]) -> sa.CursorResult[Any]:
        if isinstance(statement, Prepared):
            statement = statement.statement(self.name)
        return self._connection.execute(statement, values)


class SqliteConnection(CoreConnection):
    """Prepared statements go straight to the sqlite3 driver; everything else through Core, in the same transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        """Look through SQLAlchemy's connection to the driver's."""
        super().__init__(connection)
        self._dialect = connection.dialect
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        self._driver = driver

    def all(self, statement: Prepared | Executable, /, **values: Any) -> list[Row]:
        """Every row of the answer."""
        if not isinstance(statement, Prepared):
            return super().all(statement, **values)
        compiled = statement.compiled(self._dialect)
        return [compiled.row(raw) for raw in self._driver.execute(compiled.sql, compiled.parameters(values)).fetchall()]

    def first(self, statement: Prepared | Executable, /, **values: Any) -> Row | None:
        """The first row of the answer, or None."""
        if not isinstance(statement, Prepared):
            return super().first(statement, **values)
        compiled = statement.compiled(self._dialect)
        rows = self._driver.execute(compiled.sql, compiled.parameters(values)).fetchall()
        return compiled.row(rows[0]) if rows else None

    def run(self, statement: Prepared | Executable, /, **values: Any) -> int:
        """Execute and return how many rows were touched."""
        if not isinstance(statement, Prepared):
            return super().run(statement, **values)
        compiled = statement.compiled(self._dialect)
        return self._driver.execute(compiled.sql, compiled.parameters(values)).rowcount

    def taken_back(self, work: Callable[[], T], /) -> T:
        """The same by the driver's own savepoint: where SQLite gave up the transaction, the writer finds that out."""
        self._driver.execute("SAVEPOINT taken_back")
        try:
            found = work()
        except BaseException:
            with suppress(sqlite3.Error):
                self._take_back()
            raise
        self._take_back()
        return found

    def _take_back(self) -> None:
        self._driver.execute("ROLLBACK TO taken_back")
        self._driver.execute("RELEASE taken_back")


def insert_into(engine: str, table: sa.Table) -> Any:
    """The dialect's own INSERT, which alone knows ON CONFLICT."""
    if engine == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as sqlite_insert

        return sqlite_insert(table)
    from sqlalchemy.dialects.postgresql import insert as postgresql_insert

    return postgresql_insert(table)
