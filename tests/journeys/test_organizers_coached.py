"""In the first days of a petition its organizers hear what they can do next, and stop hearing it in one tap."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from bot.clock.coaching import coach
from storage.members import Role
from storage.nouns import Nouns
from storage.tables.news import delivery
from storage.tables.people import account
from storage.tables.petitions import milestone, petition, petition_version
from tests.journeys.organizers import GETEQUAL, NOT_HERS
from tests.journeys.test_organizers_delivering import also_organizes, sign
from tests.journeys.test_organizers_winning import organizes
from tests.journeys.worlds import World, at_the_terminal_too
from tests.people import Supporter
from tests.storage.planting import plant_petition, rows
from tests.stores import ENGINES

on_both_engines = pytest.mark.parametrize("engine", ENGINES)
REACHED = "The goal of 100 is reached, and nothing was told since"


async def begins(world: World, ada: Supporter, code: str = "KTMPRK") -> int:
    """A petition that was published this morning and has reached a goal since; it is day where they are."""
    world.clock.moves(timedelta(hours=4))
    park = await organizes(world, ada, code)
    await is_published(world, park)
    return park


async def is_published(world: World, petition_id: int) -> None:
    now = world.clock()
    public = {"petition_id": petition_id, "version": 1, "published_at": now - timedelta(hours=4), "is_material": True}
    reached = {"petition_id": petition_id, "threshold": 100, "reached_on": now.date()}

    def publish(nouns: Nouns) -> None:
        run, its = nouns.connection.run, petition.c.id == petition_id
        run(sa.update(petition).where(its).values(started_on=now.date(), count=104, last_number=104))
        run(sa.insert(petition_version).values(public))
        run(sa.insert(milestone).values(reached))

    await world.store.turn(publish)


async def hears(world: World, person: Supporter) -> None:
    """The clock looks, and the outbox brings what there is."""
    await coach(world.store, world.clock())
    await person.looks_on(world.tells())


async def may_be_written_to(world: World) -> None:
    """They asked for it, where nobody is written to who did not."""

    def ask(nouns: Nouns) -> None:
        nouns.connection.run(sa.update(account).values(is_written_to=True))

    await world.store.turn(ask)


@on_both_engines
async def test_a_goal_was_reached_and_a_draft_is_there(world: World, ada: Supporter) -> None:
    await begins(world, ada)
    await may_be_written_to(world)
    await hears(world, ada)
    ada.sees(REACHED, "About: ktmprk in en", "Only organizers hear this, in the first three days of a petition")
    await ada.taps("Look at the draft")
    ada.sees("So far: 104 signatures")
    if ada.screen.is_whole_form:
        await ada.fills_in(title="So far: 104 signatures", text="104 have signed.")
    else:
        await ada.taps("Leave it as it is")
        ada.sees("104 have signed. Next goal 200.", "The goal of 100 was reached on 21 November 2026.")
        await ada.taps("Leave it as it is")
    ada.sees("The draft is there; nobody else sees it.")
    await hears(world, ada)
    assert await _told(world) == [("sent", "")], "and nobody was told but its organizer"


@at_the_terminal_too
async def test_it_is_stopped_and_begun_again(world: World, ada: Supporter) -> None:
    park = await begins(world, ada)
    await ada.taps_to(f"coach:{park}")
    ada.sees("The first days of a petition", f"You are told this of every petition of {GETEQUAL}.")
    await ada.taps("Stop telling me")
    ada.sees("You are told no more. Nobody hears of that.", f"of no petition of {GETEQUAL}.")
    await coach(world.store, world.clock())
    assert await rows(world.store, sa.select(delivery.c.id)) == []
    await ada.taps("Tell me what to do")
    ada.sees("You are told from now on.")


async def test_the_message_itself_stops_its_kind(world: World, ada: Supporter) -> None:
    await begins(world, ada)
    await may_be_written_to(world)
    await hears(world, ada)
    await ada.taps("Stop telling me")
    ada.sees("You are told no more. Nobody hears of that.")


async def test_three_a_day_whatever_they_are_on(world: World, ada: Supporter) -> None:
    await begins(world, ada)
    for code in ("KTMPRN", "KTMPRQ", "KTMPRT", "KTMPRW"):
        await is_published(world, await world.store.turn(partial(_one_more, code)))
    await may_be_written_to(world)
    await coach(world.store, world.clock())
    for _second in range(5):
        world.clock.moves(timedelta(seconds=2))
        await world.tells()
    assert await _told(world) == [("sent", "")] * 3 + [("skipped", "enough today")] * 2
    world.clock.moves(timedelta(hours=25))
    await coach(world.store, world.clock())
    assert len(await _told(world)) == 5, "and nothing is said twice"


def _one_more(code: str, nouns: Nouns) -> int:
    owner = nouns.organisations.named(GETEQUAL)
    return plant_petition(nouns, code.lower(), code=code, organisation_id=owner, is_sample=True)


async def _told(world: World) -> list[tuple[str, str]]:
    told = await rows(world.store, sa.select(delivery.c.state, delivery.c.problem).order_by(delivery.c.id))
    return [(row.state, row.problem) for row in told]


async def test_not_at_night(world: World, ada: Supporter) -> None:
    await begins(world, ada)
    await may_be_written_to(world)
    world.clock.moves(timedelta(hours=12))
    await hears(world, ada)
    assert await _told(world) == [("skipped", "at night")]


async def test_nobody_else_is_coached_or_sets_it(world: World, ada: Supporter, bo: Supporter) -> None:
    park = await begins(world, ada)
    mo = await also_organizes(world, "Mo", Role.MODERATOR)
    eve = world.person("Eve")
    await organizes(world, eve, "KTMPRN", "The others")
    for verb in ("coach", "coach_off", "coach_on", "tell_draft"):
        await mo.taps_to(f"{verb}:{park}")
        mo.sees(f"Only organizers of {GETEQUAL} can do this.")
        for stranger in (bo, eve):
            await stranger.taps_to(f"{verb}:{park}")
            stranger.sees(NOT_HERS)
    await coach(world.store, world.clock())
    told = await rows(world.store, sa.select(delivery.c.supporter_id))
    assert len(told) == 1


async def test_no_draft_of_what_nobody_can_sign_yet(world: World, ada: Supporter) -> None:
    park = await begins(world, ada)
    await sign(world, park, "Kim")

    def draft(nouns: Nouns) -> None:
        nouns.connection.run(sa.update(petition).where(petition.c.id == park).values(state="draft"))

    await world.store.turn(draft)
    await ada.taps_to(f"tell_draft:{park}")
    ada.sees("It is not public yet, so that nobody could sign it. Publish it first.")
