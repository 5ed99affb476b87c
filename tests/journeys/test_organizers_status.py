"""Organizers see in one screen how everything stands, and what needs a hand first."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from storage.members import Role
from storage.nouns import Nouns
from storage.tables.petitions import petition
from tests.journeys.organizers import GETEQUAL, code_for, goes_to_desk, joins
from tests.journeys.telling import fills_in_message
from tests.journeys.test_organizers_delivering import also_organizes, sign
from tests.journeys.test_organizers_winning import organizes
from tests.journeys.worlds import World, at_the_terminal_too
from tests.people import Supporter
from tests.storage.planting import plant_petition
from tests.stores import ENGINES

on_both_engines = pytest.mark.parametrize("engine", ENGINES)


@on_both_engines
@at_the_terminal_too
async def test_how_it_stands_in_one_screen(world: World, ada: Supporter) -> None:
    park = await organizes(world, ada)
    for name in ("Kim", "Lou", "Max"):
        await sign(world, park, name)
    await goes_to_desk(ada)
    await ada.taps("Status")
    ada.sees(f"How {GETEQUAL} stands", "ktmprk in en", "3 have signed. Next goal 100.", "Within the last 24 hours: 3.")
    ada.sees("Nothing was told of it yet.", "Sample campaign: nothing is delivered")
    ada.does_not_see("At this pace")


async def test_a_goal_within_two_weeks_has_its_moment(world: World, ada: Supporter) -> None:
    park = await organizes(world, ada)
    for n in range(10):
        await sign(world, park, f"p{n}")
    await ada.taps_to(f"status:{await _organisation(world)}")
    ada.sees("10 have signed. Next goal 100.", "At this pace the goal of 100 is reached by")


async def test_at_risk_it_is_told_in_whole_tens(world: World, ada: Supporter) -> None:
    await organizes(world, ada)
    owner = await _organisation(world)
    park = await world.store.turn(
        partial(plant_petition, slug="danger", organisation_id=owner, at_risk=True, is_sample=True)
    )
    for n in range(13):
        await sign(world, park, f"p{n}")
    await ada.taps_to(f"status:{owner}")
    ada.sees("danger in en", "At least 10 have signed.")
    ada.does_not_see("13 have", "hours: 13", "hours: at least", "At this pace")


async def test_what_is_being_told_stands_above(world: World, ada: Supporter) -> None:
    park = await organizes(world, ada)
    await sign(world, park, "Kim")
    await ada.taps_to(f"cast_of:{park}")
    await fills_in_message(ada, "Thank you", "All of you.")
    number = await world.store.read(_last_broadcast)
    assert await world.store.turn(lambda nouns: nouns.broadcasts.begin_telling(number, world.clock()))
    await ada.taps_to(f"status:{await _organisation(world)}")
    ada.sees("Being told: “Thank you”. Sent: 0.")
    await world.store.turn(lambda nouns: nouns.broadcasts.pause(number))
    await ada.taps_to(f"status:{await _organisation(world)}")
    ada.sees("Paused: “Thank you”.")
    await ada.taps("Messages")
    ada.sees("Thank you")
    at_risk = sa.update(petition).where(petition.c.id == park).values(at_risk=True)
    await world.store.turn(lambda nouns: nouns.connection.run(at_risk))
    await ada.taps_to(f"status:{await _organisation(world)}")
    ada.sees("Sent: fewer than 10. Still to be sent: fewer than 10.")


async def test_more_than_fit_are_paged_and_what_waits_is_first(world: World, ada: Supporter) -> None:
    await organizes(world, ada)
    owner = await _organisation(world)
    for n in range(7):
        await world.store.turn(partial(plant_petition, slug=f"n{n}", organisation_id=owner, is_sample=True, count=n))
    soon = world.clock() + timedelta(days=1)
    await world.store.turn(
        partial(plant_petition, slug="closing", organisation_id=owner, is_sample=True, closes_at=soon)
    )
    await ada.taps_to(f"status:{owner}")
    ada.sees("1. closing in en", "Its last day: 22 November 2026.", "1 to 5 of")
    await ada.taps("Next page")
    ada.sees("6 to")
    await ada.taps("Open 6")
    ada.sees("Tell people of")


async def test_nobody_else_sees_it(world: World, ada: Supporter, bo: Supporter) -> None:
    await organizes(world, ada)
    owner = await _organisation(world)
    mo = await also_organizes(world, "Mo", Role.MODERATOR)
    eve = world.person("Eve")
    await joins(eve, await code_for(world, Role.OWNER, await _others(world)), "Eve")
    await mo.taps_to(f"status:{owner}")
    mo.sees(f"Only organizers of {GETEQUAL} can do this.")
    for stranger in (eve, bo):
        await stranger.taps_to(f"status:{owner}")
        stranger.sees(f"Only organizers of {GETEQUAL} can do this.")
    await goes_to_desk(mo)
    mo.sees_no_button("Status")


async def _organisation(world: World) -> int:
    found = await world.store.read(lambda nouns: nouns.organisations.named(GETEQUAL))
    assert found is not None
    return found


async def _others(world: World) -> str:
    def found(nouns: Nouns) -> str:
        nouns.organisations.add("The others", locale="en", zone="UTC")
        return "The others"

    return await world.store.turn(found)


def _last_broadcast(nouns: Nouns) -> int:
    owner = nouns.organisations.named(GETEQUAL)
    assert owner is not None
    (newest,), _total = nouns.broadcasts.of_organisation(owner, 1)
    return newest.id
