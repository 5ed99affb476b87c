"""Being told by direct message how a petition ends: asked for in private, said at once, and refused in words."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from storage.nouns import Nouns
from storage.tables.people import account
from tests.discord_api import Channel, Interaction, Message
from tests.discord_people import OnDiscord
from tests.journeys.campaigns import COUNTED, MARRIAGE
from tests.journeys.discord_world import DiscordWorld
from tests.journeys.servers import puts_card, runs, taps

pytestmark = pytest.mark.discord_alone
TELL = "Tell me how it ends"
WRITTEN = "I have written to you."
REFUSED = "Discord does not let me write to you. Allow messages from this server, or follow in a channel."


@pytest.fixture
def general(world: DiscordWorld) -> Channel:
    """A channel where others look on."""
    return world.server.channel("general")


async def thanked(world: DiscordWorld, who: OnDiscord, where: Channel) -> Message:
    """Somebody signs in a server, and is thanked alone."""
    petition = await runs(world, who.account, f"/petition petition:{MARRIAGE}", where)
    return (await taps(world, who.account, petition.last, COUNTED)).last


async def asks(world: DiscordWorld, who: OnDiscord, where: Channel) -> Interaction:
    """They sign and ask to be told."""
    return await taps(world, who.account, await thanked(world, who, where), TELL)


async def is_written_to(world: DiscordWorld, who: OnDiscord) -> bool:
    """Whether the store knows that they asked."""

    def asked(nouns: Nouns) -> bool:
        return nouns.supporters.is_written_to("discord", str(who.account.id))

    return await world.store.read(asked)


def letters(who: OnDiscord) -> list[Message]:
    """What the bot wrote to them."""
    return [each for each in who.account.dm.messages if each.author.is_bot]


async def test_the_main_button_of_the_thank_you_writes_to_ada_at_once(
    world: DiscordWorld, ada: OnDiscord, general: Channel
) -> None:
    thanks = await thanked(world, ada, general)
    assert thanks.labels[0] == TELL
    assert "On Discord I write to you only if you ask for it." in thanks.text
    assert letters(ada) == []
    told = await taps(world, ada.account, thanks, TELL)
    assert told.last.is_ephemeral
    assert WRITTEN in told.last.text
    (letter,) = letters(ada)
    assert "You will read here how “Save Doug and Alex" in letter.text
    assert await is_written_to(world, ada)


async def test_who_asked_already_is_offered_to_send_it_on(
    world: DiscordWorld, ada: OnDiscord, general: Channel
) -> None:
    await asks(world, ada, general)
    await world.begins_petitions("PARKAA")
    petition = await runs(world, ada.account, "/petition petition:PARKAA", general)
    thanks = (await taps(world, ada.account, petition.last, COUNTED)).last
    assert thanks.labels[0] == "Send to a friend"


async def test_the_same_tap_that_comes_twice_writes_once(world: DiscordWorld, ada: OnDiscord, general: Channel) -> None:
    told = await asks(world, ada, general)
    world.api.world.gateway.dispatch("INTERACTION_CREATE", told.json)
    await world.rests()
    assert len(letters(ada)) == 1


async def test_where_discord_refuses_ada_reads_how_to_allow_it_and_which_channel_follows(
    world: DiscordWorld, ada: OnDiscord, general: Channel
) -> None:
    await puts_card(world, world.owner, general)
    other = world.server.channel("other")
    ada.account.closes_dms()
    told = await asks(world, ada, other)
    assert REFUSED in told.last.text
    assert "These channels of this server follow it:" in told.last.text
    assert general.mention in told.last.text
    assert other.mention not in told.last.text
    assert not await is_written_to(world, ada)
    ada.account.opens_dms()
    again = await taps(world, ada.account, told.last, "Try again")
    assert WRITTEN in again.last.text
    assert len(letters(ada)) == 1


async def test_a_channel_that_not_everybody_sees_is_named_to_those_who_are_in_it(
    world: DiscordWorld, ada: OnDiscord, bo: OnDiscord, general: Channel
) -> None:
    hidden = world.server.channel("organizers")
    await puts_card(world, world.owner, hidden)
    world.server.lets(world.server.guild.everyone, hidden, view_channel=False)
    world.server.lets(bo.account, hidden, view_channel=True)
    for each in (ada, bo):
        each.account.closes_dms()
    outside = await asks(world, ada, general)
    assert REFUSED in outside.last.text
    assert hidden.mention not in outside.last.text
    assert "channel of this server" not in outside.last.text
    inside = await asks(world, bo, hidden)
    assert hidden.mention in inside.last.text


async def test_a_thread_is_named_where_its_channel_is_seen_by_all(
    world: DiscordWorld, ada: OnDiscord, general: Channel
) -> None:
    thread = world.server.thread(general, "oaks")
    await puts_card(world, world.owner, thread)
    ada.account.closes_dms()
    told = await asks(world, ada, general)
    assert thread.mention in told.last.text


async def test_where_no_channel_follows_that_is_said(world: DiscordWorld, ada: OnDiscord, general: Channel) -> None:
    ada.account.closes_dms()
    told = await asks(world, ada, general)
    assert "No channel of this server follows it yet." in told.last.text


async def test_a_card_in_another_server_is_not_named(world: DiscordWorld, ada: OnDiscord, general: Channel) -> None:
    elsewhere = world.api.guild("Elsewhere", world.owner)
    theirs = elsewhere.channel("theirs")
    await puts_card(world, world.owner, theirs)
    ada.account.closes_dms()
    told = await asks(world, ada, general)
    assert theirs.mention not in told.last.text


async def test_opening_too_fast_is_no_refusal(world: DiscordWorld, ada: OnDiscord, general: Channel) -> None:
    thanks = await thanked(world, ada, general)
    world.api.fails_next("POST /users/@me/channels", error=403, code=40003, message="Too fast")
    told = await taps(world, ada.account, thanks, TELL)
    assert "Discord takes no message from me just now." in told.last.text
    assert await is_written_to(world, ada)


async def test_a_message_whose_answer_was_lost_comes_once(
    world: DiscordWorld, ada: OnDiscord, general: Channel
) -> None:
    thanks = await thanked(world, ada, general)
    world.api.loses_next_answer("POST /channels/*/messages")
    told = await taps(world, ada.account, thanks, TELL)
    assert WRITTEN in told.last.text
    assert len(letters(ada)) == 1


async def test_at_risk_the_first_message_names_nothing(world: DiscordWorld, ada: OnDiscord, general: Channel) -> None:
    await world.begins_petitions("RYSKAA", at_risk=True)
    petition = await runs(world, ada.account, "/petition petition:RYSKAA", general)
    asked = (await taps(world, ada.account, petition.last, COUNTED)).last
    thanks = (await taps(world, ada.account, asked, COUNTED)).last
    await taps(world, ada.account, thanks, TELL)
    (letter,) = letters(ada)
    assert "News on something you follow comes here" in letter.text
    assert not [label for label in letter.labels if "petition" in label]


async def test_following_and_settings_say_truly_how_news_comes(
    world: DiscordWorld, ada: OnDiscord, general: Channel
) -> None:
    await thanked(world, ada, general)
    following = await runs(world, ada.account, "/following", general)
    assert "On Discord I write to you only if you ask for it." in following.last.text
    choice = await taps(world, ada.account, following.last, "Direct messages")
    asked = await taps(world, ada.account, choice.last, "News by direct message")
    assert WRITTEN in asked.last.text
    settings = await runs(world, ada.account, "/settings", general)
    assert "News comes by direct message, as you asked." in settings.last.text
    ended = await taps(world, ada.account, asked.last, "No direct messages")
    assert "only if you ask for it" in ended.last.text
    assert not await is_written_to(world, ada)


async def test_a_restart_loses_no_wish(world: DiscordWorld, ada: OnDiscord, general: Channel) -> None:
    thanks = await thanked(world, ada, general)
    world.clock.moves(timedelta(days=1))
    await world.restarts()
    await taps(world, ada.account, thanks, TELL)
    assert len(letters(ada)) == 1


async def test_whoever_closed_their_door_is_written_to_again_once_they_ask(
    world: DiscordWorld, ada: OnDiscord, general: Channel
) -> None:
    thanks = await thanked(world, ada, general)
    await taps(world, ada.account, thanks, TELL)
    await world.store.turn(lambda nouns: nouns.connection.run(sa.update(account).values(gone_at=world.clock())))
    await runs(world, ada.account, f"/petition petition:{MARRIAGE}", general)
    assert not await is_written_to(world, ada)
    told = await taps(world, ada.account, thanks, TELL)
    assert WRITTEN in told.last.text
    assert await is_written_to(world, ada)
    assert len(letters(ada)) == 2
