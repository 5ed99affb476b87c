"""From a card in a group: each person is answered alone, and the group learns nothing of anybody."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from functools import partial

import pytest

from tests.journeys.groups import A_MINUTE, Gathering
from tests.journeys.telegram_world import TelegramWorld as World
from tests.storage.planting import plant_petition
from tests.telegram_people import OnTelegram as Supporter

pytestmark = pytest.mark.telegram_alone
SIGN, HOME_TITLE = "Sign, counted only", "Bring Separated and…"
CROWD = 100


@pytest.fixture
async def group(world: World, ada: Supporter, bo: Supporter) -> Gathering:
    """A group in which the card of a petition stands; Bo is in it, and eight others."""
    people = [world.person(f"member {number}").account for number in range(8)]
    room = world.api.supergroup("Park friends", [ada.account], [bo.account, *people])
    group = Gathering(world, room, ada.account)
    await group.brings_bot()
    await group.chooses(HOME_TITLE)
    await group.later()
    return group


async def knows(bo: Supporter) -> None:
    """Bo has signed something before."""
    await bo.opens("KTMWQR")
    await bo.taps(SIGN)


async def test_somebody_known_gets_the_number_in_a_pop_up(group: Gathering, bo: Supporter) -> None:
    await knows(bo)
    before, private = group.card.text, len(bo.account.chat.from_bot)
    tap = await bo.account.taps(SIGN, chat=group.room)
    await group.world.rests()
    assert "You are signer number 128." in tap.text
    assert "Only you see this." in tap.text
    assert tap.is_alert
    assert (group.card.text, len(bo.account.chat.from_bot)) == (before, private)


async def test_a_second_tap_says_where_bo_stands(group: Gathering, bo: Supporter) -> None:
    await knows(bo)
    await bo.account.taps(SIGN, chat=group.room)
    tap = await bo.account.taps(SIGN, chat=group.room)
    await group.world.rests()
    assert "You signed on 21 November 2026 as number 128." in tap.text


async def test_a_stranger_is_led_to_the_very_petition(group: Gathering, bo: Supporter) -> None:
    tap = await bo.account.taps(SIGN, chat=group.room)
    await group.world.rests()
    assert (tap.text, tap.is_alert) == ("", False)
    await bo.does(bo.account.opens(tap.url))
    bo.sees("127 have signed.")
    await bo.taps(SIGN)
    bo.sees("You are signer number 128.")


@pytest.mark.parametrize("label", ["Read the story", "More"])
async def test_other_buttons_lead_into_private(group: Gathering, bo: Supporter, label: str) -> None:
    tap = await bo.account.taps(label, chat=group.room)
    await bo.does(bo.account.opens(tap.url))
    bo.does_not_see("This link leads nowhere")
    assert "Bring Separated" in bo.account.last.words.text


async def test_a_petition_at_risk_is_never_signed_by_one_tap_in_a_group(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    """Nor is its count told to the last signature."""
    await world.store.turn(partial(plant_petition, slug="parkak", is_sample=True, at_risk=True, count=17))
    await knows(bo)
    group = Gathering(world, world.api.supergroup("Park friends", [ada.account], [bo.account]), ada.account)
    await group.brings_bot(bo.account)
    await group.admin.sends("/card PARKAK", group.room)
    await group.later()
    assert "At least 10 have signed." in group.card.text
    tap = await bo.account.taps(SIGN, chat=group.room)
    await world.rests()
    assert tap.url
    await bo.does(bo.account.opens(tap.url))
    await bo.taps(SIGN)
    await group.later()
    await group.later(timedelta(hours=3))
    assert "At least 10 have signed." in group.card.text


@pytest.mark.parametrize("command", ["/mine", "/sign PLZGFY", "/settings", "/stop", "/privacy"])
async def test_private_commands_get_one_neutral_line_that_goes(group: Gathering, bo: Supporter, command: str) -> None:
    await knows(bo)
    await bo.account.sends(command, group.room)
    await bo.account.sends(command, group.room)
    await group.world.rests()
    (line,) = [message for message in group.seen if message.text == "This is answered in private."]
    assert [button.label for button in line.buttons] == ["Open our private chat"]
    await group.world.lets_a_minute_go_by()
    assert line not in group.seen


async def test_the_group_sees_the_same_whoever_signed(group: Gathering, bo: Supporter, world: World) -> None:
    """All that the bot ever shows the group, but for the number, is equal whether Bo or somebody else signs."""
    cy = world.person("cy", suggested_name="Cy D.")
    for person in (bo, cy):
        await knows(person)
    await group.room.lets_in(cy.account)
    start = len(world.api.calls)
    for person in (bo, cy):
        await person.account.taps(SIGN, on="Last goal", chat=group.room)
        await person.account.taps("Read the story", chat=group.room)
        await person.account.sends("/mine", group.room)
        await person.account.sends("/sign PLZGFY", group.room)
        await person.account.sends("/petition PLZGFY", group.room)
        await world.rests()
        await world.lets_a_minute_go_by()
    await group.later()
    told = [call for call in world.api.calls[start:] if call.chat_id == group.room.id]
    assert told
    seen = json.dumps([call.params for call in told])
    for private in ("Bo", "Cy", "number 128", "number 129", str(bo.account.id), str(cy.account.id), "signed on"):
        assert private not in seen
    assert "129 have signed." in group.seen[0].text


async def test_a_hundred_people_tap_at_once_and_are_all_answered(group: Gathering, world: World) -> None:
    crowd = [world.person(f"one of many {number}").account for number in range(CROWD)]
    for person in crowd:
        group.room.place(person.user, group.room.membership(group.admin.id))
    known = crowd[::2]
    for person in known:
        await person.starts("KTMWQR")
        await world.rests()
        await person.taps(SIGN)
    await world.rests()
    taps = await asyncio.gather(*(person.taps(SIGN, chat=group.room) for person in crowd))
    await world.rests()
    assert all(tap.is_answered for tap in taps)
    assert [bool(tap.text) for tap in taps] == [person in known for person in crowd]
    assert len({tap.text for tap in taps if tap.text}) == len(known)
    await group.later(A_MINUTE)
    assert len(group.seen) == 1


@pytest.mark.parametrize("command", ["/petition PLZGFY", "/browse", "/help", "/mine"])
async def test_where_nothing_was_chosen_commands_get_the_neutral_line_too(
    world: World, ada: Supporter, bo: Supporter, command: str
) -> None:
    group = Gathering(world, world.api.supergroup("Park friends", [ada.account], [bo.account]), ada.account)
    await group.brings_bot(bo.account)
    await bo.account.sends(command, group.room)
    await world.rests()
    assert [message.text for message in group.seen] == ["This is answered in private."]


async def test_a_start_that_an_app_sends_by_itself_is_not_answered(group: Gathering, world: World) -> None:
    standing = list(group.seen)
    await group.admin.sends("/start petition-2", group.room)
    await world.rests()
    assert group.seen == standing
