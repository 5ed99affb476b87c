"""What SQLite's result codes mean to us: the engine in trouble, or a turn that did something wrong."""

from __future__ import annotations

import sqlite3

from sqlalchemy import exc

TROUBLE_CODES = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOTADB,
}


def is_trouble(fault: BaseException | None) -> bool:
    """Whether the engine failed rather than the turn: full, busy, unreadable."""
    return _code_of(fault) in TROUBLE_CODES


def is_refusal(fault: BaseException | None) -> bool:
    """Whether a writing statement met a connection that only reads."""
    return _code_of(fault) == sqlite3.SQLITE_READONLY


def is_stopped(fault: BaseException | None) -> bool:
    """Whether a reader was stopped because its time was up."""
    return _code_of(fault) == sqlite3.SQLITE_INTERRUPT


def _code_of(fault: BaseException | None) -> int:
    """SQLite's primary result code, or 0."""
    if isinstance(fault, exc.DBAPIError):
        fault = fault.orig
    return getattr(fault, "sqlite_errorcode", 0) & 0xFF if isinstance(fault, sqlite3.Error) else 0


def name_of(fault: BaseException | None) -> str:
    """SQLite's own name for what went wrong, which holds nothing of anybody."""
    if isinstance(fault, exc.DBAPIError):
        fault = fault.orig
    return getattr(fault, "sqlite_errorname", type(fault).__name__)
