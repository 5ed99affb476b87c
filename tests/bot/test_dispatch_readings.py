"""What only reads: tried again where the store is in trouble, and given up where every reader is busy."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

import bot.dispatch
from bot.dispatch import PAUSES, Dispatch
from handlers import make_router
from handlers.screens import Reply, Screen
from handlers.turn import Chat, Incoming, Person
from storage.nouns import Nouns
from storage.sqlite import READERS, SqliteStore
from storage.store import StoreTrouble, TooBusy
from tests.bot.troubled import Troubled
from tests.storage.turning import PATIENCE

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
READING = Incoming("bot", "1", Person("recording", "ada"), Chat("recording", "ada"), "privacy")
CROWD = "There is a crowd just now, and nothing was changed. Try again in a minute."
DOWN = "I can't save anything just now, and nothing was changed. Try again in a minute."


async def title_of(store: Troubled | SqliteStore, pauses: list[float]) -> str:
    """What somebody reads who asks what is kept of them."""

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    reply: Reply | None = await Dispatch(store, make_router(), lambda: NOW, sleep=sleep).answer(READING)
    assert isinstance(reply, Screen)
    return reply.title


@pytest.mark.parametrize("faults", range(len(PAUSES) + 1))
async def test_a_reading_in_trouble_is_tried_again_with_growing_pauses(sqlite_store: SqliteStore, faults: int) -> None:
    pauses: list[float] = []
    troubled = Troubled(sqlite_store, [StoreTrouble("SQLITE_IOERR") for _ in range(faults)])
    assert await title_of(troubled, pauses) == "Privacy"
    assert pauses == list(PAUSES[:faults])
    assert not troubled.faults


async def test_a_reading_is_given_up_in_the_end(sqlite_store: SqliteStore) -> None:
    pauses: list[float] = []
    troubled = Troubled(sqlite_store, [StoreTrouble("SQLITE_IOERR") for _ in range(len(PAUSES) + 2)])
    assert await title_of(troubled, pauses) == DOWN
    assert (pauses, len(troubled.faults)) == (list(PAUSES), 1)


@asynccontextmanager
async def busy_readers(store: SqliteStore) -> AsyncIterator[None]:
    """Every reader reads something long."""
    all_read, may_end = threading.Barrier(READERS + 1), threading.Event()

    def dawdle(_nouns: Nouns) -> None:
        all_read.wait(PATIENCE)
        assert may_end.wait(PATIENCE)

    reading = [asyncio.create_task(store.read(dawdle)) for _ in range(READERS)]
    await asyncio.to_thread(all_read.wait, PATIENCE)
    try:
        yield
    finally:
        may_end.set()
        await asyncio.gather(*reading)


async def test_a_reading_that_no_reader_is_free_for_is_withdrawn(sqlite_store: SqliteStore) -> None:
    ran: list[str] = []
    async with busy_readers(sqlite_store):
        began = time.monotonic()
        with pytest.raises(TooBusy):
            async with asyncio.timeout(5):
                await sqlite_store.read(lambda _nouns: ran.append("late"), within=0.02)
        assert time.monotonic() - began < 2
    await sqlite_store.read(lambda _nouns: ran.append("free"))
    assert ran == ["free"]


async def test_a_crowd_of_readers_is_said_and_not_tried_again(
    sqlite_store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.dispatch, "DEADLINE_SECONDS", 0.02)
    pauses: list[float] = []
    async with busy_readers(sqlite_store), asyncio.timeout(5):
        assert await title_of(sqlite_store, pauses) == CROWD
    assert pauses == []
    assert await title_of(sqlite_store, pauses) == "Privacy"
