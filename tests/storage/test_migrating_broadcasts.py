"""A store of the time before broadcasts were steered: what was told then is done, and can be corrected."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command

from storage.migrations.run import configuration, upgrade
from storage.tables.telling import broadcast
from tests.storage.migrating import in_an_old_store
from tests.stores import ENGINES, Stores

ROWS: dict[str, dict[str, Any]] = {
    "organisation": {"id": 1, "slug": "leeds", "name": "Leeds", "locale": "en", "zone": "UTC", "links": "[]"}
    | {"is_sample": False},
    "broadcast": {"id": 5, "organisation_id": 1, "title": "We move", "text": "To Hull.", "made_at": 1000},
    "alert": {"id": 7, "kind": "broadcast", "subject": "organisation:1", "occasion": "5", "raised_at": 1000},
}
"""As they were then."""


def migrated(connection: sa.Connection) -> tuple[Any, ...]:
    """How a broadcast stands that was told before."""
    command.upgrade(configuration(connection), "0015")
    for table, row in ROWS.items():
        names = ", ".join(row)
        added = f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in row)})"  # noqa: S608
        connection.execute(sa.text(added), row)
    upgrade(connection)
    found: Any = connection.execute(sa.select(broadcast)).one()
    return found.kind, found.state, found.alert_id, found.started_at == found.ended_at == found.made_at


@pytest.mark.parametrize("engine", ENGINES)
async def test_what_was_told_before_is_done_and_known_by_its_alert(engine: str, stores: Stores, tmp_path: Path) -> None:
    stands = await in_an_old_store("migrating_broadcasts", engine, stores, tmp_path, migrated)
    assert stands == ("broadcast", "done", 7, True)
