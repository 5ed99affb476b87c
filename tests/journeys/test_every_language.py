"""Whatever language somebody speaks, every screen keeps its rules: labels that fit, rows that fit, no dead end."""

from __future__ import annotations

import pytest

from config.texts import languages
from handlers import make_router
from tests.journeys.campaigns import HOME, MARRIAGE
from tests.journeys.worlds import World, one_by_one
from tests.people import Supporter
from tests.seen import Tappable

ROUTES = make_router().routes
MOST_SCREENS = 400
CLEARS = "clean"
"""Takes all other buttons away, so that it is tapped last."""


async def reads_everything(person: Supporter) -> set[str]:
    """Tap every button there is that only reads; the verbs that were met."""
    await person.starts()
    waiting, met = [person.screen], {"start"}
    while waiting and len(met) < MOST_SCREENS:
        for button in [button for row in waiting.pop().rows for button in row if button.leads_to not in met]:
            found = ROUTES.get(button.leads_to.split(":")[0])
            if found is None or not found.reads or found.verb == CLEARS:
                continue
            met.add(button.leads_to)
            await person.taps_old(button)
            waiting.append(person.screen)
    return {token.split(":")[0] for token in met}


def button_to(person: Supporter, begins: str, ends: str = "") -> Tappable:
    """The button of the present screen whose action begins and ends like this."""
    buttons = (button for row in person.screen.rows for button in row)
    return next(each for each in buttons if each.leads_to.startswith(begins) and each.leads_to.endswith(ends))


@pytest.mark.parametrize("code", languages())
async def test_cy_reads_everything(world: World, code: str) -> None:
    cy = world.person("cy", locale=code)
    met = await reads_everything(cy)
    await cy.taps_to(CLEARS)
    assert {"petition", "text", "victory", "reasons", "signers", "more", "news", "told", "comments", "see"} <= met
    assert {"organisation", "help", "settings", "language", "privacy", "mine", "share", "stories", "search"} <= met
    assert {shown.language for shown in cy.all_seen} == {code}


@pytest.mark.parametrize("code", languages())
@one_by_one
async def test_cy_signs_and_looks_after_it(world: World, code: str) -> None:
    cy = world.person("cy", locale=code, suggested_name="Cy B.")
    await cy.opens(MARRIAGE)
    await cy.taps_to("sign_named:1")
    await cy.taps_old(button_to(cy, "answer:pick", ":reason"))
    await cy.types("C" * 81)
    await cy.types("Cy B.")
    await cy.types("Hull")
    await cy.types("My neighbour was sent away.")
    send = button_to(cy, "answer:send")
    assert send.is_main
    await cy.taps_old(send)
    for token in ("see:1", "signed:1", "sign_named:1", "petition:3", "answer:cancel", "mine", "withdraw:1"):
        await cy.taps_to(token)
    await cy.opens(HOME)
    await cy.taps_to("sign:3")
    await cy.taps_to("sign:3")
    await cy.taps_to("sign:2")
    for token in ("withdraw_now:1", "withdraw_now:1", "hide:3", "erase", "erase_now", "mine", "gone:1", "petition:99"):
        await cy.taps_to(token)
    for words in ("zebra", "stop", "/unknown"):
        await (cy.commands(words) if words.startswith("/") else cy.types(words))
    assert {shown.language for shown in cy.all_seen} == {code}
