"""Supporters: remembered once, however many processes meet them at the same moment."""

from __future__ import annotations

import asyncio

import sqlalchemy as sa
from sqlalchemy.util import await_only

from storage.nouns import Nouns
from storage.postgresql import PostgresqlStore
from storage.store import Store
from storage.supporters import Account, Supporter
from storage.tables.people import account, supporter
from tests.storage.planting import NOW, remembered, rows
from tests.storage.turning import PATIENCE


async def remember(store: Store, user_id: str = "7", platform: str = "telegram") -> Supporter:
    return await store.turn(lambda nouns: remembered(nouns, platform, user_id, "chat 7", NOW))


async def test_a_supporter_is_found_again(store: Store) -> None:
    ada = await remember(store)
    assert await remember(store) == ada
    assert await store.read(lambda nouns: nouns.supporters.find("telegram", "7")) == ada
    assert await store.read(lambda nouns: nouns.supporters.accounts(ada.id)) == [Account("telegram", "7", "chat 7")]


async def test_the_same_id_on_another_platform_is_somebody_else(store: Store) -> None:
    assert (await remember(store)).id != (await remember(store, platform="discord")).id


async def test_a_supporter_met_twenty_times_at_once_is_one(store: Store) -> None:
    assert len(set(await asyncio.gather(*(remember(store) for _ in range(20))))) == 1
    assert len(await rows(store, sa.select(supporter))) == len(await rows(store, sa.select(account))) == 1


async def test_two_turns_that_both_looked_in_vain_remember_one(postgresql_store: PostgresqlStore) -> None:
    both_looked = asyncio.Barrier(2)

    def meet(nouns: Nouns) -> Supporter:
        assert nouns.supporters.find("telegram", "7") is None
        await_only(both_looked.wait())
        return nouns.supporters.add("telegram", "7", "chat 7", NOW)

    async with asyncio.timeout(PATIENCE):
        first, second = await asyncio.gather(postgresql_store.turn(meet), postgresql_store.turn(meet))
    assert first == second
    assert len(await rows(postgresql_store, sa.select(supporter))) == 1


async def test_a_language_is_remembered(store: Store) -> None:
    ada = await remember(store)
    await store.turn(lambda nouns: nouns.supporters.set_locale(ada.id, "de"))
    assert await remember(store) == Supporter(ada.id, "de")


async def test_a_forgotten_supporter_is_a_stranger(store: Store) -> None:
    ada, ben = await remember(store), await remember(store, "8")
    await store.turn(lambda nouns: nouns.supporters.forget(ada.id))
    assert await store.read(lambda nouns: nouns.supporters.find("telegram", "7")) is None
    assert await remember(store, "8") == ben
    assert (await remember(store)).id != ada.id
