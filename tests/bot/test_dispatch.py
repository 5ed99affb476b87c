"""Turns in order, each once, committed before they are answered; and what is said when one can not be done."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest

import bot.dispatch
from bot.dispatch import MOST_WAITING, PATIENT_PAUSES, PAUSES, Dispatch
from handlers.router import Afterwards, NeedsWriter, Router, route
from handlers.screens import Button, Reply, Screen, rows_of, to
from handlers.turn import Chat, Incoming, Person, Turn
from storage.sqlite import SqliteStore
from storage.store import Store, StoreTrouble, TooBusy
from tests.bot.troubled import Troubled
from tests.seen import Seen, seen

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SECRET = "Ada Lovelace of Leeds"
_numbers = count(1)
ran: list[str] = []


def _screen(title: str) -> Screen:
    return Screen(title, rows=rows_of(Button("Start", to("stand"))))


@route("join", again="stand")
def join(turn: Turn) -> Reply:
    """Remember the person; this is what a turn can do."""
    ran.append("join")
    turn.remember()
    return _screen("Joined")


@route("fail", again="stand")
def fail(turn: Turn) -> Reply:
    """Remember the person, and break."""
    ran.append("fail")
    join(turn)
    raise ValueError(f"{turn.person.suggested_name}: {turn.incoming.words}")


@route("stand", reads=True)
def stand(turn: Turn) -> Reply:
    """Whether the person is remembered."""
    return _screen("You are in" if turn.supporter else "You are out")


@route("maybe", reads=True)
def write_if_it_must(turn: Turn) -> Reply:
    """A reading that finds out that it has to write."""
    ran.append("maybe")
    if len([each for each in ran if each == "maybe"]) == 1:
        raise NeedsWriter
    return join(turn)


@route("said")
def hear(turn: Turn) -> Reply:
    """Words, as they came."""
    ran.append(turn.incoming.words)
    return _screen(f"Heard {turn.incoming.words}")


@route("gone", after=Afterwards.ERASING)
def erase(_turn: Turn) -> Reply:
    """Something was erased."""
    return _screen("Erased")


ROUTER = Router([sys.modules[__name__]], typed="said", fresh_start="stand", unknown_command="stand")


@pytest.fixture(autouse=True)
def nothing_ran() -> None:
    ran.clear()


def incoming(person: str = "ada", **said: Any) -> Incoming:
    who = Person("recording", person, SECRET)
    return Incoming("bot", said.pop("update_id", str(next(_numbers))), who, Chat("recording", person), **said)


def shown(reply: Reply | None) -> Seen:
    assert reply is not None
    return seen(reply)


def dispatch_over(store: Store, pauses: list[float] | None = None) -> Dispatch:
    async def sleep(seconds: float) -> None:
        (pauses if pauses is not None else []).append(seconds)

    return Dispatch(store, ROUTER, lambda: NOW, sleep=sleep)


async def test_turns_of_one_lane_keep_their_order(store: Store) -> None:
    dispatch = dispatch_over(store)
    words = [str(n) for n in range(MOST_WAITING)]
    replies = await asyncio.gather(*(dispatch.answer(incoming(words=each)) for each in words))
    assert ran == words
    assert [shown(reply).title for reply in replies] == [f"Heard {each}" for each in words]


async def test_lanes_do_not_wait_for_one_another(sqlite_store: SqliteStore) -> None:
    gate = asyncio.Event()
    dispatch = dispatch_over(Troubled(sqlite_store, gate=gate))
    ada = asyncio.create_task(dispatch.answer(incoming("ada", token="join")))
    await asyncio.sleep(0)
    assert shown(await dispatch.answer(incoming("bo", token="stand"))).title == "You are out"
    adas_other_chat = replace(incoming("ada", token="stand"), chat=Chat("recording", "a group", is_private=False))
    assert shown(await dispatch.answer(adas_other_chat)).title == "You are out"
    assert not ada.done()
    gate.set()
    assert shown(await ada).title == "Joined"


async def test_beyond_twenty_messages_are_dropped_with_one_notice_and_taps_refused_aloud(
    sqlite_store: SqliteStore,
) -> None:
    gate = asyncio.Event()
    dispatch = dispatch_over(Troubled(sqlite_store, gate=gate))
    waiting = [asyncio.create_task(dispatch.answer(incoming(words=str(n)))) for n in range(MOST_WAITING)]
    await asyncio.sleep(0)
    dropped = [await dispatch.answer(incoming(words="more")) for _ in range(3)]
    taps = [await dispatch.answer(incoming(token="join")) for _ in range(3)]
    assert shown(dropped[0]).title == "That was quick. Try again in a minute; nothing is lost."
    assert dropped[1:] == [None, None]
    assert [shown(tap).title for tap in taps] == [shown(dropped[0]).title] * 3
    assert shown(await dispatch.answer(incoming("bo", token="stand"))).title == "You are out"
    gate.set()
    await asyncio.gather(*waiting)
    assert ran == [str(n) for n in range(MOST_WAITING)]
    assert shown(await dispatch.answer(incoming(words="again"))).title == "Heard again"


async def test_the_same_update_runs_once_and_shows_where_the_person_stands(store: Store) -> None:
    tap = incoming(token="join", update_id="7")
    assert shown(await dispatch_over(store).answer(tap)).title == "Joined"
    assert shown(await dispatch_over(store).answer(tap)).title == "You are in"
    both = incoming("bo", token="join", update_id="8")
    again = dispatch_over(store)
    assert [shown(each).title for each in await asyncio.gather(again.answer(both), again.answer(both))] == [
        "Joined",
        "You are in",
    ]
    assert ran == ["join", "join"]


async def test_a_handler_that_raises_is_rolled_back_and_not_run_again(store: Store, logged: Callable[[], str]) -> None:
    dispatch = dispatch_over(store)
    tap = incoming(token="fail", words=SECRET)
    failed = shown(await dispatch.answer(tap))
    code = failed.title.removesuffix(".")[-4:]
    assert failed.title == f"Something failed on my side and nothing was changed. Code {code}."
    assert failed.labels == ["Try again", "Start"]
    assert failed.is_event
    assert shown(await dispatch.answer(tap)).title == "You are out"
    assert ran == ["fail", "join"]
    told = logged()
    assert f'"code": "{code}"' in told
    assert "ValueError" in told
    for secret in (SECRET, "Ada", "Leeds", "ada"):
        assert secret not in told, told


async def test_trouble_of_the_store_is_tried_again_with_growing_pauses(
    sqlite_store: SqliteStore, logged: Callable[[], str]
) -> None:
    pauses: list[float] = []
    troubled = Troubled(sqlite_store, [StoreTrouble("SQLITE_FULL")] * 3)
    joined = await dispatch_over(troubled, pauses).answer(incoming(token="join"))
    assert shown(joined).title == "Joined"
    assert len(pauses) == 3
    assert pauses == sorted(set(pauses))
    assert "SQLITE_FULL" in logged()


async def test_a_store_that_stays_down_is_said_and_the_update_may_come_again(sqlite_store: SqliteStore) -> None:
    troubled = Troubled(sqlite_store, [StoreTrouble("SQLITE_FULL")] * 4)
    dispatch = dispatch_over(troubled)
    tap = incoming(token="join")
    down = shown(await dispatch.answer(tap))
    assert down.title == "I can't save anything just now, and nothing was changed. Try again in a minute."
    assert down.labels == ["Try again", "Start"]
    assert shown(await dispatch.answer(tap)).title == "Joined"


async def test_reading_from_a_store_that_is_down(sqlite_store: SqliteStore) -> None:
    troubled = Troubled(sqlite_store, [StoreTrouble("SQLITE_IOERR") for _ in range(len(PAUSES) + 1)])
    down = shown(await dispatch_over(troubled).answer(incoming(token="stand")))
    assert down.title.startswith("I can't save anything just now")


async def test_a_turn_that_waited_too_long_is_withdrawn(sqlite_store: SqliteStore, logged: Callable[[], str]) -> None:
    busy = shown(await dispatch_over(Troubled(sqlite_store, [TooBusy()])).answer(incoming(token="join")))
    assert busy.title == "There is a crowd just now, and nothing was changed. Try again in a minute."
    assert busy.labels == ["Try again", "Start"]
    assert ran == []
    assert '"verb": "join"' in logged()


@pytest.mark.parametrize("fault", [TooBusy(), StoreTrouble("SQLITE_FULL")])
async def test_a_form_that_was_sent_is_tried_for_some_seconds(sqlite_store: SqliteStore, fault: Exception) -> None:
    pauses: list[float] = []
    troubled = Troubled(sqlite_store, [fault] * len(PATIENT_PAUSES))
    sent = await dispatch_over(troubled, pauses).answer(incoming(token="join", values={"name": SECRET}))
    assert shown(sent).title == "Joined"
    assert tuple(pauses) == PATIENT_PAUSES
    assert 10 <= sum(pauses) <= 60


async def test_a_form_that_can_not_be_saved_is_given_up_some_time(sqlite_store: SqliteStore) -> None:
    troubled = Troubled(sqlite_store, [TooBusy() for _ in range(len(PATIENT_PAUSES) + 1)])
    busy = shown(await dispatch_over(troubled).answer(incoming(token="join", values={"name": SECRET})))
    assert busy.labels == ["Try again", "Start"]


async def test_a_failed_turn_that_can_not_be_marked_is_answered_all_the_same(sqlite_store: SqliteStore) -> None:
    dispatch = dispatch_over(Troubled(sqlite_store, [ValueError(SECRET), StoreTrouble("SQLITE_FULL")]))
    assert "Something failed on my side" in shown(await dispatch.answer(incoming(token="join"))).title


async def test_a_reading_that_has_to_write_is_run_where_it_can(store: Store) -> None:
    assert shown(await dispatch_over(store).answer(incoming(token="maybe"))).title == "Joined"
    assert ran == ["maybe", "maybe", "join"]


async def test_what_was_erased_is_said_though_the_scrubbing_failed(
    sqlite_store: SqliteStore, logged: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scrub() -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(sqlite_store, "scrub", scrub)
    assert shown(await dispatch_over(sqlite_store).answer(incoming(token="gone"))).title == "Erased"
    assert "could not scrub" in logged()


async def test_a_slow_turn_is_logged_without_its_words(
    sqlite_store: SqliteStore, logged: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.dispatch, "SLOW_SECONDS", 0)
    await dispatch_over(sqlite_store).answer(incoming(words=SECRET))
    told = logged()
    assert "slow turn" in told
    assert '"verb": "said"' in told
    assert "Lovelace" not in told


@pytest.mark.parametrize("token", ["x" * 65, "join:" + "é" * 40, "j\x00in", ":" * 1000])
async def test_a_misshapen_token_is_answered_also_while_the_store_is_down(
    sqlite_store: SqliteStore, token: str
) -> None:
    troubled = Troubled(sqlite_store, [StoreTrouble("SQLITE_FULL") for _ in range(len(PAUSES) + 1)])
    dispatch = dispatch_over(troubled)
    assert "can't save" in shown(await dispatch.answer(incoming(token=token))).title
    assert shown(await dispatch.answer(incoming(token=token))).title == "You are out"


async def test_no_lane_is_left_behind(sqlite_store: SqliteStore) -> None:
    dispatch = dispatch_over(sqlite_store)
    await asyncio.gather(*(dispatch.answer(incoming(str(n), token="join")) for n in range(50)))
    assert not dispatch._lanes
