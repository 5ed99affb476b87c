"""A button of a form that is over fits no later form, and an erased person has no form left."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from storage.tables.chats import conversation
from storage.tables.people import supporter
from tests.journeys.campaigns import COUNTED, HOME, MARRIAGE, NAMED
from tests.journeys.worlds import World, one_by_one
from tests.people import Supporter
from tests.seen import GO_ON, Tappable
from tests.storage.planting import rows
from tests.stores import ENGINES

LEEDS = "Leeds"


async def fills_in(ada: Supporter, code: str, shown: str) -> None:
    """Ada answers every question, up to the preview."""
    await ada.opens(code)
    await ada.taps(NAMED)
    await ada.taps(shown)
    await ada.types("Ada Lovelace")
    await ada.types(LEEDS)
    ada.sees("This is how it will look")


@pytest.fixture
async def old(world: World, ada: Supporter) -> dict[str, Tappable]:
    """The buttons of a form under one petition that was cancelled; another stands at its preview a second later."""
    await fills_in(ada, MARRIAGE, "Initials, region")
    buttons = {label: ada.button(label) for label in ("Sign as A. L., Leeds", "Change", "Cancel")}
    await ada.taps("Cancel")
    ada.sees("Your answers are thrown away.")
    world.clock.moves(timedelta(seconds=1))
    await fills_in(ada, HOME, "Name")
    return buttons


@one_by_one
async def test_an_old_send_signs_nothing(ada: Supporter, old: dict[str, Tappable]) -> None:
    await ada.taps_old(old["Sign as A. L., Leeds"])
    ada.sees("This is how it will look: Ada Lovelace, Leeds")
    for code, count in ((MARRIAGE, "12,030"), (HOME, "127")):
        await ada.opens(code)
        ada.sees(f"{count} have signed.")
        ada.does_not_see("You signed on")


@pytest.mark.parametrize("label", ["Cancel", "Change"])
@one_by_one
async def test_an_old_button_leaves_the_newer_form_as_it_is(
    ada: Supporter, old: dict[str, Tappable], label: str
) -> None:
    await ada.taps_old(old[label])
    ada.sees("This is how it will look: Ada Lovelace, Leeds")
    await ada.taps("Sign as shown above")
    ada.sees("You are signer number 128.", "Others see you as Ada Lovelace, Leeds.")


@one_by_one
async def test_an_old_throw_them_away_leaves_a_newer_form_of_the_same_petition(world: World, ada: Supporter) -> None:
    await fills_in(ada, MARRIAGE, "Initials, region")
    await ada.starts()
    throw_away = ada.button("Throw them away")
    await ada.taps("Throw them away")
    world.clock.moves(timedelta(seconds=1))
    await fills_in(ada, MARRIAGE, "Name")
    await ada.taps_old(throw_away)
    ada.sees("This is how it will look: Ada Lovelace, Leeds")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("has_signed", [True, False])
@one_by_one
async def test_erasing_by_an_old_button_leaves_no_open_form(world: World, ada: Supporter, has_signed: bool) -> None:
    if has_signed:
        await ada.opens(HOME)
        await ada.taps(COUNTED)
    else:
        await ada.opens(HOME)
        await ada.taps(NAMED)
    await ada.commands("/privacy")
    await ada.taps("Erase me")
    erase = ada.button("Erase me now")
    if not has_signed:
        await ada.starts()
        await ada.taps("Throw them away")
    await ada.opens(MARRIAGE)
    await ada.taps(NAMED)
    await ada.taps("Name")
    await ada.types("Ada Lovelace")
    assert len(await rows(world.store, sa.select(conversation))) == 1
    await ada.taps_old(erase)
    ada.sees("You are erased. Nothing about you is kept here.")
    ada.sees_no_button(GO_ON)
    assert await rows(world.store, sa.select(conversation)) == []
    assert await rows(world.store, sa.select(supporter)) == []
    await ada.opens(HOME)
    ada.sees("127 have signed.")
    ada.does_not_see("Your answers are kept")
