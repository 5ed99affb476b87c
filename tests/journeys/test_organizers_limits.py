"""Whoever does very much is answered kindly, and nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from handlers.organizing.beginning import MOST_BEGUN
from handlers.organizing.done import Done
from storage.nouns import Nouns
from storage.tables.petitions import petition
from tests.journeys.organizers import GETEQUAL, answers, goes_to_desk
from tests.journeys.petition_writing import comes_in, opens_petitions
from tests.journeys.worlds import World
from tests.people import Supporter
from tests.storage.planting import rows

ENOUGH = f"You have begun {MOST_BEGUN} petitions and stories within a day."


async def begins_many(world: World, how_many: int) -> None:
    """The first member has begun so many."""

    def write(nouns: Nouns) -> None:
        owner = nouns.organisations.named(GETEQUAL)
        assert owner is not None
        (member,) = nouns.members.of_organisation(owner, 1)
        for _each in range(how_many):
            nouns.audit.write(owner, Done.BEGAN, world.clock.now, by=member)

    await world.store.turn(write)


async def test_nobody_fills_an_organisation_with_drafts(world: World, ada: Supporter, bo: Supporter) -> None:
    await comes_in(world, ada)
    await begins_many(world, MOST_BEGUN - 1)
    await opens_petitions(ada)
    await ada.taps("New petition")
    await answers(ada, title="Keep the old park open")
    ada.sees("Keep the old park open", "Draft")
    await opens_petitions(ada)
    before = await rows(world.store, sa.select(petition.c.id))
    await ada.taps("New petition")
    ada.sees(ENOUGH, "go on with one of them, or begin the next one tomorrow")
    await ada.taps("Back to petitions")
    await goes_to_desk(ada)
    await ada.taps("Stories and news")
    organisation = ada.button("Back to the desk").leads_to.partition(":")[2]
    await ada.taps_to(f"tale_begin:{organisation}:news")
    ada.sees(ENOUGH)
    assert await rows(world.store, sa.select(petition.c.id)) == before
    await comes_in(world, bo, "Bo")
    await bo.taps_to(f"pet_new:{organisation}")
    bo.does_not_see(ENOUGH)
    world.clock.moves(timedelta(days=1))
    await ada.taps_to(f"pet_new:{organisation}")
    ada.does_not_see(ENOUGH)
