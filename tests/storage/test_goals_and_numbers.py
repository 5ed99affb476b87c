"""The ledger's news and numbers: what is told of a goal, what is history, and what uses a number up."""

from __future__ import annotations

from functools import partial

import pytest

from storage.ledger import MOST_RELEASED_WITH_ALERT, Kind
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.store import Store
from tests.storage.planting import NOW, alerts_of, count_of, milestones_of, planted, sign


@pytest.fixture
async def park(store: Store) -> Petition:
    return await planted(store, "park")


async def enter(store: Store, found: Petition, kind: Kind, amount: int) -> None:
    """A row of the ledger."""

    def add(nouns: Nouns) -> None:
        nouns.ledger.enter(found.id, kind, amount, NOW)

    await store.turn(add)


async def test_a_goal_that_was_history_is_no_news_when_it_is_reached_again(store: Store, park: Petition) -> None:
    await enter(store, park, Kind.IMPORTED, 15_001)
    reached = await milestones_of(store, park)
    assert reached[-1] == 15_000
    await enter(store, park, Kind.CORRECTED, -2)
    assert (await sign(store, park, "ada")).number == 15_002
    assert await count_of(store, park) == 15_000
    assert await milestones_of(store, park) == reached
    assert await alerts_of(store, park) == []


async def test_the_goal_after_one_that_was_history_is_news(store: Store, park: Petition) -> None:
    await enter(store, park, Kind.IMPORTED, 24_999)
    await sign(store, park, "ada")
    assert await alerts_of(store, park) == ["25000"]


@pytest.mark.parametrize(("amount", "told"), [(MOST_RELEASED_WITH_ALERT, ["100"]), (MOST_RELEASED_WITH_ALERT + 1, [])])
async def test_a_goal_is_told_of_so_many_released_at_once_and_no_more(
    store: Store, park: Petition, amount: int, told: list[str]
) -> None:
    assert MOST_RELEASED_WITH_ALERT == 50
    await enter(store, park, Kind.IMPORTED, 99)
    await enter(store, park, Kind.RELEASED, amount)
    assert await milestones_of(store, park) == [100]
    assert await alerts_of(store, park) == told


@pytest.mark.parametrize("kind", [Kind.PAPER, Kind.CORRECTED, Kind.RESTORED, Kind.MERGED])
async def test_what_nobody_signed_here_uses_no_numbers_up(store: Store, park: Petition, kind: Kind) -> None:
    await enter(store, park, kind, 20)
    given = await sign(store, park, "ada")
    assert (given.number, await count_of(store, park)) == (1, 21)


@pytest.mark.parametrize("kind", [Kind.IMPORTED, Kind.RELEASED])
async def test_what_was_signed_uses_numbers_up_and_losing_it_gives_none_back(
    store: Store, park: Petition, kind: Kind
) -> None:
    await enter(store, park, kind, 20)
    await enter(store, park, kind, -5)
    given = await sign(store, park, "ada")
    assert (given.number, await count_of(store, park)) == (21, 16)


async def test_numbers_are_used_up_as_said(store: Store, park: Petition) -> None:
    await store.turn(lambda nouns: partial(nouns.ledger.enter, numbers=3)(park.id, Kind.PAPER, 20, NOW))
    assert (await sign(store, park, "ada")).number == 4
