"""A store of an earlier version finds its petitions by the words as they are folded now."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from storage.connection import CoreConnection
from storage.migrations.run import configuration, upgrade
from storage.nouns import Nouns
from storage.postgresql import postgresql_engine
from storage.sqlite import sqlite_engine
from storage.tables import petition, petition_text, petition_word
from tests.storage.planting import plant_organisation, plant_petition
from tests.stores import ENGINES, VAULT, Stores


def migrated(connection: sa.Connection) -> set[tuple[int, str]]:
    """The words after the step, of two petitions that were stored before it."""
    command.upgrade(configuration(connection), "0002")
    nouns = Nouns(CoreConnection(connection), VAULT)
    owner = plant_organisation(nouns, name="Ünion")
    first = plant_petition(
        nouns, "łódź", organisation_id=owner, topics=["東京都"], words=["stale"], co_signers=["Ben's"]
    )
    far = {"id": first + 1_200, "slug": "far", "code": "FAR", "state": "draft"}
    columns = [column for column in petition.c if column.name not in far]
    copied = sa.select(*(sa.literal(value) for value in far.values()), *columns).where(petition.c.id == first)
    connection.execute(sa.insert(petition).from_select([*far, *(column.name for column in columns)], copied))
    text = {"version": 1, "locale": "hi", "title": "हिन्दी", "ask": "", "summary": "", "story": "not told", "hash": ""}
    connection.execute(sa.insert(petition_text).values(petition_id=first + 1_200, **text))
    upgrade(connection)
    return {(row.petition_id - first, row.word) for row in connection.execute(sa.select(petition_word))}


@pytest.mark.parametrize("engine", ENGINES)
async def test_words_are_folded_anew(engine: str, stores: Stores, tmp_path: Path) -> None:
    words = await (_on_sqlite(tmp_path) if engine == "sqlite" else _on_postgresql(stores))
    near = {word for place, word in words if place == 0}
    assert near == {"lodz", "in", "en", "keep", "it", "東京", "京都", "都", "union", "ben", "s", "bens"}
    assert {word for place, word in words if place == 1_200} == {"हिन्दी", "union", "ben", "s", "bens"}


async def _on_sqlite(folder: Path) -> set[tuple[int, str]]:
    engine = sqlite_engine(folder / "old.db")
    with engine.begin() as connection:
        words = migrated(connection)
    engine.dispose()
    return words


async def _on_postgresql(stores: Stores) -> set[tuple[int, str]]:
    server = await asyncio.to_thread(stores.postgresql)
    await server.run("CREATE DATABASE migrating_words")
    engine = postgresql_engine(server.url("migrating_words"))
    async with engine.begin() as connection:
        words = await connection.run_sync(migrated)
    await engine.dispose()
    return words
