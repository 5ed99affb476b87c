"""What an operator reads of how petitions stand: the same as their organizers, and as data."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from bot.commands import status
from storage import signed_lately
from storage.nouns import Nouns
from storage.showing import Showing
from storage.tables.petitions import petition
from tests.bot.commands.running import Home
from tests.storage.planting import NOW, plant_organisation, plant_petition, remembered


def plant(nouns: Nouns, *, at_risk: bool = False, signs: int = 13) -> None:
    """A petition of an organisation, which some have signed."""
    owner = plant_organisation(nouns, name="Park \x1b[31mfriends")
    park = plant_petition(nouns, "park", organisation_id=owner, at_risk=at_risk)
    found = nouns.petitions.find(park, "en", NOW)
    assert found is not None
    for n in range(signs):
        person = remembered(nouns, "terminal", f"p{n}", "", NOW)
        nouns.signatures.add(found, person.id, Showing(), NOW)


def planted(home: Home, *, at_risk: bool = False) -> None:
    _does(home, partial(plant, at_risk=at_risk))


def _does(home: Home, work: Callable[[Nouns], object]) -> None:
    async def in_store() -> None:
        async with home.opened() as store:
            await store.turn(work)

    asyncio.run(in_store())


def test_it_prints_what_organizers_see(home: Home) -> None:
    planted(home)
    said = home.does("status")
    assert said.exit_code == 0
    for line in ("park in en", "13 have signed. Next goal 100.", "Nothing was told of it yet."):
        assert line in said.stdout
    assert "\x1b" not in said.stdout, "no name speaks to the terminal"


def test_as_data(home: Home) -> None:
    planted(home)
    (given,) = (json.loads(line) for line in home.does("status", "leeds", "--json").stdout.splitlines())
    (park,) = given["petitions"]
    assert (given["organisation"], given["petitions_in_all"]) == ("leeds", 1)
    assert (park["code"], park["signatures"], park["waiting"], park["last_told_on"]) == ("PARK", 13, 0, None)


def test_at_risk_in_whole_tens(home: Home) -> None:
    planted(home, at_risk=True)
    said, data = (home.does("status", "leeds", *how).stdout for how in ((), ("--json",)))
    assert "At least 10 have signed." in said
    assert "13" not in said.replace("13:", "")
    (park,) = json.loads(data)["petitions"]
    assert (park["signatures"], park["last_24_hours"], park["next_goal_at_this_pace"]) == (10, None, None)


def test_where_nobody_signs_the_next_goal_is_known_all_the_same(home: Home) -> None:
    planted(home)
    (park,) = json.loads(home.does("status", "leeds", "--json").stdout)["petitions"]
    assert (park["next_goal"], park["next_goal_at_this_pace"]) == (100, None)


def test_more_than_is_read_is_not_told_as_all(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signed_lately, "MOST_READ", 5)
    monkeypatch.setattr(status, "now", lambda: NOW + timedelta(hours=1))
    planted(home)
    (park,) = json.loads(home.does("status", "leeds", "--json").stdout)["petitions"]
    assert (park["last_24_hours"], park["last_24_hours_is_all"]) == (5, False)


def test_an_organisation_that_is_not_there(home: Home) -> None:
    planted(home)
    said = home.does("status", "nowhere")
    assert said.exit_code == 2
    assert "There is no organisation 'nowhere'." in said.output


def test_nothing_runs(home: Home) -> None:
    planted(home)
    over = sa.update(petition).values(state="closed")
    _does(home, lambda nouns: nouns.connection.run(over))
    said = home.does("status")
    assert (said.exit_code, said.stdout.strip()) == (0, "No organisation runs a petition that can be signed.")
    assert home.does("status", "--json").stdout == ""
    assert "No petition of it can be signed just now." in home.does("status", "leeds").stdout


def test_the_samples_say_that_they_are(home: Home) -> None:
    said = home.does("status").stdout
    assert "How GetEQUAL stands" in said
    assert "Sample campaign: nothing is delivered" in said
