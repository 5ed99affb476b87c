"""Who did what is told by a name that nobody else in the organisation takes, also after somebody has left."""

from __future__ import annotations

import json

import pytest

from storage.members import Role
from tests.journeys.organizers import answers, code_for, goes_to_desk, joins, opens_member
from tests.journeys.worlds import World
from tests.people import Supporter

TAKEN = "Somebody else here has this name or had it: choose another one. Nothing was saved."


@pytest.mark.parametrize("name", ["Ada", "aDA", "Áda", "A-da", "ada."])
async def test_nobody_joins_under_the_name_of_a_member(world: World, ada: Supporter, bo: Supporter, name: str) -> None:
    await joins(ada, await code_for(world), "Ada")
    await bo.types(await code_for(world, Role.MODERATOR))
    await bo.taps("Join")
    await answers(bo, name=name)
    bo.sees(TAKEN)
    await answers(bo, name="Ada B.")
    bo.sees("The others see you as Ada B..")


async def test_nor_under_that_of_somebody_who_has_left(world: World, ada: Supporter, bo: Supporter) -> None:
    await joins(ada, await code_for(world), "Ada")
    await joins(bo, await code_for(world, Role.MODERATOR), "Bo")
    await opens_member(ada, "Bo")
    for _ in range(2):
        await ada.taps("Remove…" if "Remove…" in ada.screen.labels else "Remove")
    cy = world.person("cy")
    await cy.types(await code_for(world, Role.MODERATOR))
    await cy.taps("Join")
    await answers(cy, name="bo")
    cy.sees(TAKEN)
    await joins(bo, await code_for(world, Role.MODERATOR), "Bo")


async def test_the_file_tells_members_apart_by_a_mark(world: World, ada: Supporter, bo: Supporter) -> None:
    await joins(ada, await code_for(world), "Ada")
    await joins(bo, await code_for(world, Role.MODERATOR), "Bo")
    await opens_member(ada, "Bo")
    for _ in range(2):
        await ada.taps("Make organizer")
    await goes_to_desk(ada)
    for label in ("More", "What was done", "Keep it as a file"):
        await ada.taps(label)
    changed, bos, adas = (json.loads(line) for line in ada.file(".jsonl").decode().splitlines())
    assert len({"", adas["member"], bos["member"]}) == 3
    assert (changed["member"], changed["about_member"]) == (adas["member"], bos["member"])


async def test_help_leads_members_alone_to_what_organizers_do(world: World, ada: Supporter, bo: Supporter) -> None:
    await joins(ada, await code_for(world), "Ada")
    await ada.commands("/help")
    ada.sees("/organize: Run campaigns")
    await ada.taps("Help for organizers")
    ada.sees("Who may do what")
    await bo.commands("/help")
    bo.does_not_see("/organize")
    bo.sees_no_button("Help for organizers")
