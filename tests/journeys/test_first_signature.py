"""Ada signs for the first time, and the number is true."""

from __future__ import annotations

import asyncio

import pytest

from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE, NAMED
from tests.journeys.worlds import World, one_by_one, typed_too_long, whole_forms
from tests.people import Supporter
from tests.stores import ENGINES

on_both_engines = pytest.mark.parametrize("engine", ENGINES)


@on_both_engines
async def test_ada_signs_counted_only_in_one_tap(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    ada.sees("12,030 have signed. Next goal 15,000.", "Signing counts you; no name is kept or shown.")
    ada.sees("To President of the United States · by Out4Immigration", "Run by Example Org.", "Code KTMWQR.")
    ada.starts_counting()
    await ada.taps(COUNTED)
    assert (ada.taps_made, ada.answers_typed, ada.messages_left) == (1, 0, 2)
    ada.sees("You are signer number 12,031.", "12,031 have signed.", "2,969 more and the next goal is reached.")
    ada.sees("You are counted; no name is kept or shown.", "You will hear how this ends, and news at most weekly.")
    ada.sees_buttons("Send to a friend", "Only how it ends", "Hear nothing", "Change or withdraw", "Who can see what")
    await ada.opens(MARRIAGE)
    ada.sees("You signed on 21 November 2026 as number 12,031.")
    ada.sees_no_button(COUNTED, NAMED)


async def test_ada_comes_by_a_link_and_signs_within_three_taps(ada: Supporter) -> None:
    """The link and START are the first two of them; START is counted here as the second."""
    await ada.starts(MARRIAGE)
    await ada.taps(COUNTED)
    assert (2 + ada.taps_made, ada.answers_typed) == (3, 0)


@on_both_engines
@one_by_one
async def test_ada_shows_her_name_and_place(ada: Supporter, bo: Supporter) -> None:
    await ada.opens(MARRIAGE)
    ada.starts_counting()
    await ada.taps(NAMED)
    ada.sees("How may others see you?")
    await ada.taps("Name")
    ada.sees("Your name, or only your initials?")
    await ada.types("Ada L.")
    ada.sees("Where do you live, as far as you like to say?")
    await ada.types("Leeds")
    ada.sees("This is how it will look: Ada L., Leeds", "Others see this and nothing else of you.")
    await ada.taps("Sign as Ada L., Leeds")
    ada.sees("You are signer number 12,031.", "Others see you as Ada L., Leeds.")
    assert (ada.taps_made, ada.answers_typed, ada.messages_left) == (3, 2, 2)

    await bo.opens(MARRIAGE)
    await bo.taps("Reasons")
    bo.does_not_see("Ada")
    await bo.taps("See who signed")
    bo.sees("Ada L., Leeds", "12,030 are counted, with no name here.")


async def test_the_name_of_her_app_is_stored_only_when_tapped(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Name")
    await ada.taps("Use “Ada L.”")
    await ada.taps("Skip")
    await ada.taps("Sign as Ada L.")
    ada.sees("Others see you as Ada L.")
    ada.does_not_see("..")
    assert (ada.taps_made, ada.answers_typed) == (5, 0)


@whole_forms
async def test_ada_answers_one_whole_form(world: World, bo: Supporter) -> None:
    ada = world.person("ada", has_forms=True)
    await ada.opens(MARRIAGE)
    ada.starts_counting()
    await ada.taps(NAMED)
    await ada.fills_in(show="name", name="Ada L.", place="Leeds")
    ada.sees("You are signer number 12,031.", "Others see you as Ada L., Leeds.")
    assert (ada.taps_made, ada.answers_typed, ada.messages_left) == (2, 2, 2)


@whole_forms
@typed_too_long
async def test_a_whole_form_that_can_not_be_taken_is_shown_again_with_the_answers(world: World) -> None:
    ada = world.person("ada", has_forms=True)
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.fills_in(show="name", name="A" * 81, place="Leeds")
    ada.sees("A name has at most 80 characters; this has 81. Nothing was saved.")
    await ada.fills_in(show="initials", name="Ada Lovelace", place="Leeds")
    ada.sees("Others see you as A. L., Leeds.")


@whole_forms
async def test_a_whole_form_that_can_not_be_taken_is_kept_for_a_day(world: World) -> None:
    ada = world.person("ada", has_forms=True)
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.fills_in(show="name", name="12", place="Leeds")
    ada.sees("A name has at least one letter. Nothing was saved.")
    await ada.starts()
    ada.sees("Your answers are kept for a day: Sign “Save Doug and Alex's Marriage")
    await ada.taps("Go on with your answers")
    await ada.fills_in(show="name", name="Ada L.", place="Leeds")
    ada.sees("Others see you as Ada L., Leeds.")
    await ada.starts()
    ada.does_not_see("Your answers are kept")


@whole_forms
async def test_a_whole_form_changes_what_is_shown_and_its_reason_waits(world: World, bo: Supporter) -> None:
    ada = world.person("ada", has_forms=True)
    await ada.opens(HOME)
    await ada.taps(COUNTED)
    await ada.taps("Change or withdraw")
    await ada.taps("Add my name or reason")
    await ada.fills_in(show="reason", name="Ada L.", place="Leeds", reason="My neighbour Izzy was sent away.")
    ada.sees("Changed. Others see you as Ada L., Leeds.", "as number 128.", "Your words wait for a moderator")
    await bo.opens(HOME)
    await bo.taps("Reasons")
    bo.does_not_see("Izzy", "Ada")


@whole_forms
async def test_what_a_whole_form_does_not_ask_is_not_kept(world: World, bo: Supporter) -> None:
    ada = world.person("ada", has_forms=True)
    await ada.opens(HOME)
    await ada.taps(NAMED)
    await ada.fills_in(show="name", name="Ada L.", place="", reason="The law should be equal for all of us.")
    ada.sees("You are signer number 128.", "Others see you as Ada L.")
    await bo.opens(HOME)
    await bo.taps("Reasons")
    bo.sees("No reasons yet. Yours can be the first.")


@one_by_one
async def test_a_harmless_reason_is_published_at_once(ada: Supporter, bo: Supporter) -> None:
    await ada.opens(HOME)
    await ada.taps(NAMED)
    await ada.taps("Name and reason")
    await ada.types("Ada L.")
    await ada.types("Leeds")
    await ada.types("Nobody should have to choose between love and home.")
    ada.sees("Nobody should have to choose between love and home.", "— Ada L., Leeds")
    ada.does_not_see("moderator")
    await ada.taps("Sign as Ada L., Leeds")
    ada.sees("You are signer number 128.")
    await bo.opens(HOME)
    await bo.taps("Reasons")
    bo.sees("Nobody should have to choose between love and home.", "Ada L., Leeds · 21 November 2026, today")


@on_both_engines
@one_by_one
async def test_a_reason_that_may_endanger_somebody_waits_while_the_signature_counts(
    world: World, ada: Supporter, bo: Supporter
) -> None:
    await ada.opens(HOME)
    await ada.taps(NAMED)
    await ada.taps("Name and reason")
    await ada.types("Ada L.")
    await ada.taps("Skip")
    await ada.types("My neighbour Izzy was sent away.")
    ada.sees("Your signature counts at once. A moderator reads these words before others do.")
    await ada.taps("Sign as Ada L.")
    ada.sees("You are signer number 128.")
    ada.sees("You are counted. Your words wait for a moderator, mostly less than a day.")
    await bo.opens(HOME)
    await bo.taps("Reasons")
    bo.does_not_see("Izzy", "Ada")

    await world.approves_what_is_held()
    await bo.opens(HOME)
    await bo.taps("Reasons")
    bo.sees("My neighbour Izzy was sent away.", "Ada L. · 21 November 2026, today")


async def test_who_is_counted_only_is_never_seen(ada: Supporter, bo: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    await bo.opens(MARRIAGE)
    bo.sees("12,031 have signed.")
    for button in ("Reasons", "See who signed"):
        await bo.taps(button)
        bo.does_not_see("Ada", "ada", "today", "2026")
    bo.sees("12,031 are counted, with no name here.")


@on_both_engines
async def test_ada_taps_twice_and_signs_once(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    sign = ada.button(COUNTED)
    await asyncio.gather(ada.taps(COUNTED), ada.taps_old(sign))
    await ada.taps_old(sign)
    ada.sees("You signed on 21 November 2026 as number 12,031.", "12,031 have signed.")


@on_both_engines
async def test_the_same_update_and_a_restart_sign_once(world: World, ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    sign = ada.button(COUNTED)
    await ada.taps(COUNTED)
    await ada.is_heard_again()
    ada.sees("You signed on 21 November 2026 as number 12,031.")
    await world.restarts()
    await ada.is_heard_again()
    ada.sees("You signed on 21 November 2026 as number 12,031.")
    await ada.taps_old(sign)
    ada.sees("12,031 have signed.")


async def test_the_organisation_counts_signatures_on_all_its_petitions(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps("More")
    await ada.taps("About Out4Immigration")
    ada.sees("13,821 signatures on 2 petitions", "volunteers@out4immigration.example")
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    await ada.opens(MARRIAGE)
    await ada.taps("More")
    await ada.taps("About Out4Immigration")
    ada.sees("13,822 signatures on 2 petitions")
