"""What was not made here is counted with what was, and apart from it."""

from __future__ import annotations

import random
from functools import partial

import pytest

from storage.additions import Addition, From, NotHere
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.store import Store
from tests.storage.planting import NOW, alerts_of, count_of, ledger_of, milestones_of, planted, sign


@pytest.fixture
async def park(store: Store) -> Petition:
    return await planted(store, "park")


async def add(store: Store, found: Petition, kind: From, amount: int, note: str = "The market") -> list[Addition]:
    """Organizers, or a file, bring so many; the newest entry that organizers made."""

    def enter(nouns: Nouns) -> list[Addition]:
        nouns.additions.add(found.id, kind, amount, note, NOW)
        return nouns.additions.of(found.id, 1)[0]

    return await store.turn(enter)


async def not_here(store: Store, found: Petition) -> NotHere:
    """How many were made elsewhere."""
    return await store.read(lambda nouns: nouns.additions.not_here(found.id))


async def test_paper_and_lists_are_counted_apart(store: Store, park: Petition) -> None:
    await sign(store, park, "ada")
    await add(store, park, From.FILE, 20, "")
    await add(store, park, From.LIST, 30)
    await add(store, park, From.PAPER, 100)
    assert await not_here(store, park) == NotHere(on_paper=100, on_lists=50)
    assert await count_of(store, park) == 151
    assert await ledger_of(store, park) == [("signed", 1), ("imported", 20), ("imported", 30), ("paper", 100)]


async def test_goals_that_are_reached_so_are_told_nobody(store: Store, park: Petition) -> None:
    await add(store, park, From.PAPER, 100)
    await add(store, park, From.LIST, 100)
    assert await milestones_of(store, park) == [100, 200]
    assert await alerts_of(store, park) == []


async def test_what_is_wrong_is_put_right_by_its_difference(store: Store, park: Petition) -> None:
    [added] = await add(store, park, From.PAPER, 100)
    await store.turn(lambda nouns: nouns.additions.correct(added, 90, "Ten were there twice", NOW) and None)
    entries, total = await store.read(lambda nouns: nouns.additions.of(park.id, 5))
    assert [(each.amount, each.stands, total) for each in entries] == [(100, 90, 1)]
    assert await ledger_of(store, park) == [("paper", 100), ("corrected", -10)]
    assert (await not_here(store, park), await count_of(store, park)) == (NotHere(on_paper=90), 90)
    [was] = await store.read(lambda nouns: nouns.additions.corrections(entries[0]))
    assert (was.by, was.note) == (-10, "Ten were there twice")
    same = await store.turn(lambda nouns: nouns.additions.correct(entries[0], 90, "Nothing", NOW))
    assert same is None


@pytest.mark.parametrize("seed", range(5))
async def test_the_count_is_always_what_was_made_here_and_elsewhere(store: Store, park: Petition, seed: int) -> None:
    dice = random.Random(seed)
    people = 0
    for step in range(25):
        deed = dice.choice(["sign", "paper", "imported", "right"])
        entries, _total = await store.read(lambda nouns: nouns.additions.of(park.id, 50))
        if deed == "sign":
            people += 1
            await sign(store, park, f"person {step}")
        elif deed == "right" and entries:
            chosen, stands = dice.choice(entries), dice.randrange(300)
            await store.turn(partial(_correct, chosen, stands))
        elif deed != "right":
            await add(store, park, From(deed), dice.randrange(1, 300))
    apart = await not_here(store, park)
    assert await count_of(store, park) == people + apart.total
    assert await count_of(store, park) == sum(amount for _kind, amount in await ledger_of(store, park))


def _correct(chosen: Addition, stands: int, nouns: Nouns) -> None:
    nouns.additions.correct(chosen, stands, "Counted again", NOW)
