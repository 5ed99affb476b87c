"""What only Discord has: cards that others see, forms in a window, choices while typing, reports by a menu."""

from __future__ import annotations

import pytest

from handlers.screens import Button, Screen, rows_of, to
from tests.discord_api import Channel, Message
from tests.discord_people import OnDiscord
from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE, NAMED
from tests.journeys.discord_world import DiscordWorld

pytestmark = pytest.mark.discord_alone
CARD = Screen("Bring Them Home", ("Sample campaign: nothing is delivered",), rows_of(Button("Sign", to("petition", 1))))


@pytest.fixture
def general(world: DiscordWorld) -> Channel:
    """A channel where others look on."""
    return world.server.channel("general")


@pytest.fixture
async def card(world: DiscordWorld, general: Channel) -> Message:
    """A card that everybody sees."""
    await world.discord.deliver(f"channel/{general.id}", CARD)
    return general.messages[-1]


async def test_ada_signs_by_a_card_in_two_taps(world: DiscordWorld, ada: OnDiscord, card: Message) -> None:
    before = card.text
    petition = await (await ada.account.taps(card, "Sign")).shown()
    assert petition.last.is_ephemeral
    signed = await (await ada.account.taps(petition.last, COUNTED)).shown()
    await world.rests()
    assert "You are signer number 12,031." in signed.last.text
    assert signed.last.is_ephemeral
    assert "You signed on" in petition.last.text
    assert (card.text, signed.changed_for_others, petition.changed_for_others) == (before, [], [])


async def test_ada_signs_with_her_name_by_a_card_in_two_taps_and_one_form(
    world: DiscordWorld, ada: OnDiscord, card: Message
) -> None:
    petition = await (await ada.account.taps(card, "Sign")).shown()
    opened = await (await ada.account.taps(petition.last, NAMED)).answered()
    signed = await (await ada.account.submits(opened, {"show": "name", "name": "Ada L.", "place": "Leeds"})).shown()
    await world.rests()
    assert "Others see you as Ada L., Leeds." in signed.last.text
    assert signed.last.is_ephemeral


async def test_a_form_that_was_open_at_a_restart_still_counts(world: DiscordWorld, ada: OnDiscord) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await world.restarts()
    await ada.fills_in(show="name", name="Ada L.", place="Leeds")
    ada.sees("You are signer number 12,031.", "Others see you as Ada L., Leeds.")


async def test_what_can_not_be_taken_waits_behind_a_button_with_all_that_was_typed(
    world: DiscordWorld, ada: OnDiscord
) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.fills_in(show="name", name="12", place="Leeds")
    ada.sees("A name has at least one letter. Nothing was saved.", "Place: Leeds")
    await world.restarts()
    await ada.taps("Go on with your answers")
    ada.sees("12", "Leeds")
    await ada.fills_in(name="Ada L.")
    ada.sees("Others see you as Ada L., Leeds.")
    await ada.commands("/start")
    ada.does_not_see("Your answers are kept")


async def test_answers_that_could_not_be_taken_are_thrown_away(ada: OnDiscord) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.fills_in(show="name", name="12", place="Leeds")
    await ada.taps("Throw them away")
    ada.sees("Your answers are thrown away. Nothing was saved.")


async def test_a_suggestion_is_an_example_and_is_not_sent_by_itself(ada: OnDiscord) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    ada.sees("For example Ada L.")
    with pytest.raises(AssertionError, match="the app asks for"):
        await ada.fills_in(show="name")


async def test_petitions_and_stories_are_offered_while_ada_types(world: DiscordWorld, ada: OnDiscord) -> None:
    offered = await ada.account.completes("/petition", petition="marriage")
    assert [each["value"] for each in offered] == [MARRIAGE]
    newest = await ada.account.completes("/sign", petition="")
    assert HOME in [each["value"] for each in newest]
    stories = await ada.account.completes("/stories", story="victory")
    await ada.commands(f"/stories {stories[0]['value']}")
    ada.sees("Victory on paper")


async def test_ada_reports_by_the_menu_of_a_message(world: DiscordWorld, ada: OnDiscord, bo: OnDiscord) -> None:
    await ada.opens(HOME)
    await ada.taps(NAMED)
    await ada.fills_in(show="reason", name="Ada L.", reason="The law should be equal for all of us.")
    await bo.opens(HOME)
    await bo.taps("Reasons")
    await bo.does(bo.account.picks("Report", bo.looks_at.last))
    bo.sees("The law should be equal for all of us.")
    await bo.taps(bo.screen.labels[0])
    await bo.does(bo.account.picks("Report", bo.looks_at.last))
    bo.sees("What is wrong with it?")


async def test_a_message_with_nothing_to_report_leads_on(ada: OnDiscord) -> None:
    await ada.starts()
    await ada.does(ada.account.picks("Report", ada.looks_at.last))
    ada.sees("There is nothing to report here.")
