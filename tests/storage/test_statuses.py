"""How an organisation's petitions stand: what needs a hand first in front, and every number bounded."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from storage import signed_lately
from storage.bursts import Burst
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.signed_lately import Lately
from storage.statuses import Status
from storage.store import Store
from storage.tables.petitions import petition
from storage.tables.signing import signature
from tests.storage.plans import plan_of
from tests.storage.planting import NOW, plant_organisation, plant_petition, planted, sign, tell_at_once

SOON, DAY = NOW + timedelta(minutes=1), timedelta(days=1)


async def status_of(store: Store, found: Petition) -> Status:
    return await store.read(lambda nouns: nouns.statuses.of(found, SOON))


async def running(store: Store, most: int = 9, skip: int = 0) -> tuple[list[str], int]:
    """The slugs of a page, and how many there are."""

    def look(nouns: Nouns) -> tuple[list[str], int]:
        ids, total = nouns.statuses.running(plant_organisation(nouns), SOON, most, skip)
        return [each.slug for each in nouns.petitions.those(ids, "en", SOON)], total

    return await store.turn(look)


async def test_what_needs_a_hand_stands_first(store: Store) -> None:
    await planted(store, "calm", count=900)
    await planted(store, "small", count=3)
    await planted(store, "closing", closes_at=NOW + DAY, count=2)
    held = await planted(store, "held")
    await sign(store, held, "bo", is_held=True)
    alarmed = await planted(store, "alarmed")
    await store.turn(lambda nouns: nouns.alarms.sound(Burst(alarmed.id, 412, 9, 0), (), NOW))
    await planted(store, "won", state="won")
    await planted(store, "over", closes_at=NOW - DAY)
    await store.turn(partial(plant_petition, slug="elsewhere", organisation_id=await store.turn(_another)))
    assert await running(store) == (["alarmed", "held", "closing", "calm", "small"], 5)
    assert await running(store, 2, 2) == (["closing", "calm"], 5)


def _another(nouns: Nouns) -> int:
    return plant_organisation(nouns, "another")


async def test_one_says_what_came_what_waits_and_what_was_told(store: Store) -> None:
    park = await planted(store)
    for name in "ab":
        await sign(store, park, name)
    await sign(store, park, "c", is_held=True)
    status = await status_of(store, park)
    assert (status.last_day, status.waiting, status.told_on, status.alarm_id) == (Lately(2, about=2), 1, None, None)

    def tell(nouns: Nouns) -> None:
        tell_at_once(nouns, park.organisation_id, "News", "Soon.", "", NOW, park.id)
        nouns.connection.run(sa.update(signature).values(signed_at=NOW - DAY))

    await store.turn(tell)
    status = await status_of(store, park)
    assert (status.last_day, status.told_on) == (Lately(0), NOW.date())


async def test_of_very_many_it_is_said_that_there_are_more(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signed_lately, "MOST_READ", 2)
    park = await planted(store)
    for name in "abc":
        await sign(store, park, name)
    lately = (await status_of(store, park)).last_day
    assert (lately.n, lately.is_all) == (2, False)


async def test_nobody_looks_through_all_signatures(store: Store) -> None:
    park = await planted(store)

    def look(nouns: Nouns) -> None:
        nouns.statuses.running(park.organisation_id, NOW, 5)
        nouns.statuses.of(park, NOW)

    plan = await store.turn(lambda nouns: plan_of(nouns, look))
    assert "ix_signature_of_petition" in plan
    assert "ix_signature_held_here" in plan
    assert "SCAN signature" not in plan
    assert "Seq Scan on signature" not in plan


async def test_organisations_are_those_that_run_something(store: Store) -> None:
    await planted(store)
    other = await store.turn(_another)
    ids = await store.read(lambda nouns: nouns.statuses.organisations(NOW, 9))
    await store.turn(partial(plant_petition, slug="theirs", organisation_id=other))
    more = await store.read(lambda nouns: nouns.statuses.organisations(NOW, 9))
    assert set(more) - set(ids) == {other}
    await store.turn(lambda nouns: nouns.connection.run(sa.update(petition).values(state="closed")))
    assert await store.read(lambda nouns: nouns.statuses.organisations(NOW, 9)) == []
