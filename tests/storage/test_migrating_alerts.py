"""A store of the time before alerts were told: what happened then is history, and who was there can be written to."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from storage.migrations.run import configuration, upgrade
from storage.tables.news import alert
from storage.tables.people import account
from tests.storage.migrating import in_an_old_store
from tests.storage.planting import NOW
from tests.stores import ENGINES, Stores

Migrated = tuple[list[str], dict[str, bool]]


def migrated(connection: sa.Connection) -> Migrated:
    """States of alerts, and who may be written to on which platform."""
    command.upgrade(configuration(connection), "0008")
    raised = {"kind": "victory", "subject": "petition:1", "occasion": "victory", "raised_at": NOW}
    connection.execute(sa.insert(alert).inline().values(raised))
    connection.execute(sa.text("INSERT INTO supporter (id, since) VALUES (1, 0)"))
    for number, platform in enumerate(("telegram", "discord")):
        old = {"id": number, "supporter_id": 1, "platform": platform, "reference": platform.encode(), "user_id": b""}
        connection.execute(sa.insert(account).inline().values(**old, address=b"", is_written_to=False))
    upgrade(connection)
    states = [row.state for row in connection.execute(sa.select(alert.c.state))]
    reached = {row.platform: row.is_written_to for row in connection.execute(sa.select(account))}
    return states, reached


@pytest.mark.parametrize("engine", ENGINES)
async def test_nobody_is_told_of_what_happened_before(engine: str, stores: Stores, tmp_path: Path) -> None:
    states, reached = await in_an_old_store("migrating_alerts", engine, stores, tmp_path, migrated)
    assert states == ["stale"]
    assert reached == {"telegram": True, "discord": False}
