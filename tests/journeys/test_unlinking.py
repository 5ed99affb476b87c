"""Accounts that were linked part again, or are erased together."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from storage.tables.people import account
from storage.tables.signing import signature
from tests.journeys.campaigns import COUNTED, MARRIAGE
from tests.journeys.linking import WRONG, gets_code, link, people, requests
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.storage.planting import rows
from tests.stores import ENGINES

on_both_engines = pytest.mark.parametrize("engine", ENGINES)


async def test_ada_unlinks_and_both_go_on_alone(world: World, ada: Supporter, hers: Supporter) -> None:
    await hers.opens(MARRIAGE)
    await hers.taps(COUNTED)
    await link(ada, hers)
    await ada.commands("/link")
    await ada.taps(ada.label("Unlink"))
    ada.sees("Signatures, comments and shared links stay with this account", "no count changes")
    ada.sees("has signed nothing then", "Both go on following the same things")
    await ada.taps("Leave it linked")
    await ada.taps(ada.label("Unlink"))
    old = ada.button(ada.label("Unlink"))
    await ada.taps(ada.label("Unlink"))
    ada.sees("account is no longer linked.")
    ada.does_not_see("Linked with this account")
    await ada.taps_old(old)
    ada.sees("That account is not linked with this one.")
    await ada.commands("/mine")
    ada.sees("You signed 1 petition", "as number 12,031.")
    await hers.commands("/mine")
    hers.sees("You have signed nothing yet.")
    for person in (ada, hers):
        await person.commands("/following")
        person.sees("Save Doug and Alex's Marriage")
    assert await people(world) == 2
    (given,) = await rows(world.store, sa.select(signature).where(signature.c.supporter_id.is_not(None)))
    assert given.number == 12_031


async def test_nobody_unlinks_somebody_elses_account(
    world: World, ada: Supporter, hers: Supporter, bo: Supporter
) -> None:
    await link(ada, hers)
    for row in await rows(world.store, sa.select(account)):
        await bo.taps_to(f"unlink:{row.id}")
        bo.sees("That account is not linked with this one.")
        await bo.taps_to(f"unlink_now:{row.id}")
    assert await people(world) == 1


@on_both_engines
async def test_erasing_erases_all_linked_accounts(world: World, ada: Supporter, hers: Supporter) -> None:
    await hers.opens(MARRIAGE)
    await hers.taps(COUNTED)
    await link(ada, hers)
    await ada.commands("/privacy")
    await ada.taps("Erase me")
    ada.sees("Linked accounts are erased with this one.", "Linked with this account")
    await ada.taps("Erase me now")
    await hers.commands("/mine")
    hers.sees("You have signed nothing yet.")
    assert await people(world) == 0
    await hers.opens(MARRIAGE)
    hers.sees("12,030 have signed.")


async def test_who_is_erased_takes_an_open_code_along(world: World, ada: Supporter, hers: Supporter) -> None:
    code = await gets_code(ada)
    await ada.commands("/privacy")
    await ada.taps("Get my data")
    ada.sees("Everything kept about you")
    await ada.commands("/privacy")
    await ada.taps("Erase me")
    await ada.taps("Erase me now")
    assert await requests(world) == 0
    await hers.types(code)
    hers.sees(WRONG)
