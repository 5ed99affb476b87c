"""Nights at random: whatever happens beside sweeps, counts stay honest, and undoing undoes just that."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from random import Random

import pytest

from storage.erasing import erase_person
from storage.members import Member
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.store import Store
from storage.sweeping import begin_sweep, begin_undoing, cancel, sweep_more
from storage.sweeps import Conditions, Sweep, SweepDeed, SweepState
from tests.storage.planting import NOW, count_of, planted
from tests.storage.sweeping_signatures import (
    EVER,
    finished,
    found,
    has_small_pages,
    is_honest,
    moderator,
    planted_again,
    signers,
    signs_at,
    states,
    undone,
)


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    has_small_pages(monkeypatch)


class Night:
    """A petition at two in the morning: people come and go, moderators sweep and change their minds."""

    def __init__(self, store: Store, park: Petition, mo: Member, seed: int) -> None:
        self.store, self.park, self.mo, self.random = store, park, mo, Random(seed)
        self.sweeps: list[int] = []
        self.now = NOW

    async def step(self) -> None:
        self.now += timedelta(seconds=1)
        often: list[Callable[..., None]] = [self.signs, self.signs, self.works]
        seldom = [self.withdraws, self.erases, self.begins, self.undoes, self.cancels, self.turns, self.decides]
        await self.store.turn(partial(self.random.choice([*often, *seldom]), now=self.now))

    def person(self) -> str:
        return str(self.random.randrange(14))

    def signs(self, nouns: Nouns, now: datetime) -> None:
        found = nouns.petitions.find(self.park.id, "en", now)
        assert found is not None
        signs_at(nouns, found, "terminal", self.person(), now)

    def works(self, nouns: Nouns, now: datetime) -> None:
        sweep_more(nouns, now)

    def withdraws(self, nouns: Nouns, now: datetime) -> None:
        who = nouns.supporters.find("terminal", self.person())
        if who and (mine := nouns.signatures.of(self.park.id, who.id)):
            nouns.signatures.withdraw(mine, now)

    def erases(self, nouns: Nouns, now: datetime) -> None:
        if who := nouns.supporters.find("terminal", self.person()):
            erase_person(nouns, who.id, now)

    def begins(self, nouns: Nouns, now: datetime) -> None:
        since = now - timedelta(seconds=self.random.randrange(60))
        deed = self.random.choice(list(SweepDeed))
        made = nouns.sweeps.make(self.park.id, deed, Conditions(since, now), now, self.mo)
        begin_sweep(nouns, made, now)
        self.sweeps.append(made.id)

    def undoes(self, nouns: Nouns, now: datetime) -> None:
        if (given := self.any_of(nouns)) and given.state.can_be_undone:
            begin_undoing(nouns, given, now)

    def cancels(self, nouns: Nouns, now: datetime) -> None:
        if (given := self.any_of(nouns)) and given.state is SweepState.RUNNING:
            cancel(nouns, given)

    def turns(self, nouns: Nouns, now: datetime) -> None:
        nouns.holds.set(self.park.id, is_on=self.random.random() < 0.5)

    def decides(self, nouns: Nouns, now: datetime) -> None:
        for item in nouns.reviews.held(1):
            self.random.choice([nouns.reviews.approve, nouns.reviews.reject])(item, now)

    def any_of(self, nouns: Nouns) -> Sweep | None:
        return nouns.sweeps.locked(self.random.choice(self.sweeps)) if self.sweeps else None


@pytest.mark.parametrize("seed", range(8))
async def test_whatever_happens_the_count_is_the_sum_of_what_counts(store: Store, seed: int) -> None:
    park = await planted(store)
    night = Night(store, park, await moderator(store), seed)
    for _step in range(70):
        await night.step()
        assert await is_honest(store)
    await finished(store, night.now)
    assert await is_honest(store)


def _begun(nouns: Nouns, park: Petition, deed: SweepDeed, mo: Member) -> Sweep:
    return begin_sweep(nouns, nouns.sweeps.make(park.id, deed, EVER, NOW, mo), NOW)


@pytest.mark.parametrize("seed", range(8))
async def test_all_sweeps_undone_in_any_order_leave_everything_as_it_was(store: Store, seed: int) -> None:
    park, random = await planted(store), Random(seed)
    await signers(store, park, *"abcdefg")
    await signers(store, await planted_again(store, park), *"hijk")
    before, mo = await states(store, park), await moderator(store)
    made = []
    for _each in range(5):
        made.append(await store.turn(partial(_begun, park=park, deed=random.choice(list(SweepDeed)), mo=mo)))
        for _page in range(random.randrange(4)):
            await store.page(lambda nouns: sweep_more(nouns, NOW))
    await finished(store)
    random.shuffle(made)
    for each in made:
        await undone(store, await found(store, each))
    after = await states(store, park)
    assert {key: value[:2] for key, value in after.items()} == {key: value[:2] for key, value in before.items()}
    assert await is_honest(store)
    assert await count_of(store, park) == 7


@pytest.mark.parametrize("seed", range(3))
async def test_at_once_with_everybody_else_counts_stay_honest(store: Store, seed: int) -> None:
    park = await planted(store)
    await signers(store, park, *map(str, range(12)))
    night, random = Night(store, park, await moderator(store), seed), Random(seed)
    doings = [night.begins, night.begins, night.signs, night.withdraws, night.erases, night.turns, night.decides]
    for _round in range(4):
        turns = [store.turn(partial(random.choice(doings), now=NOW)) for _each in range(12)]
        pages = [store.page(partial(sweep_more, now=NOW)) for _each in range(6)]
        await asyncio.gather(*turns, *pages, store.turn(partial(night.undoes, now=NOW)))
        assert await is_honest(store)
    await finished(store)
    assert await is_honest(store)
