"""What the store keeps for the program's own sake: updates done, half-filled forms, long work."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa

from storage.conversations import KEPT_FOR as A_DAY
from storage.handled import KEPT_FOR as TWO_DAYS
from storage.jobs import Job
from storage.nouns import Nouns
from storage.store import Store
from storage.tables.bookkeeping import handled
from storage.tables.chats import conversation
from tests.storage.planting import NOW, rows

MOMENT = timedelta(milliseconds=1)
FORM = {"form": {"name": "Ada", "place": "Łódź 🌳"}, "step": 2}


async def add(store: Store, update_id: str, *, bot: str = "bot") -> bool:
    return await store.turn(lambda nouns: nouns.handled.add(bot, update_id, NOW))


async def test_an_update_is_done_once(store: Store) -> None:
    assert await add(store, "1")
    assert not await add(store, "1")
    assert await add(store, "2")
    assert await add(store, "1", bot="another")


async def test_an_update_that_comes_ten_times_at_once_is_done_once(store: Store) -> None:
    assert sum(await asyncio.gather(*(add(store, "1") for _ in range(10)))) == 1


async def test_updates_are_forgotten_after_two_days_page_by_page(store: Store) -> None:
    for n in range(5):
        await add(store, str(n))
    prune = partial(_prune_handled, NOW + TWO_DAYS)
    assert await store.page(prune) == 0
    prune = partial(_prune_handled, NOW + TWO_DAYS + MOMENT)
    assert [await store.page(prune) for _ in range(4)] == [2, 2, 1, 0]
    assert await rows(store, sa.select(handled)) == []


def _prune_handled(now: datetime, nouns: Nouns) -> int:
    return nouns.handled.prune(now, 2)


async def keep(store: Store, chat: str, person: str, body: dict[str, Any] = FORM) -> None:
    await store.turn(lambda nouns: nouns.conversations.keep(chat, person, body, NOW))


async def found(store: Store, chat: str, person: str, after: timedelta = MOMENT) -> dict[str, Any] | None:
    return await store.read(lambda nouns: nouns.conversations.find(chat, person, NOW + after))


async def test_a_form_is_kept_for_one_person_in_one_chat(store: Store) -> None:
    await keep(store, "chat", "ada")
    assert await found(store, "chat", "ada") == FORM
    assert await found(store, "chat", "ben") is None
    assert await found(store, "another", "ada") is None


async def test_a_newer_form_takes_the_place_of_an_older(store: Store) -> None:
    await keep(store, "chat", "ada")
    await keep(store, "chat", "ada", {"step": 3})
    assert await found(store, "chat", "ada") == {"step": 3}
    assert len(await rows(store, sa.select(conversation))) == 1


async def test_a_form_is_kept_for_a_day(store: Store) -> None:
    await keep(store, "chat", "ada")
    assert await found(store, "chat", "ada", A_DAY - MOMENT) == FORM
    assert await found(store, "chat", "ada", A_DAY) is None


async def test_a_dropped_form_is_gone(store: Store) -> None:
    await keep(store, "chat", "ada")
    assert await store.turn(lambda nouns: nouns.conversations.drop("chat", "ada"))
    assert not await store.turn(lambda nouns: nouns.conversations.drop("chat", "ada"))
    assert await rows(store, sa.select(conversation)) == []


async def test_all_forms_of_a_person_go_and_nobody_elses(store: Store) -> None:
    for chat, person in (("one", "ada"), ("two", "ada"), ("one", "ben")):
        await keep(store, chat, person)
    await store.turn(lambda nouns: nouns.conversations.drop_all_of("ada"))
    assert await found(store, "one", "ada") is await found(store, "two", "ada") is None
    assert await found(store, "one", "ben") == FORM


async def test_forms_whose_day_is_over_are_pruned_page_by_page(store: Store) -> None:
    for n in range(5):
        await keep(store, f"chat {n}", "ada")
    assert await store.page(lambda nouns: nouns.conversations.prune(NOW + A_DAY - MOMENT, 2)) == 0
    pages = [await store.page(lambda nouns: nouns.conversations.prune(NOW + A_DAY, 2)) for _ in range(4)]
    assert pages == [2, 2, 1, 0]


async def begin(store: Store, subject: str = "everything") -> Job:
    return await store.page(lambda nouns: nouns.jobs.begin("recount", subject, 10, NOW))


async def test_work_goes_on_where_it_stood(store: Store) -> None:
    begun = await begin(store)
    assert begun == Job("recount", "everything", "", 0, 10, is_finished=False)
    moved = replace(begun, cursor="5", done=5)
    await store.page(lambda nouns: nouns.jobs.move(moved, NOW))
    assert await begin(store) == moved
    assert await begin(store, "another") == replace(begun, subject="another")


async def test_finished_work_is_begun_afresh(store: Store) -> None:
    begun = await begin(store)
    finished = replace(begun, cursor="9", done=10, is_finished=True)
    await store.page(lambda nouns: nouns.jobs.move(finished, NOW))
    assert await store.read(lambda nouns: nouns.jobs.find("recount", "everything")) == finished
    assert await begin(store) == begun


async def test_work_that_was_never_begun_is_not_found(store: Store) -> None:
    assert await store.read(lambda nouns: nouns.jobs.find("recount", "nothing")) is None


async def test_a_page_that_fails_does_not_move_the_work(store: Store) -> None:
    begun = await begin(store)

    def fail(nouns: Nouns) -> None:
        nouns.jobs.move(replace(begun, cursor="5", done=5), NOW)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store.page(fail)
    assert await begin(store) == begun
