"""The peers: the bare drivers doing the same five statements for each signature, and nothing else.

They encrypt nothing, keep no futures and run no handlers; rows and indexes are those of the real tables.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import sqlite3
import time
from pathlib import Path
from typing import Any

from storage.sqlite import PRAGMAS

SEALED = os.urandom(60)
KEY = SEALED[:16]

HANDLED = "INSERT INTO handled (bot, id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING at"
SIGN = (
    "INSERT INTO signature (id, petition_id, supporter_id, state, held_for, visibility, name, place, place_key,"
    " reason_state, me_too, text_version, source, signed_at)"
    " VALUES (?, ?, ?, 'counted', '', 'name', ?, ?, ?, 'none', 0, 1, '', ?) ON CONFLICT DO NOTHING RETURNING id"
)
TALLY = "INSERT INTO tally (petition_id, kind, amount, at) VALUES (?, 'signed', 1, ?)"
BUMP = (
    "UPDATE petition SET count = count + 1, last_number = last_number + 1 WHERE id = ?"
    " RETURNING count, last_number, ladder"
)
NUMBER = "UPDATE signature SET number = ? WHERE id = ?"


def bare_sqlite(file: Path, petition_id: int, supporters: range, group: int) -> float:
    """Signatures a second of the sqlite3 driver, in durable groups with a savepoint for each signature."""
    driver = sqlite3.connect(file, isolation_level=None)
    for pragma in PRAGMAS:
        driver.execute(f"PRAGMA {pragma}")
    started = time.perf_counter()
    for first in range(supporters.start, supporters.stop, group):
        driver.execute("BEGIN IMMEDIATE")
        for supporter_id in range(first, min(first + group, supporters.stop)):
            _sign_bare(driver, petition_id, supporter_id)
        driver.execute("COMMIT")
    took = time.perf_counter() - started
    driver.close()
    return len(supporters) / took


def _sign_bare(driver: sqlite3.Connection, petition_id: int, supporter_id: int) -> None:
    signature_id = secrets.randbits(63)
    run = driver.execute
    run("SAVEPOINT turn")
    run(HANDLED, ("bare", str(supporter_id), supporter_id)).fetchall()
    run(SIGN, (signature_id, petition_id, supporter_id, SEALED, SEALED, KEY, supporter_id)).fetchall()
    run(TALLY, (petition_id, supporter_id))
    (row,) = run(BUMP, (petition_id,)).fetchall()
    run(NUMBER, (row[1], signature_id))
    run("RELEASE turn")


async def bare_asyncpg(url: str, petition_id: int, supporters: range, connections: int) -> float:
    """Signatures a second of asyncpg, one transaction each, over as many connections as the store has."""
    import asyncpg

    pool = await asyncpg.create_pool(url, min_size=connections, max_size=connections)
    queue = iter(supporters)

    async def work() -> None:
        async with pool.acquire() as connection:
            for supporter_id in queue:
                await _sign_asyncpg(connection, petition_id, supporter_id)

    started = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(connections)))
    took = time.perf_counter() - started
    await pool.close()
    return len(supporters) / took


async def _sign_asyncpg(connection: Any, petition_id: int, supporter_id: int) -> None:
    signature_id = secrets.randbits(63)
    async with connection.transaction():
        await connection.fetchrow(_numbered(HANDLED), "bare", str(supporter_id), supporter_id)
        values = (signature_id, petition_id, supporter_id, SEALED, SEALED, KEY, supporter_id)
        await connection.fetchrow(_numbered(SIGN), *values)
        await connection.execute(_numbered(TALLY), petition_id, supporter_id)
        row = await connection.fetchrow(_numbered(BUMP), petition_id)
        await connection.execute(_numbered(NUMBER), row[1], signature_id)


def _numbered(sql: str) -> str:
    """The same statement with PostgreSQL's numbered places."""
    parts = sql.split("?")
    return "".join(f"{part}${at}" for at, part in enumerate(parts[:-1], 1)) + parts[-1]
