"""What random conversations found, each by its own name."""

from __future__ import annotations

import pytest

from handlers.breaks import units
from tests.journeys.campaigns import HOME, MARRIAGE, NAMED
from tests.journeys.worlds import World, one_by_one, other_room
from tests.people import Supporter

HALF_A_PAIR = "\ud800"


@pytest.mark.parametrize("command", ["/petition", "/sign", "/share", "/start", "/search"])
@pytest.mark.parametrize("words", [HALF_A_PAIR, HALF_A_PAIR * 6, "\x00" * 6, "ПЕТИЦИ"])
async def test_what_is_no_code_asks_the_store_nothing(ada: Supporter, command: str, words: str) -> None:
    await ada.commands(f"{command} {words}")
    ada.does_not_see("Something failed")


@one_by_one
async def test_a_second_form_of_a_sample_says_that_it_is_one(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Name")
    await ada.opens(HOME)
    await ada.taps(NAMED)
    ada.sees("You have begun something else:", "Sample campaign: nothing is delivered")


@one_by_one
async def test_a_second_form_that_is_of_a_sample_says_so_too(ada: Supporter) -> None:
    await ada.commands("/settings")
    await ada.taps("Time zone")
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    ada.sees("You have begun something else: Time zone.", "Sample campaign: nothing is delivered")


@one_by_one
async def test_answers_thrown_away_under_a_sample_say_that_it_is_one(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Cancel")
    ada.sees("Your answers are thrown away.", "Sample campaign: nothing is delivered")


@other_room
@pytest.mark.parametrize(("link", "room"), [("text-2", 1_900), ("told-1", 2_600), ("told-3", 3_600)])
async def test_a_kept_form_makes_no_screen_too_long(world: World, link: str, room: int) -> None:
    cy = world.person("cy", text=room)
    await cy.opens(MARRIAGE)
    await cy.taps(NAMED)
    await cy.starts(link)
    cy.sees_buttons("Go on with your answers")
    assert units(cy.screen.text) <= room


@one_by_one
async def test_a_tap_on_a_form_that_was_left_opens_its_next_question(ada: Supporter) -> None:
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Name")
    await ada.opens(HOME)
    await ada.taps("Use “Ada L.”")
    ada.sees("Where do you live")
    await ada.types("Leeds")
    ada.sees("This is how it will look: Ada L., Leeds")
