"""Somebody signs far too fast and waits; somebody else wants to be forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from config.texts import language_name, languages, nearest_language
from storage import erasing
from tests.journeys.campaigns import COUNTED, GUIDELINES, HOME, MARRIAGE, NAMED, WHO_SEES
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.stores import ENGINES

OTHERS = [f"PARK{letter}K" for letter in "ABCDE"]
on_both_engines = pytest.mark.parametrize("engine", ENGINES)


@on_both_engines
async def test_the_sixth_signature_in_a_minute_waits(world: World, ada: Supporter, bo: Supporter) -> None:
    await world.begins_petitions(*OTHERS)
    for code in OTHERS:
        await ada.opens(code)
        await ada.taps(COUNTED)
        ada.sees("You are signer number 1.")
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    ada.sees("Thank you. Your signature is being checked.", "It came very fast after others of yours")
    ada.sees("That takes mostly less than a day. You need not do anything.")
    ada.does_not_see("number")
    await ada.opens(MARRIAGE)
    ada.sees("It is being checked and does not count yet.", "12,030 have signed.")

    assert 12_031 in await world.approves_what_is_held()
    await ada.opens(MARRIAGE)
    ada.sees("You signed on 21 November 2026 as number 12,031.", "12,031 have signed.")
    await bo.opens(MARRIAGE)
    await bo.taps(COUNTED)
    bo.sees("You are signer number 12,032.")


async def test_a_minute_later_a_signature_counts_at_once(world: World, ada: Supporter) -> None:
    await world.begins_petitions(*OTHERS)
    for code in OTHERS:
        await ada.opens(code)
        await ada.taps(COUNTED)
    world.clock.moves(timedelta(minutes=1))
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    ada.sees("You are signer number 12,031.")


async def test_signing_and_withdrawing_in_turn_is_noticed(ada: Supporter) -> None:
    for _ in range(5):
        await ada.opens(MARRIAGE)
        await ada.taps(COUNTED)
        ada.sees("You are signer number")
        await ada.taps("Change or withdraw")
        await ada.taps("Withdraw")
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    ada.sees("Your signature is being checked.")


async def test_a_held_signature_is_withdrawn_and_nothing_falls(world: World, ada: Supporter) -> None:
    await world.begins_petitions(*OTHERS)
    for code in (*OTHERS, MARRIAGE):
        await ada.opens(code)
        await ada.taps(COUNTED)
    await ada.taps("Change or withdraw")
    await ada.taps("Withdraw")
    ada.sees("Your signature is withdrawn.", "12,030 have signed now.")


@on_both_engines
async def test_ada_is_erased_and_begins_as_somebody_new(ada: Supporter, bo: Supporter) -> None:
    await ada.opens(HOME)
    await ada.taps(NAMED)
    await ada.taps("Name and reason")
    await ada.types("Ada L.")
    await ada.types("Leeds")
    await ada.types("Nobody should be sent away for love.")
    await ada.taps("Sign as Ada L., Leeds")
    await ada.opens(MARRIAGE)
    await ada.taps("Sign as Ada L., Leeds")
    ada.starts_counting()
    await ada.commands("/privacy")
    await ada.taps("Erase me")
    ada.sees("Erase everything about you?", "This can't be undone.")
    ada.sees_buttons("Keep my data")
    await ada.taps("Erase me now")
    ada.sees("You are erased. Nothing about you is kept here.")
    assert ada.taps_made == 2

    for code, count in ((HOME, "127"), (MARRIAGE, "12,030")):
        await bo.opens(code)
        bo.sees(f"{count} have signed.")
        await bo.taps("Reasons")
        bo.does_not_see("Ada", "sent away for love")
        await bo.opens(code)
        await bo.taps("More")
        await bo.taps("See who signed")
        bo.does_not_see("Ada")
    await ada.commands("/mine")
    ada.sees("You have signed nothing yet.")
    await ada.opens(MARRIAGE)
    ada.sees_buttons(COUNTED, NAMED)
    await ada.taps(COUNTED)
    ada.sees("You are signer number 12,032.", "12,031 have signed.")


async def test_erasing_throws_a_half_filled_form_away(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    await ada.taps("Change or withdraw")
    await ada.taps("Add my name or reason")
    await ada.taps("Name")
    await ada.types("Ada L.")
    await ada.commands("/privacy")
    await ada.taps("Erase me")
    await ada.taps("Erase me now")
    await ada.starts()
    ada.sees_no_button("Go on with your answers")


async def test_erasing_twice_and_a_repeated_update_do_no_harm(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(COUNTED)
    await ada.commands("/privacy")
    await ada.taps("Erase me")
    await ada.taps("Erase me now")
    await ada.is_heard_again()
    ada.sees("Privacy")
    await ada.taps_to("erase_now")
    ada.sees("Nothing about you is kept here.")
    await ada.opens(MARRIAGE)
    ada.sees("12,030 have signed.")


async def test_an_ended_petition_can_not_be_signed_by_an_old_button(world: World, ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    open_one, ended = ada.button(COUNTED), "2"
    assert open_one.leads_to == "sign:1:typed"
    for verb in ("sign", "sign_named"):
        await ada.taps_old(type(open_one)(COUNTED, leads_to=f"{verb}:{ended}"))
        ada.sees("This petition can't be signed any more.", "1,791 signed.")
    await ada.opens(GUIDELINES)
    ada.sees_no_button(COUNTED, NAMED)


@pytest.mark.parametrize("locale", ["en-GB", "en_US", "xx", "", "zz-Latn", "💥"])
async def test_a_language_we_have_not_is_answered_in_the_organisations(world: World, locale: str) -> None:
    bo = world.person("bo", locale=locale)
    await bo.starts()
    bo.sees("Read what people ask for, and sign what you stand for.")
    assert bo.screen.language == "en"


@pytest.mark.parametrize("code", languages())
async def test_a_chosen_language_stays(world: World, code: str) -> None:
    bo = world.person("bo", locale="en-GB")
    await bo.commands("/settings")
    await bo.taps("Language")
    await bo.taps(language_name(code))
    assert bo.screen.language == code
    bo.sees(language_name(code))
    await world.restarts()
    await bo.commands("/settings")
    assert bo.screen.language == code


@pytest.mark.parametrize("code", languages())
async def test_the_language_of_the_platform_is_spoken_without_asking(world: World, code: str) -> None:
    bo = world.person("bo", locale=f"{code}-XX")
    await bo.opens(MARRIAGE)
    assert bo.screen.language == nearest_language(code)


async def signs_far_too_fast(ada: Supporter) -> None:
    """Five others first, and then one whose button is seen."""
    for code in OTHERS:
        await ada.opens(code)
        await ada.taps(COUNTED)
    await ada.opens(MARRIAGE)


async def test_a_held_signature_with_name_and_reason_says_only_what_is_true(world: World, ada: Supporter) -> None:
    await world.begins_petitions(*OTHERS)
    await signs_far_too_fast(ada)
    await ada.taps(NAMED)
    await ada.taps("Name and reason")
    await ada.types("Ada L.")
    await ada.types("Leeds")
    await ada.types("My neighbour Max was sent away.")
    await ada.taps("Sign as Ada L., Leeds")
    for screen in ("thank you", "signed"):
        ada.sees("checked", "Once your signature counts, others see you as Ada L., Leeds.")
        ada.sees("Your words wait for a moderator, mostly less than a day.")
        ada.does_not_see("You are counted", "Others see you as")
        if screen == "thank you":
            await ada.taps("Change or withdraw")
    ada.does_not_see("the count falls")
    await ada.taps(WHO_SEES)
    ada.sees("Other people: nothing yet; your signature is being checked.")
    ada.sees("what you show, while your signature is being checked.")


async def test_a_held_signature_counted_only_is_not_in_the_count(world: World, ada: Supporter) -> None:
    await world.begins_petitions(*OTHERS)
    await signs_far_too_fast(ada)
    await ada.taps(COUNTED)
    await ada.taps(WHO_SEES)
    ada.sees("Other people: nothing yet; your signature is being checked.")
    ada.does_not_see("one more signature in the count")


async def test_ada_who_signed_much_is_told_so_once_all_of_it_is_taken_back(
    world: World, ada: Supporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erasing, "MOST_AT_ONCE", 1)
    codes = [f"PARKA{letter}" for letter in "BCD"]
    await world.begins_petitions(*codes)
    for code in codes:
        await ada.opens(code)
        await ada.taps(COUNTED)
    await ada.taps_to("erase_now")
    ada.sees("You are erased. Nothing about you is kept here.")
    for code in codes:
        await ada.opens(code)
        ada.sees("0 have signed.")
