"""A test copy always comes: by message, by the one letter that was asked for, or on the screen itself."""

from __future__ import annotations

import pytest

from storage.members import Role
from tests.discord_people import OnDiscord
from tests.journeys.discord_world import DiscordWorld
from tests.journeys.organizers import code_for
from tests.journeys.test_organizers_versions import organizes, planted
from tests.journeys.worlds import World, at_the_terminal
from tests.terminal_person import AtTheTerminal

COPY = "This is a test copy; you alone were sent it."


@at_the_terminal
async def test_at_a_terminal_it_is_printed(world: World) -> None:
    park, cy = await planted(world), AtTheTerminal("cy")
    await cy.begins(world.dispatch().answer)
    await cy.commands(await code_for(world, Role.ORGANIZER))
    await cy.taps("Join")
    await cy.types("Cy")
    await cy.taps_to(f"pet_test:{park}")
    cy.sees(COPY, "parkxy in en", "Keep it.")
    await cy.taps("See how it looks")
    cy.sees("This is a draft; nobody else sees it.")
    await cy.ends()


@pytest.mark.discord_alone
async def test_on_discord_it_is_the_one_message_that_was_asked_for(world: DiscordWorld, ada: OnDiscord) -> None:
    await organizes(world, ada)
    park = await planted(world)
    await ada.taps_to(f"pet_test:{park}")
    assert any(COPY in each.text for each in ada.account.dm.messages)
    assert any("A test is on its way to you alone: Discord." in each.text for each in ada.chat)
    assert not await world.store.read(lambda nouns: nouns.supporters.is_written_to("discord", str(ada.account.id)))


@pytest.mark.discord_alone
async def test_where_discord_refuses_it_is_said_how_to_allow_it(world: DiscordWorld, ada: OnDiscord) -> None:
    await organizes(world, ada)
    park = await planted(world)
    ada.account.closes_dms()
    await ada.taps_to(f"pet_test:{park}")
    ada.sees("Discord does not let me write to you. Allow messages from this server")
    assert not any(COPY in each.text for each in ada.account.dm.messages)
