"""What dispatch offers: read and never written, the same for everybody, and nothing where the store is in trouble."""

from __future__ import annotations

from functools import partial

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from bot.dispatch import PAUSES, Dispatch
from handlers import make_router
from handlers.turn import Chat, Incoming, Person
from storage.sqlite import SqliteStore
from storage.store import StoreTrouble
from storage.tables.bookkeeping import handled
from storage.tables.people import supporter
from tests.bot.troubled import Troubled
from tests.storage.planting import NOW, plant_petition, rows


def asking(words: str = "", person: str = "") -> Incoming:
    """Somebody asks, from a chat that is not ours."""
    return Incoming("bot", "1", Person("telegram", person), Chat("telegram", "elsewhere", False), words=words)


def dispatch_over(store: Troubled | SqliteStore) -> Dispatch:
    async def sleep(_seconds: float) -> None:
        """Takes no time."""

    return Dispatch(store, make_router(), lambda: NOW, sleep=sleep)


@pytest.fixture
async def planted(sqlite_store: SqliteStore) -> SqliteStore:
    """One petition."""
    await sqlite_store.turn(partial(plant_petition, slug="ktmwqr"))
    return sqlite_store


async def test_what_is_offered_leaves_no_trace(planted: SqliteStore) -> None:
    offered = await dispatch_over(planted).offer(asking("KTMWQR", "ada"))
    assert offered is not None
    assert [offer.code for offer in offered] == ["KTMWQR"]
    assert offered == await dispatch_over(planted).offer(asking("KTMWQR", "bo"))
    assert await rows(planted, sa.select(handled)) == await rows(planted, sa.select(supporter)) == []


@pytest.mark.parametrize("faults", range(len(PAUSES) + 2))
async def test_trouble_is_tried_again_and_then_nobody_could_look(planted: SqliteStore, faults: int) -> None:
    troubled = Troubled(planted, [StoreTrouble("SQLITE_IOERR") for _ in range(faults)])
    offered = await dispatch_over(troubled).offer(asking())
    assert (offered is None) == (faults > len(PAUSES))


async def test_a_fault_is_logged_with_a_code_and_no_word_of_what_was_asked(planted: SqliteStore) -> None:
    with capture_logs() as logs:
        assert await dispatch_over(Troubled(planted, [ValueError("x")])).offer(asking("somebody's words")) is None
    (told,) = logs
    assert (told["log_level"], len(told["code"])) == ("error", 4)
    assert "somebody's" not in str(told)
