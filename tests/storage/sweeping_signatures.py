"""Signatures that are swept, by whom, and how they stand before and after."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from storage import sweeping
from storage.members import Member, Role
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.showing import Showing, SignatureState
from storage.store import Store
from storage.sweeping import begin_counting, begin_sweep, begin_undoing, finish_sweeps
from storage.sweeps import Conditions, Sweep, SweepDeed
from storage.tables.petitions import petition
from storage.tables.signing import signature
from tests.storage.planting import NOW, plant_organisation, read, remembered, rows, sign
from tests.storage.test_members import join

EVER = Conditions(NOW - timedelta(days=1), NOW)


def has_small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few at once that a sweep takes several pages."""
    monkeypatch.setattr(sweeping, "CHANGED_A_PAGE", 3)
    monkeypatch.setattr(sweeping, "COUNTED_A_PAGE", 4)


async def finished(store: Store, now: datetime = NOW) -> None:
    """All that was begun is done to its end, in whole pages however slow the machine is."""
    await finish_sweeps(store, now, lambda: 0.0)


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
    await finished(store)
    counted = await found(store, made)
    await store.turn(lambda nouns: begin_sweep(nouns, counted, NOW))
    await finished(store)
    return await found(store, made)


async def undone(store: Store, given: Sweep) -> Sweep:
    await store.turn(lambda nouns: begin_undoing(nouns, given, NOW))
    await finished(store)
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


async def planted_again(store: Store, park: Petition) -> Petition:
    """The same petition, as it holds what is new."""
    await store.turn(lambda nouns: nouns.holds.set(park.id, is_on=True))
    held = await read(store, park.id)
    assert held.holds_new
    return held


def signs_at(nouns: Nouns, park: Petition, app: str, name: str, now: datetime) -> None:
    nouns.signatures.add(park, remembered(nouns, app, name, "", now).id, Showing(), now)
