"""A card that somebody posts where they are, knowing who sees that; and a card that somebody reports."""

from __future__ import annotations

import pytest

from tests.discord_api import Channel, Interaction
from tests.discord_people import OnDiscord
from tests.journeys.campaigns import COUNTED, MARRIAGE
from tests.journeys.discord_world import DiscordWorld
from tests.journeys.servers import puts_card, runs, seen, taps

pytestmark = pytest.mark.discord_alone


@pytest.fixture
def general(world: DiscordWorld) -> Channel:
    """A channel where others look on."""
    return world.server.channel("general")


async def asks(world: DiscordWorld, ada: OnDiscord, where: Channel, code: str = MARRIAGE) -> Interaction:
    """Ada wants to post a card."""
    shared = await runs(world, ada.account, f"/share petition:{code}", where)
    return await taps(world, ada.account, shared.last, "Post here")


async def test_ada_reads_that_all_see_who_posted_then_posts_the_card(
    world: DiscordWorld, ada: OnDiscord, bo: OnDiscord, general: Channel
) -> None:
    asked = await asks(world, ada, general)
    assert asked.last.is_ephemeral
    assert "Everybody here sees its card, and that you posted it." in asked.last.text
    assert seen(general) == []
    done = await taps(world, ada.account, asked.last, "Post it")
    (card,) = seen(general)
    assert card.labels == ["Sign", "Read the story", "More"]
    assert "Its card stands here now." in asked.last.text
    assert not done.changed_for_others
    petition = await taps(world, bo.account, card, "Sign")
    assert petition.last.is_ephemeral
    signed = await taps(world, bo.account, petition.last, COUNTED)
    assert "You are signer number 12,031." in signed.last.text


async def test_the_same_tap_that_comes_twice_posts_once(world: DiscordWorld, ada: OnDiscord, general: Channel) -> None:
    asked = await asks(world, ada, general)
    done = await taps(world, ada.account, asked.last, "Post it")
    world.api.world.gateway.dispatch("INTERACTION_CREATE", done.json)
    await world.rests()
    assert len(seen(general)) == 1


async def test_at_risk_ada_is_told_what_others_may_take_it_for(
    world: DiscordWorld, ada: OnDiscord, general: Channel
) -> None:
    await world.begins_petitions("RYSKAA", at_risk=True)
    asked = await asks(world, ada, general, "RYSKAA")
    assert "They may take it that you support it." in asked.last.text


async def test_what_could_not_be_posted_is_told_so(world: DiscordWorld, ada: OnDiscord, general: Channel) -> None:
    asked = await asks(world, ada, general)
    world.api.fails_next("POST /webhooks/*", error=403, code=50013, message="No")
    await taps(world, ada.account, asked.last, "Post it")
    assert "It could not be posted here. Nothing was sent." in asked.last.text
    assert seen(general) == []


async def test_what_was_cut_off_may_stand_there(world: DiscordWorld, ada: OnDiscord, general: Channel) -> None:
    asked = await asks(world, ada, general)
    world.api.loses_next_answer("POST /webhooks/*")
    await taps(world, ada.account, asked.last, "Post it")
    assert "I can't tell whether it was posted. Look in the channel." in asked.last.text
    assert len(seen(general)) == 1


async def test_two_quick_taps_post_once(world: DiscordWorld, ada: OnDiscord, general: Channel) -> None:
    asked = await asks(world, ada, general)
    first, second = await ada.account.taps(asked.last, "Post it"), await ada.account.taps(asked.last, "Post it")
    await first.shown()
    await second.shown()
    await world.rests()
    assert len(seen(general)) == 1
    again = await taps(world, ada.account, asked.last, "Post here")
    await taps(world, ada.account, again.last, "Post it")
    assert len(seen(general)) == 2


async def test_who_may_not_write_somewhere_posts_nothing_there(
    world: DiscordWorld, ada: OnDiscord, general: Channel
) -> None:
    asked = await asks(world, ada, general)
    world.server.lets(world.server.guild.everyone, general, send_messages=False)
    await taps(world, ada.account, asked.last, "Post it")
    assert "It could not be posted here. Nothing was sent." in asked.last.text
    assert seen(general) == []
    shared = await runs(world, ada.account, f"/share petition:{MARRIAGE}", general)
    assert "Post here" not in shared.last.labels


async def test_where_others_are_not_shown_it_nothing_is_said_to_stand_there(
    world: DiscordWorld, ada: OnDiscord
) -> None:
    york = world.api.guild("York", world.owner, [ada.account], has_bot=False)
    york.everybody(use_external_apps=False)
    ada.account.installs()
    asked = await asks(world, ada, york.channel("general"))
    await taps(world, ada.account, asked.last, "Post it")
    assert "It could not be posted here. Nothing was sent." in asked.last.text
    assert [each.id for each in asked.channel.messages if each.author.is_bot] == [asked.last.id]


async def test_alone_with_the_bot_nothing_is_posted(ada: OnDiscord) -> None:
    await ada.commands(f"/share {MARRIAGE}")
    assert "Post here" not in ada.screen.labels


async def test_a_card_is_reported_by_the_menu_of_its_message(
    world: DiscordWorld, ada: OnDiscord, general: Channel
) -> None:
    card = await puts_card(world, world.owner, general)
    told = await (await ada.account.picks("Report", card)).shown()
    await world.rests()
    assert told.last.is_ephemeral
    assert "and name the code KTMWQR." in told.last.text
    assert "Reasons" in told.last.labels
