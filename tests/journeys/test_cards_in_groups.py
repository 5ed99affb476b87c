"""An administrator puts a petition's card into a group; all of it stands in one message, which is edited."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.journeys.groups import A_MINUTE, Gathering
from tests.journeys.telegram_world import TelegramWorld as World
from tests.telegram_api.rooms import Room
from tests.telegram_people import OnTelegram as Supporter

pytestmark = pytest.mark.telegram_alone
SIGN, HOME_TITLE, MARRIAGE_TITLE = "Sign, counted only", "Bring Separated and…", "Save Doug and Alex's…"
ASKS = "An administrator chooses what stands here."
LINKS = ("Read the story", "More")


def gathering(world: World, room: Room, admin: Supporter) -> Gathering:
    return Gathering(world, room, admin.account)


@pytest.fixture
def group(world: World, ada: Supporter) -> Gathering:
    """Ten people, of whom Ada governs the group."""
    people = [world.person(f"member {number}").account for number in range(9)]
    return gathering(world, world.api.supergroup("Park friends", [ada.account], people), ada)


async def test_an_administrator_chooses_and_the_message_becomes_the_card(group: Gathering) -> None:
    await group.brings_bot()
    asked = group.card
    assert ASKS in asked.text
    assert asked.manner.is_silent
    assert "Pin it if you like" in await group.chooses(HOME_TITLE)
    assert group.card is asked
    assert "127 have signed." in asked.text
    assert asked.labels == [SIGN, *LINKS]
    assert group.room.pinned == []


async def test_ada_finds_a_petition_or_an_organisation_in_the_same_message(group: Gathering) -> None:
    await group.brings_bot()
    asked = group.card
    await group.chooses("Choose a petition")
    assert "Which petition shall stand here?" in asked.text
    await group.chooses("Back to the choice")
    await group.chooses("An organisation")
    await group.chooses("Out4Immigration")
    assert group.card is asked
    assert "13,821 signatures on 2 petitions" in asked.text
    assert all(button.url for button in asked.buttons)


async def test_others_may_not_choose_and_are_told_so_alone(group: Gathering, world: World) -> None:
    await group.brings_bot()
    before = group.card.text
    member = next(person for person, _membership in group.room.members.values() if person.first_name == "member 3")
    bo = world.person("bo")
    group.room.place(bo.account.user, group.room.membership(member.id))
    assert await group.chooses(HOME_TITLE, bo.account) == "Only an administrator of this chat can choose that."
    assert group.card.text == before


async def test_who_brings_the_bot_and_does_not_govern_hears_nothing(group: Gathering, world: World) -> None:
    bo = world.person("bo")
    await group.room.lets_in(bo.account)
    await group.brings_bot(bo.account)
    await group.later(timedelta(days=2))
    assert group.seen == []


async def test_where_nothing_is_chosen_the_question_goes_after_a_day(group: Gathering) -> None:
    await group.brings_bot()
    await group.later(timedelta(hours=23))
    assert ASKS in group.card.text
    await group.later(timedelta(hours=2))
    assert group.seen == []
    await group.later(timedelta(days=30))
    assert group.seen == []


async def test_nothing_here_takes_the_question_away(group: Gathering) -> None:
    await group.brings_bot()
    assert "Nothing else will come." in await group.chooses("Nothing here")
    await group.later()
    assert group.seen == []


async def test_an_anonymous_administrator_is_an_administrator(group: Gathering) -> None:
    await group.room.hides(group.admin)
    await group.brings_bot()
    assert ASKS in group.card.text
    await group.chooses(HOME_TITLE)
    assert "127 have signed." in group.card.text


async def test_an_anonymous_administrator_asks_for_a_card_by_its_code(group: Gathering, world: World) -> None:
    bo = world.person("bo")
    await group.room.lets_in(bo.account)
    await group.brings_bot(bo.account)
    await group.room.hides(group.admin)
    await group.admin.sends("/card KTMWQR", group.room)
    await group.later()
    assert "12,030 have signed." in group.card.text


async def test_a_card_is_put_from_the_private_chat(group: Gathering, ada: Supporter) -> None:
    """The payload of the link is lost on the way, as on phones."""
    await ada.opens("KTMWQR")
    await ada.taps("Share")
    await ada.taps("More ways")
    await ada.taps("Into a group or channel")
    ada.sees("I then put one card there")
    assert "startgroup=" in ada.button("Choose a group").url
    await group.brings_bot()
    assert "12,030 have signed." in group.card.text
    assert group.card.labels == [SIGN, *LINKS]


async def test_a_wish_is_forgotten_after_an_hour(group: Gathering, ada: Supporter, world: World) -> None:
    await ada.opens("KTMWQR")
    await ada.taps("Share")
    await ada.taps("More ways")
    await ada.taps("Into a group or channel")
    world.clock.moves(timedelta(minutes=61))
    await group.brings_bot()
    assert ASKS in group.card.text


async def test_a_card_changes_a_while_after_somebody_signed(group: Gathering, bo: Supporter) -> None:
    await group.brings_bot()
    await group.chooses(HOME_TITLE)
    await group.later()
    edits = len(group.world.api.calls_of("editMessageText"))
    await bo.opens("PLZGFY")
    await bo.taps(SIGN)
    await group.later(timedelta(seconds=14))
    assert "127 have signed." in group.card.text
    await group.later(A_MINUTE)
    assert "128 have signed." in group.card.text
    await group.later(timedelta(hours=2))
    assert len(group.world.api.calls_of("editMessageText")) == edits + 1


async def test_a_card_that_was_deleted_never_comes_again(group: Gathering, bo: Supporter) -> None:
    await group.brings_bot()
    await group.chooses(HOME_TITLE)
    await group.later()
    await group.admin.deletes(group.card)
    await bo.opens("PLZGFY")
    await bo.taps(SIGN)
    await group.later()
    await group.later(timedelta(days=1))
    assert group.seen == []
    assert bo.account.chat.from_bot


async def test_one_card_for_one_petition(group: Gathering) -> None:
    await group.brings_bot()
    await group.chooses(HOME_TITLE)
    await group.admin.sends("/card PLZGFY", group.room)
    await group.later()
    stands = [message for message in group.seen if "127 have signed." in message.text]
    assert len(stands) == 1
    assert "It stands here already" in group.seen[-1].text


async def test_two_administrators_choose_at_once(group: Gathering, world: World) -> None:
    bo = world.person("bo")
    await group.room.lets_in(bo.account)
    await group.room.makes(bo.account, "administrator")
    await group.brings_bot()
    asked = group.card
    theirs = asked.button(MARRIAGE_TITLE)
    assert theirs is not None
    await group.chooses(HOME_TITLE)
    tap = await bo.account.taps_late(theirs, asked)
    await world.rests()
    assert tap.text == "Somebody has chosen here already. /card asks anew."
    assert "127 have signed." in asked.text


async def test_a_group_that_grows_keeps_its_card(world: World, ada: Supporter, bo: Supporter) -> None:
    group = gathering(world, world.api.group("Park friends", [ada.account], [bo.account]), ada)
    await group.brings_bot()
    await group.chooses(HOME_TITLE)
    await group.later()
    new = gathering(world, await group.room.becomes_supergroup(), ada)
    await new.later()
    assert "127 have signed." in new.card.text
    await bo.opens("PLZGFY")
    await bo.taps(SIGN)
    await new.later()
    assert "128 have signed." in new.card.text
    assert "127 have signed." in group.card.text


async def test_a_group_that_grew_while_nobody_listened_keeps_its_cards(world: World, ada: Supporter) -> None:
    group = gathering(world, world.api.group("Park friends", [ada.account]), ada)
    await group.brings_bot()
    await group.chooses(HOME_TITLE)
    await group.later()
    await ada.account.sends("/card KTMWQR", group.room)
    await world.rests()
    await world.ends()
    new = gathering(world, await group.room.becomes_supergroup(), ada)
    world.api.world.updates.drop_all()
    await world.begins()
    await new.later()
    await new.later()
    assert sorted("127 have" in message.text for message in new.seen) == [False, True]


async def test_a_forum_has_a_card_in_each_topic(world: World, ada: Supporter) -> None:
    forum = gathering(world, world.api.group("Park forum", [ada.account], is_forum=True), ada)
    await forum.brings_bot(world.person("bo").account)
    news, talk = await forum.room.opens_topic("News"), await forum.room.opens_topic("Talk")
    await ada.account.sends("/card PLZGFY", forum.room, thread=news)
    await ada.account.sends("/card KTMWQR", forum.room, thread=talk)
    await forum.later()
    assert {message.manner.thread: "127 have" in message.text for message in forum.seen} == {news: True, talk: False}
    await ada.opens("KTMWQR")
    await ada.taps(SIGN)
    await forum.later()
    assert "12,031 have signed." in forum.seen[-1].text


async def test_being_thrown_out_ends_everything(group: Gathering, bo: Supporter) -> None:
    await group.brings_bot()
    await group.chooses(HOME_TITLE)
    await group.later()
    await group.room.removes_bot()
    await bo.opens("PLZGFY")
    await bo.taps(SIGN)
    calls = len(group.world.api.calls)
    await group.later(timedelta(days=1))
    assert len(group.world.api.calls) == calls
    await group.brings_bot()
    assert ASKS in group.seen[-1].text


async def test_losing_the_right_to_post_ends_everything(world: World, ada: Supporter, bo: Supporter) -> None:
    channel = gathering(world, world.api.channel("Park news", [ada.account]), ada)
    await channel.brings_bot()
    await channel.chooses(HOME_TITLE)
    await channel.later()
    await channel.room.makes_bot("administrator", lacks=["can_post_messages"])
    await bo.opens("PLZGFY")
    await bo.taps(SIGN)
    await channel.later(timedelta(days=1))
    assert "127 have signed." in channel.card.text


async def test_a_channel_has_link_buttons_only_which_live_on_when_forwarded(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    channel = gathering(world, world.api.channel("Park news", [ada.account], [bo.account]), ada)
    await channel.brings_bot()
    await channel.chooses(HOME_TITLE)
    assert all(button.url for button in channel.card.buttons)
    friends = world.api.supergroup("Friends", [bo.account])
    copy = await bo.account.forwards(channel.card, friends)
    assert copy.labels == channel.card.labels
    sign = copy.button(SIGN)
    assert sign is not None
    await bo.does(bo.account.opens(sign.url))
    bo.sees("127 have signed.")
    bo.sees_buttons(SIGN)
