"""To whom a petition was handed over, as its organizers write it down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from storage.attachments import Owner, Words
from storage.correcting import CORRECTING
from storage.drafting_parts import Target
from storage.file_store import Stored
from storage.handing_over import Recipient
from storage.hearing import DELIVERED
from storage.petitions import Petition
from storage.store import Store
from tests.storage.planting import NOW, planted

ON = date(2026, 11, 20)


async def asked(store: Store, park: Petition) -> Recipient:
    """The one whom it asks."""
    await store.turn(lambda nouns: nouns.drafted_parts.add_target(park.id, Target(office="Mayor", person="Ada L.")))
    (found,) = await store.read(lambda nouns: nouns.handing_over.all_of(park.id))
    return found


async def handed(store: Store, park: Petition) -> Recipient:
    """The same with a day and a place."""
    given = replace(await asked(store, park), is_delivered=True, on=ON, place="City hall", how="in person")
    assert await store.turn(lambda nouns: nouns.handing_over.record(park.id, given, NOW))
    return given


async def test_it_is_written_down_once_and_can_be_put_right(store: Store) -> None:
    park = await planted(store)
    given = await handed(store, park)
    assert await store.read(lambda nouns: nouns.handing_over.find(park.id, given.id)) == given
    assert not await store.turn(lambda nouns: nouns.handing_over.record(park.id, given, NOW))
    later = replace(given, on=date(2026, 11, 21))
    assert await store.turn(lambda nouns: nouns.handing_over.record(park.id, later, NOW))
    (shown,) = await store.read(lambda nouns: nouns.details.decision_makers(park.id))
    assert (shown.delivered_on, shown.place, shown.how) == (later.on, "City hall", "in person")
    assert await store.read(lambda nouns: nouns.handing_over.days(park.id)) == [later.on]


async def test_nobody_of_another_petition_is_handed_it(store: Store) -> None:
    park, pond = await planted(store), await planted(store, "pond")
    given = replace(await asked(store, park), is_delivered=True, on=ON)
    assert not await store.turn(lambda nouns: nouns.handing_over.record(pond.id, given, NOW))
    assert await store.read(lambda nouns: nouns.handing_over.days(park.id)) == []


async def test_what_was_told_of_the_day_is_edited(store: Store) -> None:
    park = await planted(store)
    given = await handed(store, park)
    await store.turn(lambda nouns: nouns.alerts.raise_once(DELIVERED, f"petition:{park.id}", ON.isoformat(), NOW))
    await store.turn(lambda nouns: nouns.handing_over.record(park.id, replace(given, how="by post"), NOW))
    assert await store.read(lambda nouns: nouns.jobs.first_unfinished(CORRECTING)) is not None


async def test_the_photo_goes_with_it(store: Store) -> None:
    park = await planted(store)
    given = await handed(store, park)
    owner, photo = Owner(decision_maker_id=given.id), Stored(f"{'0' * 64}.png", Path("nowhere.png"), 7)
    await store.turn(lambda nouns: nouns.attachments.set_picture(owner, photo, "hall.png", Words("A hall")))
    (seen,) = await store.read(lambda nouns: nouns.attachments.of_deliveries(park.id, 5))
    assert seen[0] == given.id
    attached = await store.read(lambda nouns: nouns.attachments.find(seen[1].id))
    assert attached is not None
    assert (attached.owner, attached.organisation_id) == (owner, park.organisation_id)
    assert await store.turn(lambda nouns: nouns.handing_over.take_back(park.id, given.id, NOW))
    assert not await store.turn(lambda nouns: nouns.handing_over.take_back(park.id, given.id, NOW))
    assert await store.read(lambda nouns: nouns.attachments.all_of(owner)) == []
