"""Whom a petition asks, version by version."""

from __future__ import annotations

from typing import TypeVar

import sqlalchemy as sa

from storage.drafting_parts import StoredTarget, Target
from storage.petitions import Petition
from storage.store import Store, Work
from storage.tables.petitions import delivery_to
from tests.storage.planting import NOW, planted, read

T = TypeVar("T")
MAYOR, MINISTER, BISHOP = (Target(office=office) for office in ("Mayor", "Minister", "Bishop"))


async def asking(store: Store, *said: Target) -> Petition:
    """A public petition that asks these."""
    park = await planted(store)
    for each in said:
        await store.turn(lambda nouns, each=each: nouns.drafted_parts.add_target(park.id, each))  # type: ignore[misc]
    return park


async def done(store: Store, work: Work[T]) -> T:
    """What came of it."""
    return await store.turn(work)


async def publish(store: Store, park: Petition) -> Petition:
    """The petition after what was written of it is public."""
    assert await store.turn(lambda nouns: nouns.versions.publish(park, "Others.", NOW, is_material=True))
    return await read(store, park.id)


async def present(store: Store, park: Petition) -> list[Target]:
    """Whom it asks now."""
    return [each.said for each in await store.read(lambda nouns: nouns.drafted_parts.targets(park.id))]


async def written(store: Store, park: Petition) -> list[StoredTarget]:
    """As its organizers have it."""
    return await store.read(lambda nouns: nouns.asked.written(park))


async def history(store: Store, park: Petition) -> list[tuple[Target, ...]]:
    """Whom each of its versions asked."""
    numbers = range(1, park.version + 1)
    return await store.read(lambda nouns: [nouns.asked.at(park, number) for number in numbers])


async def test_who_is_named_is_asked_once_it_is_published(store: Store) -> None:
    park = await asking(store, MAYOR)
    assert await done(store, lambda nouns: nouns.asked.add(park, MINISTER))
    assert not await done(store, lambda nouns: nouns.asked.add(park, MINISTER))
    assert await present(store, park) == [MAYOR]
    assert await store.read(lambda nouns: nouns.drafts.is_changed(park))
    park = await publish(store, park)
    assert await present(store, park) == [MAYOR, MINISTER]
    assert not await store.read(lambda nouns: nouns.drafts.is_changed(park))
    assert await store.read(lambda nouns: nouns.versions.written(park)) is None
    assert await history(store, park) == [(MAYOR,), (MAYOR, MINISTER)]


async def test_each_version_tells_whom_it_asked(store: Store) -> None:
    park = await asking(store, MAYOR)
    await done(store, lambda nouns: nouns.asked.add(park, MINISTER))
    second = await publish(store, park)
    (mayor, _minister) = await written(store, second)
    assert await done(store, lambda nouns: nouns.asked.change(second, mayor.id, BISHOP))
    third = await publish(store, second)
    (bishop, minister) = await written(store, third)
    assert await done(store, lambda nouns: nouns.asked.move_up(third, minister.id))
    assert not await done(store, lambda nouns: nouns.asked.move_up(third, minister.id))
    assert await done(store, lambda nouns: nouns.asked.remove(third, bishop.id))
    assert not await done(store, lambda nouns: nouns.asked.remove(third, bishop.id))
    fourth = await publish(store, third)
    told = [(MAYOR,), (MAYOR, MINISTER), (BISHOP, MINISTER), (MINISTER,)]
    assert await history(store, fourth) == told
    assert await present(store, fourth) == [MINISTER]


async def test_what_is_discarded_was_never_asked(store: Store) -> None:
    park = await asking(store, MAYOR)
    await done(store, lambda nouns: nouns.asked.add(park, MINISTER))
    assert await done(store, lambda nouns: nouns.versions.discard(park))
    assert [each.said for each in await written(store, park)] == [MAYOR]
    assert not await store.read(lambda nouns: nouns.drafts.is_changed(park))


async def test_who_was_handed_the_signatures_meanwhile_stays(store: Store) -> None:
    park = await asking(store, MAYOR, MINISTER)
    mayor, minister = await written(store, park)
    assert await done(store, lambda nouns: nouns.asked.remove(park, mayor.id))
    handed = sa.insert(delivery_to).values(decision_maker_id=mayor.id)
    await done(store, lambda nouns: nouns.connection.run(handed))
    park = await publish(store, park)
    assert await present(store, park) == [MINISTER, Target(office="Mayor", is_addressed=False)]
    (delivered,) = [each for each in await written(store, park) if each.is_delivered]
    assert delivered.id == mayor.id
    assert not await done(store, lambda nouns: nouns.asked.remove(park, delivered.id))
    assert await done(store, lambda nouns: nouns.asked.remove(park, minister.id))


async def test_a_version_of_a_file_goes_before_what_is_being_written(store: Store) -> None:
    park = await asking(store, MAYOR)
    await done(store, lambda nouns: nouns.asked.add(park, MINISTER))
    await done(store, lambda nouns: nouns.asked.make_room(park.id, 2))
    assert await store.read(lambda nouns: nouns.asked.at(park, 2)) == (MAYOR,)
