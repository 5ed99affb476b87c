"""What the platform remembers of private chats: where a form stands, and what can be removed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.telegram.incoming import Heard
from bot.telegram.memory import MOST_CHATS, MOST_MESSAGES, Memory
from handlers.turn import Chat, Incoming, Person
from storage.sqlite import SqliteStore
from storage.store import Store, StoreTrouble
from tests.bot.troubled import Troubled

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Clock:
    """A clock that tests move."""

    time = NOON

    def __call__(self) -> datetime:
        """The time that it shows."""
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


def heard(person: int = 7) -> Heard:
    who = str(person)
    return Heard(Incoming("telegram:1", "1", Person("telegram", who), Chat("telegram", who)), person)


async def remember(store: Store, person: int = 7) -> None:
    await store.turn(lambda nouns: nouns.supporters.add("telegram", str(person), str(person), NOON))


async def test_a_form_is_known_after_a_restart(store: Store, clock: Clock) -> None:
    assert await Memory(store, clock).form_is_in(heard(), 5) is None
    again = Memory(store, clock)
    assert await again.form_of(heard()) == 5
    assert await again.form_is_in(heard(), 6) == 5
    await again.form_is_left(heard(), 6)
    assert await Memory(store, clock).form_of(heard()) is None


async def test_words_that_are_typed_a_day_later_answer_no_form(sqlite_store: SqliteStore, clock: Clock) -> None:
    memory = Memory(sqlite_store, clock)
    await memory.form_is_in(heard(), 5)
    clock.time = NOON + timedelta(hours=23)
    assert await memory.form_of(heard()) == 5
    await memory.form_is_in(heard(), 5)
    clock.time = NOON + timedelta(hours=46)
    assert await memory.form_of(heard()) == 5
    clock.time = NOON + timedelta(hours=47, seconds=1)
    assert await memory.form_of(heard()) is None


async def test_of_strangers_nothing_is_written(sqlite_store: SqliteStore, clock: Clock) -> None:
    memory = Memory(sqlite_store, clock)
    memory.stands(heard(), 5)
    await memory.write()
    assert await memory.recent(heard()) == [5]
    assert await Memory(sqlite_store, clock).recent(heard()) == []


async def test_of_supporters_what_stands_is_known_after_a_restart_until_forgotten(store: Store, clock: Clock) -> None:
    await remember(store)
    memory = Memory(store, clock)
    for message in (5, 6):
        memory.stands(heard(), message)
    memory.stands(heard(8), 9)
    await memory.write()
    again = Memory(store, clock)
    again.stands(heard(), 7)
    assert await again.recent(heard()) == [5, 6, 7]
    await again.forget(heard())
    assert await again.recent(heard()) == []


async def test_only_so_much_is_remembered(sqlite_store: SqliteStore, clock: Clock) -> None:
    memory = Memory(sqlite_store, clock)
    for message in range(MOST_MESSAGES + 10):
        memory.stands(heard(), message)
    assert await memory.recent(heard()) == list(range(10, MOST_MESSAGES + 10))
    for person in range(100, 100 + MOST_CHATS):
        memory.stands(heard(person), 1)
    assert len(memory._chats) == MOST_CHATS
    await memory.write()
    assert await memory.recent(heard()) == []


async def test_trouble_of_the_store_keeps_no_reply_from_being_shown(
    sqlite_store: SqliteStore, clock: Clock, logged: Callable[[], str]
) -> None:
    memory = Memory(Troubled(sqlite_store, [StoreTrouble("SQLITE_FULL")] * 2), clock)
    assert await memory.form_of(heard()) is None
    await memory.form_is_in(heard(), 5)
    assert await memory.form_of(heard()) == 5
    assert logged().count("could not") == 2
