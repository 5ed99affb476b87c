"""A goal that is ahead has its message before it is reached, and is reached only once."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest
import sqlalchemy as sa

from storage.correcting import CORRECTING
from storage.goal_messages import Goal
from storage.ledger import Kind
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.store import Store
from storage.tables.bookkeeping import job
from storage.tables.petitions import milestone, petition
from tests.storage.planting import NOW, alerts_of, end, milestones_of, planted, read, rows, sign

THANKS = "Thank you all.\n\nNow to the council."


@pytest.fixture
async def park(store: Store) -> Petition:
    return await planted(store, "park", ladder=[3, 10, 20, 50])


async def enter(store: Store, found: Petition, kind: Kind, amount: int) -> None:
    """A row of the ledger."""
    await store.turn(lambda nouns: nouns.ledger.enter(found.id, kind, amount, NOW) and None)


async def goals_of(store: Store, found: Petition) -> list[Goal]:
    """As their organizers see them."""
    now = await read(store, found.id)
    return await store.read(lambda nouns: nouns.goal_messages.of(now))


async def says(store: Store, found: Petition, threshold: int, message: str = THANKS) -> None:
    """Organizers say something to a goal."""

    def write(nouns: Nouns) -> None:
        now = nouns.petitions.find_any(found.id, "en", NOW)
        assert now is not None
        goal = nouns.goal_messages.find(now, threshold)
        assert goal is not None
        nouns.goal_messages.write(now, goal, message, "Ada, lead", NOW)

    await store.turn(write)


async def shown(store: Store, found: Petition) -> list[int]:
    """The goals that readers see as reached."""
    return [each.threshold for each in await store.read(lambda nouns: nouns.details.milestones(found.id))]


async def test_three_goals_are_ahead_and_none_of_them_is_reached(store: Store, park: Petition) -> None:
    assert [(each.threshold, each.is_coming) for each in await goals_of(store, park)] == [
        (3, True),
        (10, True),
        (20, True),
    ]
    await says(store, park, 10)
    assert await shown(store, park) == []
    assert [each.message for each in await goals_of(store, park)] == ["", THANKS, ""]


async def test_a_message_is_there_when_its_goal_is_reached_and_told(store: Store, park: Petition) -> None:
    await says(store, park, 3)
    for name in ("ada", "bo", "cy"):
        await sign(store, park, name)
    [reached] = await store.read(lambda nouns: nouns.details.milestones(park.id))
    assert (reached.threshold, reached.message, reached.sign_off) == (3, THANKS, "Ada, lead")
    assert reached.reached_on == NOW.date()
    assert await alerts_of(store, park) == ["3"]


async def test_a_goal_with_a_message_is_reached_once(store: Store, park: Petition) -> None:
    await says(store, park, 3)
    await enter(store, park, Kind.IMPORTED, 3)
    await enter(store, park, Kind.CORRECTED, -1)
    await sign(store, park, "ada")
    [reached] = await store.read(lambda nouns: nouns.details.milestones(park.id))
    assert (reached.reached_on, reached.message) == (None, THANKS)
    assert await alerts_of(store, park) == []


@pytest.mark.parametrize(("kind", "on"), [(Kind.IMPORTED, None), (Kind.PAPER, NOW.date()), (Kind.SIGNED, NOW.date())])
async def test_the_day_of_what_was_imported_is_not_known(store: Store, park: Petition, kind: Kind, on: object) -> None:
    await says(store, park, 10)
    await enter(store, park, kind, 12)
    found = await rows(store, sa.select(milestone).order_by(milestone.c.threshold))
    assert [(row.threshold, row.reached_on, row.is_coming) for row in found] == [(3, on, False), (10, on, False)]


async def test_what_was_told_is_edited_where_it_stands(store: Store, park: Petition) -> None:
    await says(store, park, 3)
    for name in ("ada", "bo", "cy"):
        await sign(store, park, name)
    assert await rows(store, sa.select(job).where(job.c.kind == CORRECTING)) == []
    await says(store, park, 3, "Thank you.")
    assert len(await rows(store, sa.select(job).where(job.c.kind == CORRECTING))) == 1
    assert [each.message for each in await goals_of(store, park) if not each.is_coming] == ["Thank you."]


async def test_taking_out_leaves_what_was_reached(store: Store, park: Petition) -> None:
    await says(store, park, 10)
    await enter(store, park, Kind.PAPER, 3)
    await says(store, park, 3)

    def take_out(threshold: int, nouns: Nouns) -> None:
        now = nouns.petitions.find(park.id, "en", NOW)
        assert now is not None
        goal = nouns.goal_messages.find(now, threshold)
        assert goal is not None
        nouns.goal_messages.take_out(now, goal, NOW)

    for threshold in (3, 10):
        await store.turn(partial(take_out, threshold))
    assert await milestones_of(store, park) == [3]
    assert not any(each.message for each in await goals_of(store, park))


async def test_a_message_stays_on_a_goal_that_is_none_any_more(store: Store, park: Petition) -> None:
    await says(store, park, 10)
    moved = sa.update(petition).values(ladder=[4, 40])
    await store.turn(lambda nouns: nouns.connection.run(moved) and None)
    assert [(each.threshold, each.is_climbed) for each in await goals_of(store, park)][:3] == [
        (4, True),
        (10, False),
        (40, True),
    ]


async def test_what_has_ended_has_no_goals_ahead(store: Store, park: Petition) -> None:
    await enter(store, park, Kind.PAPER, 5)
    await end(store, park)
    assert [(each.threshold, each.is_coming) for each in await goals_of(store, park)] == [(3, False)]


async def test_a_message_that_is_changed_as_people_sign_is_told_as_it_is(store: Store, park: Petition) -> None:
    await enter(store, park, Kind.PAPER, 2)
    await says(store, park, 3)
    await sign(store, park, "ada")
    await says(store, park, 3, "Once more, thank you.")
    await sign(store, park, "bo")
    [reached] = await store.read(lambda nouns: nouns.details.milestones(park.id))
    assert (reached.threshold, reached.message) == (3, "Once more, thank you.")
    assert reached.reached_on == NOW.date()


async def test_a_goal_that_is_reached_while_somebody_writes_to_it_is_reached_and_told_once(store: Store) -> None:
    for n in range(8):
        found = await planted(store, f"petition {n}", ladder=[1, 10])
        await asyncio.gather(says(store, found, 1), sign(store, found, f"ada {n}"))
        [reached] = await store.read(lambda nouns, key=found.id: nouns.details.milestones(key))  # type: ignore[misc]
        assert (reached.threshold, reached.reached_on, reached.message) == (1, NOW.date(), THANKS)
        assert await alerts_of(store, found) == ["1"]
