"""What became of deliveries is written down, soon and together, also where the store fails for a moment."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.outbox import outcomes
from bot.outbox.outcomes import MOST_AT_ONCE, Outcomes
from storage.nouns import Nouns
from storage.store import Store, StoreTrouble


class Troubled:
    """A store that fails some times, and then counts what is written."""

    def __init__(self, faults: int) -> None:
        self.faults = faults
        self.turns: list[int] = []

    async def turn(self, work: Any) -> None:
        """One batch."""
        if self.faults:
            self.faults -= 1
            raise StoreTrouble("full")
        written: list[None] = []
        work(written)
        self.turns.append(len(written))


def note(written: Any) -> None:
    written.append(None)


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcomes, "AGAIN_SECONDS", 0.0)


async def test_nothing_is_lost_where_the_store_fails_for_a_moment() -> None:
    store = Troubled(3)
    kept = Outcomes(store)  # type: ignore[arg-type]
    for _ in range(2 * MOST_AT_ONCE + 1):
        kept.add(note)
    writing = asyncio.create_task(kept.keep())
    kept.end()
    await writing
    assert store.turns == [MOST_AT_ONCE, MOST_AT_ONCE, 1]


async def test_what_comes_together_is_written_together(store: Store) -> None:
    turns = 0

    def count(_nouns: Nouns) -> None:
        nonlocal turns
        turns += 1

    kept = Outcomes(store)
    for _ in range(5):
        kept.add(count)
    await kept.write()
    assert turns == 5
    await kept.write()
    assert turns == 5


async def test_whoever_waits_is_told_when_it_is_written_and_not_before() -> None:
    kept = Outcomes(Troubled(1))  # type: ignore[arg-type]
    is_written = kept.add(note)
    with pytest.raises(StoreTrouble):
        await kept.write()
    assert not is_written.is_set()
    await kept.write()
    assert is_written.is_set()
