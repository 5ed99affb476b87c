"""Sweeps in any order, beside everything else that happens: counts stay honest, and undoing undoes just that."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from random import Random

import pytest
import sqlalchemy as sa

from storage import sweeping
from storage.erasing import erase_person
from storage.members import Member, Role
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.showing import PETITION, WITHDRAWN, Showing, SignatureState
from storage.store import Store
from storage.sweeping import begin_counting, begin_sweep, begin_undoing, cancel, finish_sweeps, sweep_more
from storage.sweeps import Conditions, Sweep, SweepDeed, SweepState
from storage.tables.bookkeeping import job
from storage.tables.moderating import swept
from storage.tables.petitions import petition
from storage.tables.signing import signature
from tests.storage.plans import SORTED, plan_of
from tests.storage.planting import (
    NOW,
    alerts_of,
    count_of,
    ledger_of,
    milestones_of,
    plant_organisation,
    planted,
    read,
    remembered,
    rows,
    sign,
    signature_of,
)
from tests.storage.test_members import join

EMPTY = Showing()
EVER = Conditions(NOW - timedelta(days=1), NOW)


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "CHANGED_A_PAGE", 3)
    monkeypatch.setattr(sweeping, "COUNTED_A_PAGE", 4)


async def moderator(store: Store) -> Member:
    def find(nouns: Nouns) -> Member:
        there = nouns.members.of_organisation(plant_organisation(nouns), 1)
        return there[0] if there else join(nouns, "mo", Role.MODERATOR)

    return await store.turn(find)


async def signers(store: Store, park: Petition, *names: str) -> None:
    for name in names:
        await sign(store, park, name)


async def swept_by(store: Store, park: Petition, deed: SweepDeed, conditions: Conditions = EVER) -> Sweep:
    """From the first count to the end."""
    mo = await moderator(store)
    made = await store.turn(lambda nouns: nouns.sweeps.make(park.id, deed, conditions, NOW, mo))
    await store.turn(lambda nouns: begin_counting(nouns, made, NOW))
    await finish_sweeps(store, NOW)
    counted = await found(store, made)
    await store.turn(lambda nouns: begin_sweep(nouns, counted, NOW))
    await finish_sweeps(store, NOW)
    return await found(store, made)


async def undone(store: Store, given: Sweep) -> Sweep:
    await store.turn(lambda nouns: begin_undoing(nouns, given, NOW))
    await finish_sweeps(store, NOW)
    return await found(store, given)


async def found(store: Store, given: Sweep) -> Sweep:
    again = await store.read(lambda nouns: nouns.sweeps.find(given.id))
    assert again is not None
    return again


async def states(store: Store, park: Petition) -> dict[int, tuple[str, str, int | None]]:
    given = await rows(store, sa.select(signature).where(signature.c.petition_id == park.id))
    return {row.id: (row.state, row.put_by, row.number) for row in given}


async def is_honest(store: Store) -> bool:
    mismatches, _last = await store.read(lambda nouns: nouns.ledger.mismatches(0, 100))
    counted = await rows(store, sa.select(signature.c.id).where(signature.c.state == SignatureState.COUNTED.value))
    in_all = await rows(store, sa.select(sa.func.sum(petition.c.count).label("n")))
    return not mismatches and len(counted) == in_all[0].n


async def test_what_is_invalidated_by_a_sweep_comes_back_with_its_number(store: Store) -> None:
    park = await planted(store)
    await signers(store, park, *"abcdefgh")
    before = await states(store, park)
    done = await swept_by(store, park, SweepDeed.INVALIDATE)
    assert (done.state, done.total, done.done, await count_of(store, park)) == (SweepState.DONE, 8, 8, 0)
    assert {state for state, _by, _number in (await states(store, park)).values()} == {"invalidated"}
    again = await undone(store, done)
    assert (again.state, again.done, await count_of(store, park)) == (SweepState.UNDONE, 8, 8)
    assert await states(store, park) == before
    assert (await ledger_of(store, park))[-3:] == [("restored", 3), ("restored", 3), ("restored", 2)]
    assert await rows(store, sa.select(swept)) == await rows(store, sa.select(job)) == []


async def test_what_its_petition_held_is_counted_in_the_order_of_signing(store: Store) -> None:
    park = await planted(store)
    await signers(store, park, "a", "b")
    held = await planted_again(store, park)
    await signers(store, held, *"cdefg")
    await sign(store, park, "far too fast", is_held=True)
    done = await swept_by(store, park, SweepDeed.COUNT, replace(EVER, put_by=PETITION))
    assert (done.done, await count_of(store, park)) == (5, 7)
    numbers = sorted(number or 0 for _state, _by, number in (await states(store, park)).values())
    assert numbers == [0, 1, 2, 3, 4, 5, 6, 7]


async def planted_again(store: Store, park: Petition) -> Petition:
    """The same petition, as it holds what is new."""
    await store.turn(lambda nouns: nouns.holds.set(park.id, is_on=True))
    held = await read(store, park.id)
    assert held.holds_new
    return held


@pytest.mark.parametrize(("people", "is_told"), [(50, True), (51, False)])
async def test_only_so_few_that_are_released_raise_an_alert(store: Store, people: int, is_told: bool) -> None:
    park = await planted(store, ladder=[50])
    held = await planted_again(store, park)
    await signers(store, held, *map(str, range(people)))
    await swept_by(store, park, SweepDeed.COUNT)
    assert await milestones_of(store, park) == [50]
    assert bool(await alerts_of(store, park)) == is_told


async def test_a_milestone_is_not_untold(store: Store) -> None:
    park = await planted(store, ladder=[2, 4])
    await signers(store, park, *"abcd")
    done = await swept_by(store, park, SweepDeed.HOLD)
    assert await milestones_of(store, park) == [2, 4]
    await undone(store, done)
    assert await alerts_of(store, park) == ["2", "4"]


async def test_conditions_say_which(store: Store) -> None:
    park = await planted(store)
    await signers(store, park, *"ab")
    await store.turn(lambda nouns: _signs(nouns, park, "telegram", "c", NOW))
    await store.turn(lambda nouns: _signs(nouns, park, "telegram", "d", NOW - timedelta(hours=3)))
    hour = replace(EVER, since=NOW - timedelta(hours=1))
    held = await swept_by(store, park, SweepDeed.HOLD, replace(hour, platform="telegram"))
    assert held.done == 1
    assert (await swept_by(store, park, SweepDeed.INVALIDATE, hour)).done == 3
    assert (await swept_by(store, park, SweepDeed.RESTORE, replace(hour, put_by=held.mark))).done == 0


async def test_what_was_withdrawn_after_a_sweep_never_counts_again(store: Store) -> None:
    park = await planted(store)
    await signers(store, park, *"ab")
    done = await swept_by(store, park, SweepDeed.INVALIDATE)
    mine = await signature_of(store, park, "a")
    assert mine is not None
    await store.turn(lambda nouns: nouns.signatures.withdraw(mine, NOW))
    await undone(store, done)
    assert (await swept_by(store, park, SweepDeed.RESTORE)).done == 0
    assert await count_of(store, park) == 1


async def test_cancelling_stops_after_a_page_and_can_be_undone(store: Store) -> None:
    park = await planted(store)
    await signers(store, park, *"abcdefgh")
    mo = await moderator(store)
    made = await store.turn(lambda nouns: nouns.sweeps.make(park.id, SweepDeed.HOLD, EVER, NOW, mo))
    running = await store.turn(lambda nouns: begin_sweep(nouns, made, NOW))
    assert (running.state, running.done) == (SweepState.RUNNING, 3)
    stopped = await store.turn(lambda nouns: cancel(nouns, running))
    await finish_sweeps(store, NOW)
    assert await count_of(store, park) == 5
    await undone(store, stopped)
    assert await count_of(store, park) == 8


async def test_what_was_counted_and_never_begun_is_forgotten_after_a_day(store: Store) -> None:
    park = await planted(store)
    await signers(store, park, "a")
    done, mo = await swept_by(store, park, SweepDeed.HOLD), await moderator(store)
    left = await store.turn(lambda nouns: nouns.sweeps.make(park.id, SweepDeed.HOLD, EVER, NOW, mo))
    later = NOW + timedelta(days=1, seconds=1)
    assert await store.turn(lambda nouns: nouns.sweeps.prune(later, 10)) == 1
    kept = await store.read(lambda nouns: [nouns.sweeps.find(each.id) is not None for each in (done, left)])
    assert kept == [True, False]


async def struck_out_alone(store: Store, park: Petition, *names: str) -> None:
    """By a moderator who looked at it, before it ever counted."""
    await store.turn(lambda nouns: nouns.holds.set(park.id, is_on=True))
    await signers(store, await planted_again(store, park), *names)

    def reject(nouns: Nouns) -> None:
        for item in nouns.reviews.held(9):
            nouns.reviews.reject(item, NOW)
        nouns.holds.set(park.id, is_on=False)

    await store.turn(reject)


async def test_what_a_moderator_struck_out_alone_is_not_restored(store: Store) -> None:
    park = await planted(store)
    await struck_out_alone(store, park, *"xy")
    await signers(store, park, "z")
    await swept_by(store, park, SweepDeed.HOLD)
    await struck_out_alone(store, park)
    await signers(store, await planted_again(store, park), *"abcd")
    await swept_by(store, park, SweepDeed.INVALIDATE)
    mo = await moderator(store)
    made = await store.turn(lambda nouns: nouns.sweeps.make(park.id, SweepDeed.RESTORE, EVER, NOW, mo))
    await store.turn(lambda nouns: begin_counting(nouns, made, NOW))
    await finish_sweeps(store, NOW)
    counted = await found(store, made)
    assert (counted.total, counted.stay_out) == (4, 3)
    await store.turn(lambda nouns: begin_sweep(nouns, counted, NOW))
    await finish_sweeps(store, NOW)
    done = await found(store, made)
    assert (done.done, done.stay_out, await count_of(store, park)) == (4, 0, 4)
    assert await is_honest(store)


async def test_what_its_signer_withdrew_fits_no_sweep(store: Store) -> None:
    park = await planted(store)
    await signers(store, park, *"ab")
    await store.turn(lambda nouns: nouns.connection.run(sa.update(signature).values(state="held", put_by=WITHDRAWN)))
    mo = await moderator(store)
    for deed in (SweepDeed.COUNT, SweepDeed.INVALIDATE):
        made = await store.turn(partial(_counted, park=park, deed=deed, mo=mo))
        assert made.total == 0


def _counted(nouns: Nouns, park: Petition, deed: SweepDeed, mo: Member) -> Sweep:
    return begin_counting(nouns, nouns.sweeps.make(park.id, deed, EVER, NOW, mo), NOW)


async def test_whose_moderator_is_erased_a_sweep_stops_and_can_be_undone(store: Store) -> None:
    park = await planted(store)
    await signers(store, park, *"abcdefgh")
    mo = await moderator(store)
    which = replace(EVER, platform="terminal")
    made = await store.turn(lambda nouns: nouns.sweeps.make(park.id, SweepDeed.HOLD, which, NOW, mo))
    await store.turn(lambda nouns: begin_sweep(nouns, made, NOW))
    await store.turn(lambda nouns: erase_person(nouns, mo.supporter_id, NOW))
    await finish_sweeps(store, NOW)
    stopped = await found(store, made)
    assert (stopped.state, stopped.supporter_id, stopped.done) == (SweepState.CANCELLED, None, 3)
    await undone(store, stopped)
    assert await count_of(store, park) == 8


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
        _signs(nouns, found, "terminal", self.person(), now)

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


def _signs(nouns: Nouns, park: Petition, app: str, name: str, now: datetime) -> None:
    nouns.signatures.add(park, remembered(nouns, app, name, "", now).id, EMPTY, now)


@pytest.mark.parametrize("seed", range(8))
async def test_whatever_happens_the_count_is_the_sum_of_what_counts(store: Store, seed: int) -> None:
    park = await planted(store)
    night = Night(store, park, await moderator(store), seed)
    for _step in range(70):
        await night.step()
        assert await is_honest(store)
    await finish_sweeps(store, night.now)
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
    await finish_sweeps(store, NOW)
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
    await finish_sweeps(store, NOW)
    assert await is_honest(store)


async def test_a_page_is_found_by_its_index_and_not_sorted(store: Store) -> None:
    park, mo = await planted(store), await moderator(store)
    made = await store.turn(lambda nouns: nouns.sweeps.make(park.id, SweepDeed.HOLD, EVER, NOW, mo))
    plan = await store.turn(lambda nouns: plan_of(nouns, lambda asked: sweeping._look(asked, made, "", 9)))
    assert "ix_signature_of_petition" in plan
    assert not SORTED.search(plan), plan


async def test_pages_get_smaller_while_they_take_long(store: Store) -> None:
    park = await planted(store)
    await signers(store, park, *(f"signer {n}" for n in range(9)))
    mo = await moderator(store)
    made = await store.turn(lambda nouns: nouns.sweeps.make(park.id, SweepDeed.HOLD, EVER, NOW, mo))
    await store.turn(lambda nouns: begin_counting(nouns, made, NOW))
    await finish_sweeps(store, NOW)
    counted = await found(store, made)
    await store.turn(lambda nouns: begin_sweep(nouns, counted, NOW))
    looks: list[int] = []

    def slow() -> float:
        looks.append(len(looks))
        return float(len(looks))

    await finish_sweeps(store, NOW, slow)
    done = await found(store, made)
    assert (done.state, done.done) == (SweepState.DONE, 9)
    assert len(looks) > 2 * 4, "three at once, then one after the other"
