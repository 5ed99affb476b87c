"""What is forgotten in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot import pruning
from bot.pruning import prune
from storage import erasing, uniting
from storage.linking import HOLDS_FOR
from storage.nouns import Nouns
from storage.store import Store
from storage.supporters import Account
from storage.tables.people import link_request
from storage.uniting import link_accounts
from tests.storage.planting import count_of, erase, planted, rows, sign

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


async def test_a_code_that_links_is_gone_when_it_no_longer_holds(store: Store) -> None:
    ada = Account("terminal", "ada", "chat of ada")
    await store.turn(lambda nouns: nouns.linking.offer(ada, NOW))
    await prune(store, NOW + HOLDS_FOR - timedelta(milliseconds=1))
    assert len(await rows(store, sa.select(link_request))) == 1
    await prune(store, NOW + HOLDS_FOR)
    assert await rows(store, sa.select(link_request)) == []


async def test_uniting_that_was_cut_short_is_gone_on_with(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uniting, "MOST_AT_ONCE", 2)
    parks = [await planted(store, f"p{number}") for number in range(5)]
    for park in parks:
        for person in ("ada", "hers"):
            await sign(store, park, person)
    ada, hers = (Account("terminal", name, f"chat of {name}") for name in ("ada", "hers"))
    await store.turn(lambda nouns: link_accounts(nouns, ada, hers, NOW))
    assert sum([await count_of(store, park) for park in parks]) == 8
    await prune(store, NOW)
    assert sum([await count_of(store, park) for park in parks]) == 5


async def test_erasing_that_was_cut_short_is_gone_on_with(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasing, "MOST_AT_ONCE", 2)
    parks = [await planted(store, f"p{number}") for number in range(5)]
    for park in parks:
        await sign(store, park, "ada")
    await erase(store, "ada")
    assert sum([await count_of(store, park) for park in parks]) == 3
    await prune(store, NOW)
    assert sum([await count_of(store, park) for park in parks]) == 0
