"""One visit to a desk, which all organizers see alike."""

from __future__ import annotations

from datetime import timedelta

from storage.at_the_desk import LASTS, REMEMBERED, Visit
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.store import Store
from tests.storage.planting import NOW, planted, sign

LATER = NOW + timedelta(hours=1)


async def begins(store: Store, park: Petition, after: timedelta = timedelta()) -> bool:
    return await store.turn(lambda nouns: nouns.at_the_desk.begin(park.id, NOW + after))


async def visit(store: Store, park: Petition) -> Visit | None:
    return await store.read(lambda nouns: nouns.at_the_desk.of(park.id))


async def test_two_begin_one_visit_and_one_ends_it_for_both(store: Store) -> None:
    park = await planted(store)
    assert [await begins(store, park), await begins(store, park, timedelta(minutes=1))] == [True, False]
    await sign(store, park, "bo")
    ends = [await store.turn(lambda nouns: nouns.at_the_desk.end(park.id, LATER)) for _two in range(2)]
    assert ends == [True, False]
    assert await visit(store, park) == Visit(NOW, LATER, 1)


async def test_what_nobody_ends_is_over_after_some_hours(store: Store) -> None:
    park = await planted(store)
    await begins(store, park)
    found = await visit(store, park)
    assert found is not None
    assert found.goes_on(NOW + LASTS - timedelta(seconds=1))
    assert not found.goes_on(NOW + LASTS)
    assert not await store.turn(lambda nouns: nouns.at_the_desk.end(park.id, NOW + LASTS))
    assert await begins(store, park, LASTS), "and the next one begins anew"


async def test_the_count_of_its_end_is_known_for_some_days(store: Store) -> None:
    park = await planted(store)
    await begins(store, park)

    async def counted(after: timedelta) -> int | None:
        return await store.read(lambda nouns: nouns.at_the_desk.counted(park.id, LATER + after))

    assert await counted(timedelta()) is None
    await store.turn(lambda nouns: nouns.at_the_desk.end(park.id, LATER))
    assert await counted(timedelta()) == 0
    assert await counted(REMEMBERED) is None


async def test_each_petition_has_its_own(store: Store) -> None:
    park, pond = await planted(store), await planted(store, "pond")
    await begins(store, park)
    assert await visit(store, pond) is None

    def ends(nouns: Nouns) -> bool:
        return nouns.at_the_desk.end(pond.id, LATER)

    assert not await store.turn(ends)
