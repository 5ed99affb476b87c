"""The main wishes once more, at a real terminal: numbers are typed, and lines of JSON are read."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE, NAMED, WHO_SEES
from tests.journeys.worlds import World, at_the_terminal
from tests.people import Supporter
from tests.stores import ENGINES
from tests.terminal_person import AtTheTerminal

on_both_engines = pytest.mark.parametrize("engine", ENGINES)

pytestmark = at_the_terminal


@pytest.fixture
async def cy(world: World) -> AsyncIterator[AtTheTerminal]:
    """Cy sits at a terminal."""
    cy = AtTheTerminal("cy")
    await cy.begins(world.dispatch().answer)
    yield cy
    await cy.ends()


@on_both_engines
async def test_cy_reads_all_pages_and_signs_counted_only(cy: AtTheTerminal, bo: Supporter) -> None:
    cy.sees("Read what people ask for")
    await cy.opens(MARRIAGE)
    cy.sees("12,030 have signed.")
    await cy.taps("Read the story")
    while following := [label for label in cy.screen.labels if label.startswith("Read on")]:
        await cy.taps(following[0])
    cy.sees("More about the couples is on")
    cy.starts_counting()
    await cy.taps(COUNTED)
    assert (cy.taps_made, cy.answers_typed) == (1, 0)
    cy.sees("You are signer number 12,031.")
    await cy.taps(WHO_SEES)
    cy.sees("Other people: one more signature in the count, and nothing of you.")
    await cy.taps("Back to petition")
    cy.sees("You signed on 21 November 2026 as number 12,031.")
    await bo.opens(MARRIAGE)
    bo.sees("12,031 have signed.")


@on_both_engines
async def test_cy_signs_with_name_place_and_reason(cy: AtTheTerminal, bo: Supporter) -> None:
    await cy.opens(HOME)
    cy.starts_counting()
    await cy.taps(NAMED)
    await cy.taps("Name and reason")
    await cy.types("Cy B.")
    await cy.types("Hull")
    await cy.types("Nobody should be sent away for love.")
    cy.sees("This is how it will look: Cy B., Hull")
    await cy.taps("Sign as Cy B., Hull")
    cy.sees("You are signer number 128.", "Others see you as Cy B., Hull.")
    assert (cy.taps_made, cy.answers_typed) == (3, 3)
    await bo.opens(HOME)
    await bo.taps("Reasons")
    bo.sees("Nobody should be sent away for love.", "Cy B., Hull · 21 November 2026, today")


async def test_the_name_of_the_person_is_offered_and_not_stored_untapped(cy: AtTheTerminal) -> None:
    await cy.opens(HOME)
    await cy.taps(NAMED)
    await cy.taps("Initials, region")
    await cy.taps("Use “cy”")
    await cy.taps("Skip")
    await cy.taps("Sign as C.")
    cy.sees("You are signer number 128.")


@on_both_engines
async def test_cy_withdraws_and_finds_it_under_my_signatures(cy: AtTheTerminal) -> None:
    for code in (MARRIAGE, HOME):
        await cy.opens(code)
        await cy.taps(COUNTED)
    await cy.commands("/mine")
    cy.sees("You signed 2 petitions", "as number 12,031.", "as number 128.")
    await cy.taps("Save Doug and Alex's…")
    await cy.taps("Withdraw")
    cy.sees("Your signature is withdrawn.", "12,030 have signed now.")
    await cy.commands("/mine")
    cy.sees("You signed 1 petition", "as number 128.")


async def test_a_form_left_is_gone_on_with(cy: AtTheTerminal) -> None:
    await cy.opens(HOME)
    await cy.taps(NAMED)
    await cy.taps("Name")
    await cy.commands("/browse")
    cy.sees("Your answers are kept for a day")
    await cy.taps("Go on with your answers")
    cy.sees("Your name, or only your initials?")


async def test_cy_erases_himself(cy: AtTheTerminal) -> None:
    await cy.opens(MARRIAGE)
    await cy.taps(COUNTED)
    await cy.commands("/privacy")
    await cy.taps("Erase me")
    await cy.taps("Erase me now")
    cy.sees("You are erased.")
    await cy.opens(MARRIAGE)
    cy.sees("12,030 have signed.")
