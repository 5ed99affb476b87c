"""What is forgotten in time."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot import pruning
from bot.pruning import keep_pruning, prune
from storage import erasing
from storage.nouns import Nouns
from storage.store import Store
from tests.storage.planting import count_of, erase, planted, sign

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
OLD = NOW - timedelta(hours=49)


def remember(nouns: Nouns, at: datetime, count: int) -> None:
    for number in range(count):
        nouns.handled.add("terminal", f"{at} {number}", at)


def form(nouns: Nouns, at: datetime) -> None:
    nouns.conversations.keep("terminal:ada", "terminal:ada", {}, at)


async def test_all_that_is_old_goes_page_after_page(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "MOST_ROWS_A_PAGE", 5)
    await store.turn(lambda nouns: remember(nouns, OLD, 17))
    await store.turn(lambda nouns: remember(nouns, NOW, 3))
    await store.turn(lambda nouns: form(nouns, OLD))
    await prune(store, NOW)
    assert await store.turn(lambda nouns: nouns.handled.add("terminal", f"{OLD} 16", NOW))
    assert not await store.turn(lambda nouns: nouns.handled.add("terminal", f"{NOW} 2", NOW))
    assert await store.turn(lambda nouns: nouns.conversations.find("terminal:ada", "terminal:ada", OLD)) is None


async def test_trouble_is_logged_and_the_next_hour_tries_again(sqlite_store: Store) -> None:
    times = iter([NOW])
    hours: list[float] = []

    async def sleep(seconds: float) -> None:
        hours.append(seconds)
        if len(hours) == 2:
            raise asyncio.CancelledError

    with capture_logs() as logged, pytest.raises(asyncio.CancelledError):
        await keep_pruning(sqlite_store, lambda: next(times), sleep)
    assert [line["event"] for line in logged] == ["pruning failed"]


async def test_it_goes_on_each_hour_until_cancelled(sqlite_store: Store) -> None:
    hours: list[float] = []

    async def sleep(seconds: float) -> None:
        hours.append(seconds)
        if len(hours) == 3:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await keep_pruning(sqlite_store, lambda: NOW, sleep)
    assert hours == [3600.0] * 3


async def test_erasing_that_was_cut_short_is_gone_on_with(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasing, "MOST_AT_ONCE", 2)
    parks = [await planted(store, f"p{number}") for number in range(5)]
    for park in parks:
        await sign(store, park, "ada")
    await erase(store, "ada")
    assert sum([await count_of(store, park) for park in parks]) == 3
    await prune(store, NOW)
    assert sum([await count_of(store, park) for park in parks]) == 0
