"""Preferences: kept by their names, the zone sealed, discreet messages preselected once."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from storage.preferences import Digest, Night, Preferences
from storage.store import Store
from storage.tables.people import supporter
from tests.storage.planting import NOW, remembered, rows


async def somebody(store: Store) -> int:
    return (await store.turn(lambda nouns: remembered(nouns, "terminal", "7", "chat", NOW))).id


async def stands(store: Store, person: int) -> Preferences:
    return await store.read(lambda nouns: nouns.preferences.of(person))


async def test_the_usual_holds_until_something_is_chosen(store: Store) -> None:
    assert await stands(store, await somebody(store)) == await stands(store, 99) == Preferences()


async def test_what_is_chosen_is_kept_and_the_rest_stays(store: Store) -> None:
    ada = await somebody(store)
    chosen = {"zone": "Europe/Berlin", "night": Night.KEEP, "digest": Digest.DAILY, "is_discreet": True}
    await store.turn(lambda nouns: nouns.preferences.set(ada, **chosen))
    await store.turn(lambda nouns: nouns.preferences.set(ada, is_text_only=True, is_stopped=True, news_seen_at=NOW))
    kept = Preferences("Europe/Berlin", Night.KEEP, Digest.DAILY, True, True, True, NOW)
    assert await stands(store, ada) == kept
    sealed = (await rows(store, sa.select(supporter.c.zone)))[0].zone
    assert b"Berlin" not in sealed


async def test_there_is_no_such_preference(store: Store) -> None:
    ada = await somebody(store)
    with pytest.raises(ValueError, match="no such preference: locale"):
        await store.turn(lambda nouns: nouns.preferences.set(ada, locale="de"))


async def test_discreet_messages_are_preselected_unless_they_were_chosen(store: Store) -> None:
    ada = await somebody(store)
    assert await store.turn(lambda nouns: nouns.preferences.preselect_discreet(ada))
    assert (await stands(store, ada)).is_discreet
    assert not await store.turn(lambda nouns: nouns.preferences.preselect_discreet(ada))
    await store.turn(lambda nouns: nouns.preferences.set(ada, is_discreet=False))
    assert not await store.turn(lambda nouns: nouns.preferences.preselect_discreet(ada))
    assert not (await stands(store, ada)).is_discreet
