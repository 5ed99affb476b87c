"""Channels of servers: a card that somebody who manages the server puts there, and each tap answered alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.discord_api import Channel, Person
from tests.discord_people import OnDiscord
from tests.journeys.campaigns import COUNTED, MARRIAGE
from tests.journeys.discord_world import DiscordWorld
from tests.journeys.servers import A_MINUTE, cards_of, is_known, later, publishes, puts_card, runs, seen, taps

pytestmark = pytest.mark.discord_alone
ONE_MORE = "12,031 have signed."


@pytest.fixture
def general(world: DiscordWorld) -> Channel:
    """A channel where others look on."""
    return world.server.channel("general")


@pytest.fixture
def olga(world: DiscordWorld) -> Person:
    """Who owns the server."""
    return world.owner


async def test_olga_chooses_alone_and_the_channel_sees_nothing_but_the_card(
    world: DiscordWorld, olga: Person, general: Channel
) -> None:
    asked = await runs(world, olga, "/card", general)
    assert asked.last.is_ephemeral
    assert "No card stands here yet." in asked.last.text
    chosen = await taps(world, olga, asked.last, "Put a petition here")
    placed = await taps(world, olga, chosen.last, chosen.last.labels[0])
    assert "The card comes to this channel in a moment." in placed.last.text
    assert seen(general) == []
    await world.looks_after_cards()
    (card,) = seen(general)
    assert card.labels == ["Sign", "Read the story", "More"]
    assert not card.pings
    await world.looks_after_cards()
    assert seen(general) == [card]


async def test_ada_signs_by_the_card_in_two_taps_and_it_changes_by_itself(
    world: DiscordWorld, olga: Person, ada: OnDiscord, general: Channel
) -> None:
    card = await puts_card(world, olga, general)
    petition = await taps(world, ada.account, card, "Sign")
    assert petition.last.is_ephemeral
    signed = await taps(world, ada.account, petition.last, COUNTED)
    assert "You are signer number 12,031." in signed.last.text
    assert (petition.changed_for_others, signed.changed_for_others) == ([], [])
    await world.looks_after_cards()
    assert ONE_MORE not in card.text
    await world.looks_after_cards(A_MINUTE)
    assert ONE_MORE in card.text
    assert seen(general) == [card]


@pytest.mark.parametrize("label", ["Sign", "Read the story", "More"])
async def test_each_button_answers_whoever_taps_alone_even_a_year_later(
    world: DiscordWorld, olga: Person, ada: OnDiscord, general: Channel, label: str
) -> None:
    card = await puts_card(world, olga, general)
    world.clock.moves(timedelta(days=365))
    await world.restarts()
    before = card.text
    answered = await taps(world, ada.account, card, label)
    assert answered.last.is_ephemeral
    assert not answered.changed_for_others
    assert card.text == before


async def test_ten_channels_all_show_a_signature_within_a_minute(
    world: DiscordWorld, olga: Person, ada: OnDiscord
) -> None:
    channels = [world.server.channel(f"talk-{number}") for number in range(10)]
    for channel in channels:
        await runs(world, olga, f"/card petition:{MARRIAGE}", channel)
    await world.looks_after_cards()
    await taps(world, ada.account, (await taps(world, ada.account, seen(channels[0])[0], "Sign")).last, COUNTED)
    await later(world)
    assert [[ONE_MORE in card.text for card in seen(channel)] for channel in channels] == [[True]] * 10


async def test_who_does_not_manage_the_server_chooses_nothing(
    world: DiscordWorld, olga: Person, ada: OnDiscord, general: Channel
) -> None:
    with pytest.raises(AssertionError, match="not offered"):
        await runs(world, ada.account, "/card", general)
    world.server.offers_to_all("card")
    for command in ("/card", f"/card petition:{MARRIAGE}"):
        told = await runs(world, ada.account, command, general)
        assert told.last.is_ephemeral
        assert told.last.text.count("Only somebody who may manage this server can choose that.") == 1
    await world.looks_after_cards()
    assert seen(general) == []


async def test_who_may_manage_the_server_need_not_own_it(world: DiscordWorld, ada: OnDiscord, general: Channel) -> None:
    world.server.gives(ada.account, world.server.role("Team", manage_guild=True))
    await puts_card(world, ada.account, general)
    assert len(seen(general)) == 1


async def test_a_right_that_was_taken_back_counts_at_the_next_tap(
    world: DiscordWorld, ada: OnDiscord, general: Channel
) -> None:
    team = world.server.role("Team", manage_guild=True)
    world.server.gives(ada.account, team)
    asked = await runs(world, ada.account, "/card", general)
    world.server.deletes_role(team)
    told = await taps(world, ada.account, asked.last, "Put a petition here")
    assert "Only somebody who may manage this server" in told.last.text


async def test_one_card_stands_for_each_petition(world: DiscordWorld, olga: Person, general: Channel) -> None:
    await puts_card(world, olga, general)
    again = await runs(world, olga, f"/card petition:{MARRIAGE}", general)
    assert "Its card stands here already." in again.last.text
    await world.looks_after_cards()
    assert len(seen(general)) == 1


async def test_olga_takes_the_card_away_and_puts_it_there_again(
    world: DiscordWorld, olga: Person, general: Channel
) -> None:
    await puts_card(world, olga, general)
    asked = await runs(world, olga, "/card", general)
    assert "Save Doug and Alex" in asked.last.text
    which = await taps(world, olga, asked.last, "Take a card away")
    gone = await taps(world, olga, which.last, which.last.labels[0])
    assert "The card goes in a moment." in gone.last.text
    await puts_card(world, olga, general)
    assert len(seen(general)) == 1


async def test_a_card_taken_away_before_it_was_posted_never_comes(
    world: DiscordWorld, olga: Person, general: Channel
) -> None:
    await runs(world, olga, f"/card petition:{MARRIAGE}", general)
    asked = await runs(world, olga, "/card", general)
    which = await taps(world, olga, asked.last, "Take a card away")
    await taps(world, olga, which.last, which.last.labels[0])
    await later(world)
    assert seen(general) == []


async def test_a_card_that_a_moderator_deletes_never_comes_again(
    world: DiscordWorld, olga: Person, ada: OnDiscord, general: Channel
) -> None:
    card = await puts_card(world, olga, general)
    world.server.deletes_message(card)
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    await later(world)
    await later(world)
    assert seen(general) == []
    assert await cards_of(world, general) == []


async def test_an_old_card_that_may_not_be_edited_just_now_is_right_a_while_later(
    world: DiscordWorld, olga: Person, ada: OnDiscord, general: Channel
) -> None:
    card = await puts_card(world, olga, general)
    world.clock.moves(timedelta(hours=2))
    await ada.opens(MARRIAGE)
    for _time in range(3):
        await ada.taps(COUNTED)
        await later(world)
        await ada.opens(MARRIAGE)
        await ada.taps("Change or withdraw")
        await ada.taps("Withdraw")
        await later(world)
        await ada.opens(MARRIAGE)
    assert ONE_MORE in card.text
    world.clock.moves(timedelta(hours=1))
    await later(world)
    assert ONE_MORE not in card.text
    assert seen(general) == [card]


async def test_threads_hold_a_card_as_well(world: DiscordWorld, olga: Person, general: Channel) -> None:
    thread = world.server.thread(general, "Marriage")
    card = await puts_card(world, olga, thread)
    assert "12,030 have signed." in card.text
    assert seen(general) == []


async def test_in_announcement_channels_olga_chooses_whether_news_is_published(
    world: DiscordWorld, olga: Person
) -> None:
    news = world.server.channel("news", is_announcement=True)
    asked = await runs(world, olga, "/card", news)
    assert "Announcements stay in this channel." in asked.last.text
    on = await taps(world, olga, asked.last, "Publish announcements")
    assert "Announcements are published" in on.last.text
    assert await publishes(world, news)
    await taps(world, olga, on.last, "Publish nothing")
    assert not await publishes(world, news)


async def test_other_channels_publish_nothing(world: DiscordWorld, olga: Person, general: Channel) -> None:
    asked = await runs(world, olga, "/card", general)
    assert not [label for label in asked.last.labels if "ublish" in label]


@pytest.mark.parametrize("right", ["send_messages", "attach_files"])
async def test_where_the_bot_may_not_write_that_is_said_and_nothing_is_put(
    world: DiscordWorld, olga: Person, general: Channel, right: str
) -> None:
    world.server.lets(None, general, **{right: False})
    asked = await runs(world, olga, f"/card petition:{MARRIAGE}", general)
    assert "I may not write here." in asked.last.text
    assert not [label for label in asked.last.labels if label.startswith("Put")]
    await world.looks_after_cards()
    assert seen(general) == []


async def test_rights_that_were_lost_end_the_card_without_a_word(
    world: DiscordWorld, olga: Person, ada: OnDiscord, general: Channel
) -> None:
    await puts_card(world, olga, general)
    world.server.lets(None, general, view_channel=False)
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    await later(world)
    assert await cards_of(world, general) == []


async def test_a_channel_that_is_deleted_takes_its_card_along(
    world: DiscordWorld, olga: Person, general: Channel
) -> None:
    other = world.server.channel("other")
    for where in (general, other):
        await puts_card(world, olga, where)
    world.server.deletes(general)
    await world.rests()
    assert not await is_known(world, general)
    assert await is_known(world, other)


async def test_a_bot_that_is_thrown_out_forgets_the_server_but_not_in_an_outage(
    world: DiscordWorld, olga: Person, general: Channel
) -> None:
    await puts_card(world, olga, general)
    world.server.goes_down()
    await world.rests()
    assert await is_known(world, general)
    world.server.comes_back()
    world.server.removes_bot()
    await world.rests()
    assert not await is_known(world, general)


async def test_a_bot_that_comes_into_a_server_says_nothing(world: DiscordWorld, general: Channel) -> None:
    world.server.removes_bot()
    world.server.adds_bot()
    await world.looks_after_cards()
    assert general.messages == []


async def test_in_direct_messages_card_says_where_it_is_chosen(world: DiscordWorld, ada: OnDiscord) -> None:
    await ada.commands("/card")
    ada.sees("Bring me there, and send /card")
    ada.does_not_see("More ways")


async def test_the_card_of_an_organisation_is_reported_to_whoever_runs_the_bot(
    world: DiscordWorld, olga: Person, ada: OnDiscord, general: Channel
) -> None:
    asked = await runs(world, olga, "/card", general)
    chosen = await taps(world, olga, asked.last, "Put an organisation here")
    await taps(world, olga, chosen.last, chosen.last.labels[0])
    await world.looks_after_cards()
    (card,) = seen(general)
    told = await (await ada.account.picks("Report", card)).shown()
    assert told.last.is_ephemeral
    assert "a petition is reported on its own card." in told.last.text
    listed = await taps(world, ada.account, told.last, "See all its petitions")
    assert listed.last.is_ephemeral


async def test_words_find_what_shall_stand_in_the_channel(world: DiscordWorld, olga: Person, general: Channel) -> None:
    found = await runs(world, olga, "/card petition:Doug Alex", general)
    assert found.last.is_ephemeral
    placed = await taps(world, olga, found.last, found.last.labels[0])
    assert "The card comes to this channel in a moment." in placed.last.text
    nothing = await runs(world, olga, "/card petition:zeppelin", general)
    assert "No petition has this code or these words." in nothing.last.text
    assert nothing.last.labels == ["Choose a petition", "Back to the choice"]
