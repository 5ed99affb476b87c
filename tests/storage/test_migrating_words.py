"""A store of an earlier version finds its petitions by the words as they are folded now."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from storage.connection import CoreConnection
from storage.migrations.run import configuration, upgrade
from storage.nouns import Nouns
from storage.tables.petitions import petition, petition_text, petition_word
from tests.storage.migrating import in_an_old_store
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
    known = {column["name"] for column in sa.inspect(connection).get_columns("petition")}
    columns = [column for column in petition.c if column.name in known and column.name not in far]
    copied = sa.select(*(sa.literal(value) for value in far.values()), *columns).where(petition.c.id == first)
    connection.execute(sa.insert(petition).from_select([*far, *(column.name for column in columns)], copied))
    text = {"version": 1, "locale": "hi", "title": "हिन्दी", "ask": "", "summary": "", "story": "not told", "hash": ""}
    connection.execute(sa.insert(petition_text).values(petition_id=first + 1_200, **text))
    upgrade(connection)
    return {(row.petition_id - first, row.word) for row in connection.execute(sa.select(petition_word))}


@pytest.mark.parametrize("engine", ENGINES)
async def test_words_are_folded_anew(engine: str, stores: Stores, tmp_path: Path) -> None:
    words = await in_an_old_store("migrating_words", engine, stores, tmp_path, migrated)
    near = {word for place, word in words if place == 0}
    assert near == {"lodz", "in", "en", "keep", "it", "東京", "京都", "都", "union", "ben", "s", "bens"}
    assert {word for place, word in words if place == 1_200} == {"हिन्दी", "union", "ben", "s", "bens"}
