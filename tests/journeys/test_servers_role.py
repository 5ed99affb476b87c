"""The neutral role of a server: made by whoever manages it, taken and given back alone, and never a surprise."""

from __future__ import annotations

import pytest

from bot.platforms import Manner
from handlers.screens import Button, Screen, rows_of, to
from tests.discord_api import Channel, Interaction, Message, Person
from tests.discord_api.guilds import Role
from tests.discord_people import OnDiscord
from tests.journeys.discord_world import DiscordWorld
from tests.journeys.servers import puts_card, runs, seen, taps

pytestmark = pytest.mark.discord_alone
NAME = "Campaign news"
BUTTON = "News in this server"
MAKE = "Make a role for news"
RINGS = "To ring for that role I need"


@pytest.fixture
def general(world: DiscordWorld) -> Channel:
    """A channel where others look on, in a server in which the bot may manage roles."""
    world.server.gives(None, world.server.role("Helper", manage_roles=True))
    return world.server.channel("general")


@pytest.fixture
def olga(world: DiscordWorld) -> Person:
    """Who owns the server."""
    return world.owner


def role_of(world: DiscordWorld) -> Role | None:
    """The role, where it was made."""
    return next((role for role in world.server.guild.roles if role.name == NAME), None)


async def makes(world: DiscordWorld, who: Person, where: Channel) -> Interaction:
    """The role is asked for."""
    asked = await runs(world, who, "/card", where)
    return await taps(world, who, asked.last, MAKE)


async def card_with_role(world: DiscordWorld, where: Channel) -> Message:
    """A card in a server with the role."""
    card = await puts_card(world, world.owner, where)
    await makes(world, world.owner, where)
    await world.looks_after_cards()
    return card


async def test_olga_makes_a_role_that_may_do_nothing_and_the_cards_have_a_button(
    world: DiscordWorld, olga: Person, general: Channel
) -> None:
    card = await puts_card(world, olga, general)
    assert BUTTON not in card.labels
    made = await makes(world, olga, general)
    assert "The role is made." in made.last.text
    role = role_of(world)
    assert role is not None
    assert (role.permissions, role.is_mentionable, role.json["hoist"]) == (0, False, False)
    await world.looks_after_cards()
    assert BUTTON in card.labels
    assert seen(general) == [card]


async def test_ada_reads_who_would_see_it_then_takes_it_and_gives_it_back(
    world: DiscordWorld, ada: OnDiscord, general: Channel
) -> None:
    card = await card_with_role(world, general)
    role = role_of(world)
    assert role is not None
    told = await taps(world, ada.account, card, BUTTON)
    assert told.last.is_ephemeral
    assert "Members of this server can see who has the role “Campaign news”." in told.last.text
    assert told.last.labels == ["Take the role", "News by direct message"]
    assert not world.server.has(ada.account, role)
    taken = await taps(world, ada.account, told.last, "Take the role")
    assert "You have the role “Campaign news” now." in taken.last.text
    assert world.server.has(ada.account, role)
    again = await taps(world, ada.account, card, BUTTON)
    assert "Give it back" in again.last.labels
    back = await taps(world, ada.account, again.last, "Give it back")
    assert "You no longer have the role" in back.last.text
    assert not world.server.has(ada.account, role)


async def test_one_role_is_made_for_a_server_however_often_it_is_asked_for(
    world: DiscordWorld, olga: Person, general: Channel
) -> None:
    screens = [await runs(world, olga, "/card", general) for _time in range(2)]
    for asked in screens:
        await taps(world, olga, asked.last, MAKE)
    assert len([role for role in world.server.guild.roles if role.name == NAME]) == 1


async def test_without_the_right_one_sentence_names_it_and_nothing_is_kept(world: DiscordWorld, olga: Person) -> None:
    where = world.server.channel("general")
    told = await makes(world, olga, where)
    assert "Allow me “Manage Roles” in this server" in told.last.text
    assert role_of(world) is None
    world.server.gives(None, world.server.role("Helper", manage_roles=True))
    made = await taps(world, olga, told.last, MAKE)
    assert "The role is made." in made.last.text


async def test_trouble_is_not_told_as_a_missing_right(world: DiscordWorld, olga: Person, general: Channel) -> None:
    world.api.fails_next("POST /guilds/*/roles", error=403, code=40003, message="Too fast")
    told = await makes(world, olga, general)
    assert "Discord does not answer just now. Nothing was changed" in told.last.text
    made = await taps(world, olga, told.last, MAKE)
    assert "The role is made." in made.last.text


async def test_a_role_that_could_not_be_given_is_not_left_behind(world: DiscordWorld, olga: Person) -> None:
    world.server.everybody(manage_roles=True)
    for role in list(world.server.guild.members[world.api.world.bot.id].roles):
        world.server.deletes_role(role)
    told = await makes(world, olga, world.server.channel("general"))
    assert "keep my own role above" in told.last.text


async def test_a_right_that_was_lost_is_told_in_words_to_whoever_takes_the_role(
    world: DiscordWorld, ada: OnDiscord, general: Channel
) -> None:
    card = await card_with_role(world, general)
    told = await taps(world, ada.account, card, BUTTON)
    helper = next(role for role in world.server.guild.roles if role.name == "Helper")
    world.server.deletes_role(helper)
    refused = await taps(world, ada.account, told.last, "Take the role")
    assert "I may not give or take the role “Campaign news” here. Nothing was changed." in refused.last.text


async def test_a_role_that_somebody_deletes_takes_its_button_along(
    world: DiscordWorld, ada: OnDiscord, general: Channel
) -> None:
    card = await card_with_role(world, general)
    told = await taps(world, ada.account, card, BUTTON)
    role = role_of(world)
    assert role is not None
    world.server.deletes_role(role)
    await world.rests()
    gone = await taps(world, ada.account, told.last, "Take the role")
    assert "There is no role for news here." in gone.last.text
    await world.looks_after_cards()
    assert BUTTON not in card.labels


async def test_a_role_deleted_while_the_bot_was_away_is_noticed(
    world: DiscordWorld, ada: OnDiscord, general: Channel
) -> None:
    card = await card_with_role(world, general)
    role = role_of(world)
    assert role is not None
    await world.ends()
    world.server.guild.roles.remove(role)
    await world.begins()
    told = await taps(world, ada.account, card, BUTTON)
    gone = await taps(world, ada.account, told.last, "Take the role")
    assert "There is no role for news here." in gone.last.text


async def test_the_role_is_mentioned_only_where_those_who_have_it_hear_that(
    world: DiscordWorld, olga: Person, general: Channel
) -> None:
    made = await makes(world, olga, general)
    assert RINGS in made.last.text
    role = role_of(world)
    assert role is not None
    silent = await tells(world, general, role)
    assert (silent.pings, silent.text) == (set(), "## It is won.")
    world.server.lets(None, general, mention_everyone=True)
    await world.rests()
    rung = await tells(world, general, role)
    assert (rung.pings, rung.text) == ({role.id}, f"{role.mention}\n## It is won.")
    assert RINGS not in (await runs(world, olga, "/card", general)).last.text


async def tells(world: DiscordWorld, where: Channel, role: Role) -> Message:
    """How a petition ended comes to a channel."""
    screen = Screen("It is won.", rows=rows_of(Button("Show it", to("petition", 1))))
    await world.discord.deliver(f"channel/{where.id}", screen, Manner(calls=str(role.id)))
    return where.messages[-1]


async def test_olga_deletes_the_role_after_one_question(world: DiscordWorld, olga: Person, general: Channel) -> None:
    await card_with_role(world, general)
    asked = await runs(world, olga, "/card", general)
    sure = await taps(world, olga, asked.last, "Delete the role")
    assert role_of(world) is not None
    done = await taps(world, olga, sure.last, "Delete the role")
    assert MAKE in done.last.labels
    assert role_of(world) is None


async def test_who_manages_nothing_makes_no_role(world: DiscordWorld, ada: OnDiscord, general: Channel) -> None:
    world.server.offers_to_all("card")
    told = await runs(world, ada.account, "/card", general)
    assert MAKE not in told.last.labels


async def test_the_role_is_offered_nowhere_else(world: DiscordWorld, ada: OnDiscord) -> None:
    await ada.taps_to("role")
    ada.sees("There is no role for news here.")
