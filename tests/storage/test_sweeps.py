"""Sweeps: which signatures they change, what that does to the count, and how they are undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from storage import sweeping
from storage.erasing import erase_person
from storage.members import Member
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.showing import PETITION, WITHDRAWN
from storage.store import Store
from storage.sweeping import begin_counting, begin_sweep, cancel, finish_sweeps
from storage.sweeps import Sweep, SweepDeed, SweepState
from storage.tables.bookkeeping import job
from storage.tables.moderating import swept
from storage.tables.signing import signature
from tests.storage.plans import SORTED, plan_of
from tests.storage.planting import NOW, alerts_of, count_of, ledger_of, milestones_of, planted, rows, sign, signature_of
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
    swept_by,
    undone,
)


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    has_small_pages(monkeypatch)


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
    await store.turn(lambda nouns: signs_at(nouns, park, "telegram", "c", NOW))
    await store.turn(lambda nouns: signs_at(nouns, park, "telegram", "d", NOW - timedelta(hours=3)))
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
    await finished(store)
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
    await finished(store)
    counted = await found(store, made)
    assert (counted.total, counted.stay_out) == (4, 3)
    await store.turn(lambda nouns: begin_sweep(nouns, counted, NOW))
    await finished(store)
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
    await finished(store)
    stopped = await found(store, made)
    assert (stopped.state, stopped.supporter_id, stopped.done) == (SweepState.CANCELLED, None, 3)
    await undone(store, stopped)
    assert await count_of(store, park) == 8


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
    await finished(store)
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
