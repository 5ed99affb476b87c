"""An organizer at a keyboard, where a file is sent by its path."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from storage.members import Role
from tests.journeys.organizers import code_for
from tests.journeys.test_organizers_versions import planted
from tests.journeys.worlds import World, at_the_terminal
from tests.terminal_person import AtTheTerminal

pytestmark = at_the_terminal


@pytest.mark.parametrize("path", ["~/no/story.md", "./story.md", "/no/story of ours.md", "story.txt"])
async def test_a_mistyped_path_is_no_story(world: World, tmp_path: Path, path: str) -> None:
    park, cy, story = await planted(world), AtTheTerminal("cy"), tmp_path / "story.md"
    await asyncio.to_thread(story.write_text, "Children play there.")
    await cy.begins(world.dispatch().answer)
    await cy.commands(await code_for(world, Role.ORGANIZER))
    await cy.taps("Join")
    await cy.types("Cy")
    await cy.taps_to(f"pet_write:{park}:en:story")
    await cy.types(path)
    cy.sees("There is no file at this path. Look how it is written; nothing was saved.")
    await cy.types(str(story))
    cy.sees("20 characters are here so far.")
    await cy.ends()
