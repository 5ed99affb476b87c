"""A store of the time when retiring took the place of the closing day: the moment is told apart from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command

from storage.columns import EPOCH, MILLISECOND
from storage.migrations.run import configuration, upgrade
from storage.tables.petitions import petition
from tests.storage.migrating import in_an_old_store
from tests.storage.planting import NOW
from tests.stores import ENGINES, Stores

ORGANISATION = """
INSERT INTO organisation (id, slug, name, locale, zone, links, is_sample)
VALUES (1, 'a', 'A', 'en', 'UTC', '[]', :no)
"""
PETITION = """
INSERT INTO petition
(slug, code, organisation_id, state, started_on, closes_at, at_risk, video, co_signers, version, is_sample)
VALUES (:state, :state, 1, :state, '2026-03-01', :ends, :no, '', '[]', 1, :no)
"""


def migrated(connection: sa.Connection) -> dict[str, tuple[Any, Any]]:
    """When each was retired and when it closes."""
    command.upgrade(configuration(connection), "0015")
    connection.execute(sa.text(ORGANISATION), {"no": False})
    for state in ("retired", "open"):
        ends = (NOW - EPOCH) // MILLISECOND
        connection.execute(sa.text(PETITION), {"state": state, "ends": ends, "no": False})
    upgrade(connection)
    rows = connection.execute(sa.select(petition))
    return {row.state: (row.retired_at, row.closes_at) for row in rows}


@pytest.mark.parametrize("engine", ENGINES)
async def test_a_retired_one_knows_when(engine: str, stores: Stores, tmp_path: Path) -> None:
    told = await in_an_old_store("migrating_retired", engine, stores, tmp_path, migrated)
    assert told == {"retired": (NOW, None), "open": (None, NOW)}
