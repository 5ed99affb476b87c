"""The audit trail: added to, read newest first, sealed, and changed by nobody."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

import storage
from storage.members import Role
from storage.nouns import Nouns
from storage.store import Store
from storage.tables.organisations import audit
from tests.storage.planting import NOW, plant_organisation, rows
from tests.storage.test_members import join

WHY = "Ottokar asked for it by telephone."


def write_some(nouns: Nouns) -> None:
    ada, bo = join(nouns, "ada", Role.OWNER), join(nouns, "bo", Role.ORGANIZER)
    nouns.audit.write(1, "invited", NOW, role="owner")
    nouns.audit.write(1, "removed", NOW + timedelta(minutes=1), by=ada, subject="petition:3", about=bo, why=WHY)
    nouns.audit.write(plant_organisation(nouns, "york"), "invited", NOW)


async def test_entries_are_read_newest_first(store: Store) -> None:
    await store.turn(write_some)
    (newest, oldest), total = await store.read(lambda nouns: nouns.audit.of(1, 5))
    assert total == 2
    assert (newest.deed, newest.name, newest.role, newest.about) == ("removed", "Ada", "owner", "Bo")
    assert (newest.subject, newest.detail) == ("petition:3", {"why": WHY})
    assert (oldest.by, oldest.name, oldest.role, oldest.detail) == (None, "", "", {"role": "owner"})
    assert (await store.read(lambda nouns: nouns.audit.of(1, 5, 1)))[0] == [oldest]


async def test_what_was_done_in_one_turn_stays_in_its_order(store: Store) -> None:
    def write_many(nouns: Nouns) -> None:
        plant_organisation(nouns)
        for number in range(12):
            nouns.audit.write(1, "invited", NOW, subject=f"member:{number}")

    await store.turn(write_many)
    entries, _total = await store.read(lambda nouns: nouns.audit.of(1, 12))
    assert [entry.subject for entry in entries] == [f"member:{number}" for number in reversed(range(12))]


async def test_names_and_details_are_sealed(store: Store) -> None:
    await store.turn(write_some)
    sealed = await rows(store, sa.select(audit.c.name, audit.c.about, audit.c.detail).where(audit.c.about.is_not(None)))
    assert all(isinstance(value, bytes) and b"Ottokar" not in value for row in sealed for value in row)


def test_only_the_trail_itself_writes_to_it() -> None:
    """Beside adding: forgetting a person, uniting two, and taking out samples."""
    folder = Path(storage.__file__).parent
    writes = re.compile(r"sa\.(insert|update|delete)\(audit\)|insert_into\(\w+, audit\)")
    found = {path.name for path in folder.rglob("*.py") if writes.search(path.read_text())}
    assert found == {"audit.py", "moving_roles.py"}
    assert "sa.delete(audit)" not in (folder / "audit.py").read_text()
