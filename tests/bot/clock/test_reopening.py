"""The clock opens petitions again once their counts are right."""

from __future__ import annotations

import asyncio

import pytest

from bot.clock.reopening import open_again
from storage import stages
from storage.store import Store
from tests.storage.planting import NOW, count_of, ledger_of, read
from tests.storage.test_stages import ended_with_erased


async def test_it_opens_once_all_who_were_erased_are_taken(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "MOST_AT_ONCE", 2)
    park = await ended_with_erased(store, "bo", "cy", "dee", "eva", "fay")
    await store.turn(lambda nouns: nouns.stages.reopen(park, NOW))
    await asyncio.gather(open_again(store, NOW), open_again(store, NOW))
    assert (await count_of(store, park), (await read(store, park.id)).is_open) == (1, True)
    assert sum(amount for kind, amount in await ledger_of(store, park) if kind == "erased") == -5
