"""What organizers wrote down of handing over in a chat stays when a campaign file is loaded again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from storage.drafting_parts import Target
from storage.nouns import Nouns
from storage.store import Store
from tests.storage.loading.files import loaded, park
from tests.storage.planting import NOW

ON = date(2026, 5, 9)


def hand_over(nouns: Nouns, office: str) -> None:
    """Written down in a chat, to one whom the petition names or to a new one."""
    nouns.drafted_parts.add_target(1, Target(office=office, is_addressed=False))
    given = next(each for each in nouns.handing_over.all_of(1) if each.said.office == office)
    nouns.handing_over.record(1, replace(given, is_delivered=True, on=ON, place="City hall"), NOW)


async def handed(store: Store) -> list[tuple[str, date | None, str]]:
    """To whom, when and where."""
    found = await store.read(lambda nouns: nouns.handing_over.all_of(1))
    return sorted((each.said.office, each.on, each.place) for each in found if each.is_delivered and each.said.office)


@pytest.mark.parametrize("office", ["Clerk", "Usher"])
async def test_it_stays_unless_the_file_is_to_overwrite(store: Store, tmp_path: Path, office: str) -> None:
    await loaded(store, tmp_path, park())
    before = await handed(store)
    await store.turn(lambda nouns: hand_over(nouns, office))
    await loaded(store, tmp_path, park())
    assert (office, ON, "City hall") in await handed(store)
    assert not (await loaded(store, tmp_path, park())).changes
    await loaded(store, tmp_path, park(), overwrite=True)
    assert [each[:2] for each in await handed(store)] == [each[:2] for each in before]
