"""What was in work when the process ended: begun again, and set aside only if it was so at two crashes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bot.platforms import Show
from bot.telegram.recovering import Recovery
from handlers.screens import Reply
from handlers.turn import Incoming
from storage.sqlite import SqliteStore
from storage.store import Store, StoreTrouble
from tests.bot.telegram.running import Running, echo, real_now
from tests.bot.troubled import Troubled
from tests.telegram_api import TelegramApi

KILLED: list[object] = []


async def crash(store: Store, *update_ids: int) -> list[bool]:
    """A process that begins these one after the other and is killed in the last; which it began at all."""
    recovery = Recovery(store, real_now, "telegram:1")
    KILLED.append(recovery)  # else Python would end what it began, as no killed process can
    began: list[bool] = []
    for update_id in update_ids[:-1]:
        async with recovery.over(update_id) as may_begin:
            began.append(may_begin)
    over = recovery.over(update_ids[-1])
    KILLED.append(over)
    began.append(await over.__aenter__())
    return began


async def test_one_crash_sets_nothing_aside_and_two_do(store: Store, logged: Callable[[], str]) -> None:
    assert await crash(store, 1, 2) == [True, True]
    assert await crash(store, 1, 2) == [True, True]
    assert "set aside" not in logged()
    assert await crash(store, 1, 2) == [True, False]
    assert '"update_id": 2' in logged()


async def test_what_was_done_in_between_begins_afresh(sqlite_store: SqliteStore) -> None:
    await crash(sqlite_store, 1)
    await crash(sqlite_store, 1, 2)
    await crash(sqlite_store, 1)
    assert await crash(sqlite_store, 1) == [True]


async def test_each_bot_has_its_own(sqlite_store: SqliteStore) -> None:
    await crash(sqlite_store, 1)
    await crash(sqlite_store, 1)
    async with Recovery(sqlite_store, real_now, "telegram:2").over(1) as may_begin:
        assert may_begin


async def test_only_one_is_in_work_at_a_time(sqlite_store: SqliteStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.recovering.MOST_ALONE_SECONDS", 60)
    recovery, inside, most = Recovery(sqlite_store, real_now, "telegram:1"), 0, 0

    async def work(update_id: int) -> None:
        nonlocal inside, most
        async with recovery.over(update_id):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*map(work, range(5)))
    assert most == 1


async def test_nobody_waits_for_one_that_takes_long(sqlite_store: SqliteStore) -> None:
    recovery = Recovery(sqlite_store, real_now, "telegram:1")
    async with recovery.over(1), asyncio.timeout(10), recovery.over(2) as may_begin:
        assert may_begin
    async with asyncio.timeout(10), recovery.over(3) as may_begin:
        assert may_begin


async def test_a_store_in_trouble_loses_no_update(sqlite_store: SqliteStore, logged: Callable[[], str]) -> None:
    recovery = Recovery(Troubled(sqlite_store, [StoreTrouble("SQLITE_FULL")] * 2), real_now, "telegram:1")
    async with recovery.over(1) as may_begin:
        assert may_begin
    assert "could not mark" in logged()


async def test_the_guilty_one_is_set_aside_counted_confirmed_and_let_go_of(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi, logged: Callable[[], str]
) -> None:
    ada, bo = api.person("Ada"), api.person("Bo")
    async with running.over(sqlite_store, echo):
        await ada.starts()
        await ada.sees("Heard start")
    tap = await ada.taps("Go on")
    guilty = api.world.updates.last
    await bo.sends("hello")
    assert guilty is not None
    for _ in range(2):
        await sqlite_store.turn(
            lambda nouns: nouns.in_work.begin(f"telegram:{running.client.id}", str(guilty["update_id"]), real_now())
        )
    async with running.over(sqlite_store, echo) as telegram:
        await bo.sees("Heard hello")
        await tap.answered()
        assert "Look whether it was done" in tap.text
        assert tap.is_alert
        await api.settles()
        assert telegram._recovery.set_aside == 1
    assert "Heard start" not in [message.text for message in ada.chat.from_bot[1:]]
    assert logged().count("set aside") == 1


@pytest.mark.parametrize("faults", [1, 2])
async def test_left_over_updates_are_taken_though_they_can_not_be_marked(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi, faults: int
) -> None:
    ada = api.person("Ada")
    await ada.sends("hello")
    troubled = Troubled(sqlite_store, [StoreTrouble("SQLITE_FULL")] * faults)
    async with running.over(troubled, echo):
        await ada.sees("Heard hello")


async def test_an_update_that_was_committed_before_the_crash_is_not_done_again(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi
) -> None:
    heard: list[str] = []

    async def answer(incoming: Incoming, show: Show | None = None) -> Reply:
        heard.append(incoming.update_id)
        return await echo(incoming, show)

    await api.person("Ada").sends("hello")
    async with running.over(sqlite_store, answer):
        await api.until(lambda: bool(api.calls_of("sendMessage")))
        await api.settles()
    async with running.over(sqlite_store, answer):
        await api.until(lambda: api.world.updates.is_held)
    assert len(heard) == 1
