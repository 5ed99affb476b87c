"""The clock begins what is scheduled, and sees to what is paused, stopped and done."""

from __future__ import annotations

import asyncio

from bot.clock.broadcasting import begin_scheduled, see_to_held
from storage.broadcast_rows import BroadcastState
from storage.nouns import Nouns
from storage.store import Store
from tests.storage.broadcasting import LATER, counted, found, make_all, people, tells
from tests.storage.test_scheduled import SIX, scheduled


async def test_what_is_due_begins_once_and_is_done_when_nothing_waits(store: Store) -> None:
    def prepare(nouns: Nouns) -> int:
        begun = scheduled(nouns)
        people(nouns, "ada", "bo")
        return begun

    begun = await store.turn(prepare)
    await begin_scheduled(store, LATER)
    assert (await store.read(lambda nouns: found(nouns, begun))).state is BroadcastState.SCHEDULED
    await asyncio.gather(begin_scheduled(store, SIX), begin_scheduled(store, SIX))
    await store.turn(lambda nouns: make_all(nouns, SIX))
    await see_to_held(store, SIX)
    assert (await store.read(lambda nouns: found(nouns, begun))).state is BroadcastState.RUNNING
    assert len(await store.turn(lambda nouns: tells(nouns, now=SIX))) == 2
    await see_to_held(store, SIX)
    assert (await store.read(lambda nouns: found(nouns, begun))).state is BroadcastState.DONE


async def test_what_goes_on_after_a_pause_is_brought_back(store: Store) -> None:
    def prepare(nouns: Nouns) -> int:
        begun = scheduled(nouns)
        people(nouns, "ada", "bo")
        assert nouns.broadcasts.start(begun, SIX)
        make_all(nouns, SIX)
        assert nouns.broadcasts.pause(begun)
        assert tells(nouns, now=SIX) == []
        assert nouns.broadcasts.resume(begun, SIX)
        return begun

    await store.turn(prepare)
    assert await store.read(counted) == {("paused", ""): 2}
    await see_to_held(store, SIX)
    assert await store.read(counted) == {("queued", ""): 2}
