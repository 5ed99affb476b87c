"""A store of the time when the ledger alone knew what campaign files brought: it is counted apart from then on."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from storage.additions import From
from storage.migrations.run import configuration, upgrade
from storage.tables.petitions import addition
from tests.storage.migrating import in_an_old_store
from tests.storage.test_migrating_retired import ORGANISATION, PETITION
from tests.stores import ENGINES, Stores

ENTERED = "INSERT INTO tally (petition_id, kind, amount, at) SELECT id, :kind, :amount, 7 FROM petition"


def migrated(connection: sa.Connection) -> list[tuple[str, int, int | None]]:
    """What stands among the additions."""
    command.upgrade(configuration(connection), "0016")
    connection.execute(sa.text(ORGANISATION), {"no": False})
    connection.execute(sa.text(PETITION), {"state": "open", "ends": None, "no": False})
    for kind, amount in (("imported", 120), ("signed", 1), ("imported", -20)):
        connection.execute(sa.text(ENTERED), {"kind": kind, "amount": amount})
    upgrade(connection)
    return [(row.kind, row.amount, row.corrects) for row in connection.execute(sa.select(addition).order_by("id"))]


@pytest.mark.parametrize("engine", ENGINES)
async def test_what_files_brought_stands_among_the_additions(engine: str, stores: Stores, tmp_path: Path) -> None:
    found = await in_an_old_store("migrating_imported", engine, stores, tmp_path, migrated)
    assert found == [(From.FILE, 120, None), (From.FILE, -20, None)]
