"""The platform as a whole: nobody waits for anybody else, everything is confirmed only once it is committed."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest

from bot.dispatch import MOST_WAITING, Dispatch
from bot.platforms import Delivered, Gone, Manner, Refused, Scope, Show, TryLater, Unknown
from handlers import make_router
from handlers.blocks import Bold, Moment, Paragraph
from handlers.screens import Reply, Screen
from handlers.turn import Incoming
from storage.sqlite import SqliteStore
from tests.bot.telegram.conftest import Pauses
from tests.bot.telegram.running import Running, echo, real_now
from tests.bot.troubled import Troubled
from tests.telegram_api import Person, TelegramApi


def slow_for(person: Person, gate: asyncio.Event, heard: list[str]) -> Callable[..., object]:
    """Answers everybody at once but this one, who waits at the gate."""

    async def answer(incoming: Incoming, show: Show | None = None) -> Reply:
        heard.append(incoming.update_id)
        if incoming.person.user_id == str(person.id):
            await gate.wait()
        return await echo(incoming, show)

    return answer


def pending(api: TelegramApi) -> list[int]:
    return [update["update_id"] for update in api.world.updates.pending]


async def test_others_are_answered_while_one_turn_takes_long(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi
) -> None:
    gate, heard = asyncio.Event(), list[str]()
    ada, bo = api.person("Ada"), api.person("Bo")
    async with running.over(sqlite_store, slow_for(ada, gate, heard)):  # type: ignore[arg-type]
        await ada.sends("slow")
        for n in range(5):
            await bo.sends(f"word {n}")
            await bo.sees(f"Heard word {n}")
        assert not ada.chat.from_bot
        first = pending(api)[0]
        gate.set()
        await ada.sees("Heard slow")
        await api.settles()
    assert first not in pending(api)
    assert max(Counter(heard).values()) == 1


async def test_nothing_is_confirmed_before_it_is_committed(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi
) -> None:
    gate = asyncio.Event()
    ada, bo = api.person("Ada"), api.person("Bo")
    async with running.over(sqlite_store, slow_for(ada, gate, [])):  # type: ignore[arg-type]
        await bo.sends("before")
        await ada.sends("slow")
        await bo.sends("after")
        await bo.sees("Heard after")
        await api.until(lambda: len(pending(api)) == 2)
        gate.set()
        await api.settles()


async def test_what_is_cut_short_by_the_end_is_not_confirmed_and_comes_again(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.platform.LAST_SECONDS", 0.05)
    ada, bo = api.person("Ada"), api.person("Bo")
    async with running.over(sqlite_store, slow_for(ada, asyncio.Event(), [])) as telegram:  # type: ignore[arg-type]
        await ada.sends("slow")
        await bo.sends("quick")
        await bo.sees("Heard quick")
    assert telegram.left == 1
    assert len(pending(api)) == 2
    async with running.over(sqlite_store, echo):
        await ada.sees("Heard slow")
        await api.settles()


async def test_an_update_whose_handler_always_raises_is_confirmed_and_holds_up_nobody(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi, logged: Callable[[], str]
) -> None:
    ada, bo = api.person("Ada Lovelace"), api.person("Bo")

    async def answer(incoming: Incoming, show: Show | None = None) -> Reply:
        if incoming.person.user_id == str(ada.id):
            raise ValueError("Ada Lovelace")
        return await echo(incoming, show)

    async with running.over(sqlite_store, answer):
        await ada.sends("poison")
        await bo.sends("hello")
        await bo.sees("Heard hello")
        await api.settles()
    assert "could not be dealt with" in logged()
    assert "Lovelace" not in logged()


async def test_a_tap_is_let_go_of_though_its_handler_raises(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi
) -> None:
    ada = api.person("Ada")

    async def answer(incoming: Incoming, show: Show | None = None) -> Reply:
        if incoming.token:
            raise ValueError
        return await echo(incoming, show)

    async with running.over(sqlite_store, answer):
        await ada.starts()
        await ada.sees("Heard start")
        await (await ada.taps("Go on")).answered()
        await api.settles()


async def test_a_flood_of_one_person_is_mostly_dropped_and_others_are_answered(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.crowds.CROWDED_SECONDS", 0)
    ada, bo, gate = api.person("Ada"), api.person("Bo"), asyncio.Event()
    await bo.starts()
    api.delays_next("sendMessage", until=gate, times=10_000, chat=ada.id)
    async with running.over(sqlite_store) as telegram:
        await api.until(lambda: api.world.updates.is_held)
        for n in range(60):
            await ada.sends(f"word {n}")
        for n in range(1, 121):  # more than the server gives at once
            await bo.sends("/browse")
            await api.until(lambda: len(bo.chat.from_bot) > n)  # noqa: B023
        assert not ada.chat.from_bot
        assert telegram.dropped == 60 - MOST_WAITING - 1
        gate.set()
        await api.settles()
        await telegram.rests(10)
        await ada.sends("/browse")
        await api.until(lambda: len(ada.chat.from_bot) == MOST_WAITING + 2)
    assert len([message for message in ada.chat.from_bot if "That was quick" in message.text]) == 1


@pytest.mark.parametrize("trouble", [{"error": 502}, {"error": 409}, {"error": 429, "retry_after": 3}])
async def test_the_poll_goes_on_after_trouble(
    sqlite_store: SqliteStore,
    running: Running,
    api: TelegramApi,
    pauses: Pauses,
    logged: Callable[[], str],
    trouble: dict[str, int],
) -> None:
    api.fails_next("deleteWebhook", error=503)
    api.fails_next("getUpdates", times=2, **trouble)  # type: ignore[arg-type]
    ada = api.person("Ada")
    async with running.over(sqlite_store, echo, sleep=pauses):
        await ada.sends("hello")
        await ada.sees("Heard hello")
        await api.settles()
    expected = [3, 3] if "retry_after" in trouble else [0.5, 1.0]
    assert pauses == [0.5, *expected]
    assert ("another process asks Telegram" in logged()) == (trouble["error"] == 409)


async def test_a_server_without_webhooks_is_asked_all_the_same(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi, pauses: Pauses
) -> None:
    api.fails_next("deleteWebhook", error=404, description="Not Found: method not found")
    ada = api.person("Ada")
    async with running.over(sqlite_store, echo, sleep=pauses):
        await ada.sends("hello")
        await ada.sees("Heard hello")


async def test_every_update_that_comes_twice_is_begun_once(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi
) -> None:
    ada, gate, heard = api.person("Ada"), asyncio.Event(), list[str]()
    async with running.over(sqlite_store, slow_for(ada, gate, heard)):  # type: ignore[arg-type]
        await ada.sends("slow")
        await api.until(lambda: len(api.calls_of("getUpdates")) > 3)
        api.repeats_last_update()
        await api.until(lambda: len(api.calls_of("getUpdates")) > 6)
        gate.set()
        await ada.sees("Heard slow")
        await api.settles()
    assert len(heard) == 1


WORDY = Screen("Won", (Paragraph((Bold("At last"), Moment(real_now(), "UTC"))),))


async def test_an_alert_is_delivered_and_its_receipt_is_true(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi, pauses: Pauses
) -> None:
    ada, bo = api.person("Ada"), api.person("Bo")
    await ada.starts()
    async with running.over(sqlite_store, echo, sleep=pauses) as telegram:
        await ada.sees("Heard start")
        assert isinstance(await telegram.deliver(str(ada.id), WORDY, Manner(is_silent=True)), Delivered)
        assert ada.last.manner.is_silent
        assert await telegram.deliver(str(bo.id), WORDY) == Gone()
        for nowhere in ("", "ada", "--5", "²", "5" * 30):
            assert await telegram.deliver(nowhere, WORDY) == Gone()
        await ada.blocks()
        assert await telegram.deliver(str(ada.id), WORDY) == Gone()
        await ada.unblocks()
        api.fails_next("sendMessage", error=429, retry_after=90)
        assert await telegram.deliver(str(ada.id), WORDY) == TryLater(timedelta(seconds=90), Scope.CHAT)
        api.loses_next_answer("sendMessage")
        assert await telegram.deliver(str(ada.id), WORDY) == Unknown()
        api.fails_next("sendMessage", error=400, description="Bad Request: message is too long")
        assert isinstance(await telegram.deliver(str(ada.id), WORDY), Refused)


async def test_marks_that_the_server_can_not_read_are_given_up_step_by_step(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi
) -> None:
    ada = api.person("Ada")
    await ada.starts()
    unreadable = 'Bad Request: can\'t parse entities: Unsupported start tag "tg-time" at byte offset 9'
    async with running.over(sqlite_store, echo) as telegram:
        await ada.sees("Heard start")
        for times, marks in ((1, ["bold", "bold"]), (1, []), (0, ["bold", "bold"])):
            if times:
                api.fails_next("sendMessage", error=400, description=unreadable, times=times)
            assert isinstance(await telegram.deliver(str(ada.id), WORDY), Delivered)
            assert [entity.type for entity in ada.last.entities] == marks


async def test_store_trouble_is_said_and_the_person_can_go_on(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi
) -> None:
    ada = api.person("Ada")
    troubled = Troubled(sqlite_store)
    dispatch = Dispatch(troubled, make_router(), real_now, sleep=Pauses())
    async with running.over(troubled, dispatch.answer):
        await ada.starts()
        await ada.sees("")
        assert ada.last.rows
        await api.settles()


async def test_replies_to_one_person_keep_their_order(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi
) -> None:
    ada, go = api.person("Ada"), asyncio.Event()
    async with running.over(sqlite_store, echo):
        late = api.delays_next("sendMessage", until=go, chat=ada.id)
        await ada.sends("one")
        await late.reached.wait()
        await ada.sends("two")
        with suppress(TimeoutError):  # what must not come is given a moment to come
            async with asyncio.timeout(0.5):
                await api.world.bell.ever(lambda: bool(ada.chat.from_bot))
        go.set()
        await ada.sees("Heard two")
    said = [message.text.split("\n")[0] for message in ada.chat.from_bot]
    assert said == ["Heard one", "Heard two"]
