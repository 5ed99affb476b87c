"""What only Discord has: cards that others see, forms in a window, choices while typing, reports by a menu."""

from __future__ import annotations

import re

import pytest

from bot.discord.links import Links
from handlers.screens import Button, Screen, rows_of, to
from tests.discord_api import Channel, Message
from tests.discord_people import OnDiscord
from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE, NAMED
from tests.journeys.discord_world import DiscordWorld
from tests.journeys.servers import runs

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


async def test_words_of_somebody_else_are_not_reported_to_the_bot(
    ada: OnDiscord, bo: OnDiscord, world: DiscordWorld
) -> None:
    said = await bo.account.says("Who reads this?", world.server.channel("general"))
    told = await (await ada.account.picks("Report", said)).shown()
    assert "Only what stands in my messages can be reported here." in told.last.text


async def test_where_words_are_not_heard_nobody_is_told_to_type_them(world: DiscordWorld, ada: OnDiscord) -> None:
    general = world.server.channel("general")
    for command in ("/start", "/help", f"/share petition:{MARRIAGE}"):
        there = (await runs(world, ada.account, command, general)).last.text
        assert "/petition" in there
        assert not any(words in there for words in ("Send it to me", "Typed here", "Send a petition's code"))
        await ada.commands(command.replace(" petition:", " "))
        assert any(words in ada.screen.text for words in ("Send it to me", "Typed here", "Send a petition's code"))


@pytest.mark.parametrize("command", ["/petition", "/sign", "/share"])
async def test_words_of_a_title_find_it(ada: OnDiscord, command: str) -> None:
    await ada.commands(f"{command} Doug Alex")
    ada.sees("1 petition has these words")
    await ada.taps(ada.screen.labels[0])
    ada.sees(f"Code {MARRIAGE}.")


async def test_what_is_shared_names_an_app_that_anybody_can_get(world: DiscordWorld, ada: OnDiscord) -> None:
    await ada.opens(HOME)
    await ada.taps("Share")
    install = Links(world.api.world.bot.id).for_people
    shared = ada.button("Pass the text on").hands_on
    assert f"Sign in Discord: {install}" in shared
    assert "/start code:petition-" in shared
    await ada.taps("Show a QR picture")
    ada.sees_picture("QR code that adds me in Discord.")
    ada.sees("There /petition and the code PLZGFY open it.")


async def test_nothing_is_offered_that_can_not_be_done(ada: OnDiscord) -> None:
    await ada.commands("/help")
    ada.sees("/stop")
    ada.does_not_see("/clean")


async def test_when_ada_signed_is_a_date_of_the_app(ada: OnDiscord) -> None:
    await ada.opens(HOME)
    await ada.taps(COUNTED)
    await ada.opens(HOME)
    assert re.search(r"You signed on <t:[0-9]+:D> as number 128", ada.looks_at.last.text)
    await ada.commands("/mine")
    assert re.search(r"You signed on <t:[0-9]+:D>", ada.looks_at.last.text)


async def test_a_form_without_answers_opens_afresh(ada: OnDiscord) -> None:
    """As “Try again” does after the store was down for long."""
    await ada.opens(HOME)
    await ada.taps_to("as_named:1")
    assert ada.window is not None
    ada.does_not_see("Choose one of the buttons", "This needs an answer", "Nothing was saved")
