"""Codes that link two accounts: typed in whatever way, once, soon, and by nobody who guesses."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from storage.tables.chats import conversation
from storage.tries import MOST_TRIES
from tests.journeys.linking import LOOK, WRONG, gets_code, link, people, requests
from tests.journeys.worlds import World, one_by_one, whole_forms
from tests.people import Supporter
from tests.storage.planting import rows


async def test_a_code_that_came_too_late_is_of_no_use(world: World, ada: Supporter, hers: Supporter) -> None:
    code = await gets_code(ada)
    world.clock.moves(timedelta(minutes=10))
    await hers.types(code)
    hers.sees(WRONG, "Nothing was changed.")
    await ada.taps(LOOK)
    ada.sees("Get a code in one app")


async def test_a_code_that_was_lost_from_sight_is_not_shown_again(world: World, ada: Supporter) -> None:
    code = await gets_code(ada)
    await ada.is_heard_again()
    ada.sees("Nothing has come yet.", "A code can't be shown a second time.")
    ada.does_not_see(code)
    await ada.taps("Throw the code away")
    ada.sees("Nothing is linked.")
    assert await requests(world) == 0


@pytest.mark.parametrize("typed", ["{}", "/link {}", "{}.", "“form”", "“form lower”"])
async def test_a_code_is_typed_in_whatever_way(ada: Supporter, hers: Supporter, typed: str) -> None:
    code = await gets_code(ada)
    if "form" in typed:
        await hers.commands("/link")
        await hers.taps("I have a code")
        hers.sees("Which code did I show you in your other app?")
        await hers.types(code.replace("-", " ").lower() if "lower" in typed else code.replace("-", ""))
    elif typed.startswith("/"):
        await hers.commands(typed.format(code))
    else:
        await hers.types(typed.format(code))
    hers.sees("Link with your")


@one_by_one
async def test_what_is_no_code_is_asked_for_again(world: World, hers: Supporter) -> None:
    await hers.commands("/link")
    await hers.taps("I have a code")
    await hers.types("hello")
    hers.sees("A code has eight letters and digits, such as K7QM-2XPD. Nothing was changed.")
    await hers.types("BBB2-BBB2")
    hers.sees(WRONG)
    assert await rows(world.store, sa.select(conversation)) == []
    assert await people(world) == 0


@whole_forms
async def test_a_form_of_one_piece_takes_a_code_too(world: World) -> None:
    ada, hers = world.person("ada"), world.person("hers", has_forms=True)
    code = await gets_code(ada)
    await hers.commands("/link")
    await hers.taps("I have a code")
    await hers.fills_in(code="what?")
    hers.sees("A code has eight letters and digits")
    await hers.fills_in(code=code)
    hers.sees("Link with your")


@pytest.mark.parametrize("words", ["half-time", "well-read", "PARK-LAND", "3-4"])
async def test_words_that_are_no_code_are_searched_for(ada: Supporter, words: str) -> None:
    await ada.types(words)
    ada.does_not_see("code")


async def test_a_link_that_somebody_made_types_no_code(ada: Supporter, bo: Supporter) -> None:
    code = await gets_code(ada)
    for payload in (code, code.replace("-", ""), f"link-{code}", f"link_with-{code}"):
        await bo.starts(payload)
        bo.does_not_see("Link with your")
    await bo.types(code)
    bo.sees("Link with your")


async def test_ones_own_code_and_linked_ones_are_told_apart_kindly(ada: Supporter, hers: Supporter) -> None:
    code = await gets_code(ada)
    await ada.types(code)
    ada.sees("This is the code of this very account.", "it still holds")
    await link(ada, hers)
    await hers.types(await gets_code(ada))
    hers.sees("These accounts are linked already.")


async def test_whoever_guesses_waits(world: World, ada: Supporter, bo: Supporter) -> None:
    code = await gets_code(ada)
    for _ in range(MOST_TRIES):
        await bo.types("BBB2-BBB2")
        bo.sees(WRONG)
    await bo.types(code)
    bo.sees("Too many codes were wrong. Try again in 10 minutes; nothing is lost.")
    world.clock.moves(timedelta(minutes=10))
    await bo.types(await gets_code(ada))
    bo.sees("Link with your")
