"""Much is brought over in pages, while whoever is linked goes on signing, linking and erasing."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa

from storage import uniting
from storage.erasing import erase_person, finish_erasing
from storage.follows import SIGNING_FOLLOWS
from storage.nouns import Nouns
from storage.petitions import Petition
from storage.postgresql import PostgresqlStore
from storage.store import Store
from storage.supporters import Account
from storage.tables.bookkeeping import job
from storage.tables.news import follow
from storage.tables.people import account, supporter
from storage.tables.petitions import petition
from storage.tables.signing import signature
from storage.uniting import finish_uniting, unite_more
from tests.storage.planting import NOW, count_of, ledger_of, plant_petition, planted, rows
from tests.storage.test_uniting import AT_ONCE, MANY
from tests.storage.turning import PATIENCE
from tests.storage.two_accounts import ADA, COUNTED, HERS, LATER, NAMED, SAID, gives, is_known, known, link, of


@pytest.fixture
async def park(store: Store) -> Petition:
    return await planted(store)


async def signs_much(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Both sign more than is brought over at once, a third of it twice; the petitions."""
    monkeypatch.setattr(uniting, "MOST_AT_ONCE", AT_ONCE)

    def plant(nouns: Nouns) -> list[int]:
        ada, hers = known(nouns, ADA), known(nouns, HERS, LATER)
        numbers = [plant_petition(nouns, f"p{n}") for n in range(MANY)]
        for number in numbers:
            found = nouns.petitions.find(number, "en", NOW)
            assert found is not None
            assert nouns.signatures.add(found, hers, SAID, LATER)
            nouns.follows.begin(hers, f"petition:{number}", SIGNING_FOLLOWS, LATER)
            if number % 3 == 0:
                assert nouns.signatures.add(found, ada, NAMED, NOW)
        return numbers

    return await store.turn(plant)


async def stands_once(store: Store, numbers: list[int]) -> None:
    """One person, everywhere once."""
    (person,) = await rows(store, sa.select(supporter))
    found = await rows(store, sa.select(signature))
    assert sorted(row.petition_id for row in found) == numbers
    assert {row.supporter_id for row in found} == {person.id}
    assert {row.count for row in await rows(store, sa.select(petition))} == {1}
    assert len(await rows(store, sa.select(follow).where(follow.c.supporter_id == person.id))) == MANY
    assert await rows(store, sa.select(job)) == []


async def test_much_is_brought_over_in_pages(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = await signs_much(store, monkeypatch)
    await link(store)
    assert len(await rows(store, sa.select(job))) == 1
    assert await store.page(lambda nouns: unite_more(nouns, NOW))
    await asyncio.gather(*(finish_uniting(store, NOW) for _ in range(2)))
    await stands_once(store, numbers)
    assert not await store.page(lambda nouns: unite_more(nouns, NOW))


async def test_who_is_erased_meanwhile_is_erased_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    await signs_much(store, monkeypatch)
    await link(store)
    await store.turn(lambda nouns: erase_person(nouns, known(nouns, ADA), NOW))
    await finish_uniting(store, NOW)
    await finish_erasing(store, NOW)
    for table in (account, supporter, signature, follow, job):
        assert await rows(store, sa.select(table)) == []
    assert {row.count for row in await rows(store, sa.select(petition))} == {0}


async def test_who_links_a_third_account_meanwhile_loses_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = await signs_much(store, monkeypatch)
    third = Account("terminal", "third", "chat of third")
    await store.turn(lambda nouns: known(nouns, third, NOW - timedelta(days=1)))
    await link(store)
    assert await link(store, ADA, third) == 3
    await finish_uniting(store, NOW)
    await stands_once(store, numbers)


async def test_whoever_signs_again_meanwhile_is_counted_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = await signs_much(store, monkeypatch)
    await link(store)
    ada = await is_known(store, ADA)
    waits = await rows(store, sa.select(signature.c.petition_id).where(signature.c.supporter_id != ada))
    found = await store.read(lambda nouns: nouns.petitions.find(waits[0].petition_id, "en", NOW))
    assert found is not None
    await gives(store, found, ADA, COUNTED, LATER + timedelta(minutes=1))
    await finish_uniting(store, NOW)
    await stands_once(store, numbers)
    stands = await of(store, found, HERS)
    assert stands is not None
    assert (stands.number, stands.showing) == (1, COUNTED)


async def test_linking_the_same_two_at_once_links_them_once(postgresql_store: PostgresqlStore) -> None:
    store = postgresql_store
    park = await planted(store)
    await gives(store, park, ADA)
    await gives(store, park, HERS, now=LATER)
    async with asyncio.timeout(PATIENCE):
        assert set(await asyncio.gather(link(store), link(store, HERS, ADA), link(store))) == {2}
    assert await ledger_of(store, park) == [("signed", 1), ("signed", 1), ("merged", -1)]
    assert len(await rows(store, sa.select(supporter))) == 1


async def test_who_signs_on_both_while_they_are_linked_is_counted_once(postgresql_store: PostgresqlStore) -> None:
    store = postgresql_store
    parks = [await planted(store, f"p{n}") for n in range(4)]
    await is_known(store, ADA)
    await is_known(store, HERS)

    async def signs(park: Petition, party: Account) -> None:
        await store.turn(lambda nouns: nouns.signatures.add(park, known(nouns, party), COUNTED, NOW))

    async with asyncio.timeout(PATIENCE):
        doings = [signs(park, party) for park in parks for party in (ADA, HERS)]
        await asyncio.gather(*doings[:4], link(store), *doings[4:])
    await finish_uniting(store, NOW)
    assert len(await rows(store, sa.select(supporter))) == 1
    assert [await count_of(store, park) for park in parks] == [1] * 4
