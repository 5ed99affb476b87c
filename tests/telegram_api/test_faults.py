"""The trouble that tests wish for."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut

from tests.telegram_api import Person, TelegramApi


@pytest.fixture(autouse=True)
def durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """python-telegram-bot tells how long to wait as a duration."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


async def test_too_many_requests(api: TelegramApi, bot: Bot, ada: Person) -> None:
    api.fails_next("sendMessage", error=429, retry_after=3, times=2)
    for _ in range(2):
        with pytest.raises(RetryAfter) as refused:
            await bot.send_message(ada.id, "x")
        assert refused.value.retry_after == timedelta(seconds=3)
    await bot.send_message(ada.id, "x")
    assert [call.status for call in api.calls_of("sendMessage")] == [429, 429, 200]
    assert len(ada.chat.from_bot) == 1


@pytest.mark.parametrize("error", [500, 502, 503])
async def test_a_server_in_trouble(api: TelegramApi, bot: Bot, ada: Person, error: int) -> None:
    api.fails_next(error=error)
    with pytest.raises(NetworkError, match=str(error)):
        await bot.send_message(ada.id, "x")
    assert ada.chat.from_bot == []


async def test_another_refusal(api: TelegramApi, bot: Bot, ada: Person) -> None:
    api.fails_next("sendMessage", error=400, description="Bad Request: PEER_FLOOD")
    with pytest.raises(BadRequest, match="Peer_flood"):
        await bot.send_message(ada.id, "x")


async def test_an_answer_that_breaks_off(api: TelegramApi, bot: Bot, ada: Person) -> None:
    api.garbles_next("sendMessage")
    with pytest.raises(TelegramError, match="Invalid server response"):
        await bot.send_message(ada.id, "x")
    assert ada.chat.from_bot == []


async def test_a_connection_that_is_reset_before(api: TelegramApi, bot: Bot, ada: Person) -> None:
    api.resets_next("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(ada.id, "x")
    assert ada.chat.from_bot == []


async def test_an_answer_that_is_lost(api: TelegramApi, bot: Bot, ada: Person) -> None:
    api.loses_next_answer("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(ada.id, "x")
    assert ada.last.text == "x"
    assert api.calls_of("sendMessage")[0].status == 0


async def test_only_one_chat_is_troubled(api: TelegramApi, bot: Bot, ada: Person) -> None:
    ben = api.person("Ben")
    await ben.starts()
    api.fails_next("sendMessage", error=500, chat=ada.id)
    await bot.send_message(ben.id, "x")
    with pytest.raises(NetworkError):
        await bot.send_message(ada.id, "x")


async def test_a_call_that_waits(api: TelegramApi, bot: Bot, ada: Person) -> None:
    go_on = asyncio.Event()
    fault = api.delays_next("sendMessage", until=go_on)
    sending = asyncio.create_task(bot.send_message(ada.id, "x"))
    await fault.reached.wait()
    assert ada.chat.from_bot == []
    assert api.server.in_progress == 1
    go_on.set()
    await sending
    assert ada.last.text == "x"


async def test_the_effect_comes_though_the_client_hung_up(api: TelegramApi, bot: Bot, ada: Person) -> None:
    go_on = asyncio.Event()
    fault = api.delays_next("sendMessage", until=go_on)
    with pytest.raises(TimedOut):
        await bot.send_message(ada.id, "x", read_timeout=0.05)
    assert fault.reached.is_set()
    go_on.set()
    await ada.sees("x")


async def test_polls_are_troubled_only_by_name(api: TelegramApi, bot: Bot) -> None:
    api.fails_next(error=500)
    assert await bot.get_updates() == ()
    api.fails_next("getUpdates", error=500)
    with pytest.raises(NetworkError):
        await bot.get_updates()


async def test_what_the_server_minds_fails_the_test(bot: Bot) -> None:
    async def sends_something_strange() -> None:
        async with TelegramApi() as api, Bot(api.token, base_url=f"{api.url}/bot") as strict:
            with pytest.raises(BadRequest):
                await strict.send_message(1, "x", api_kwargs={"colour": "red"})

    with pytest.raises(AssertionError, match="unknown parameter colour"):
        await sends_something_strange()


async def test_a_test_that_waits_in_vain_is_told_for_what(api: TelegramApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.loopback.waiting.GUARD", 0.01)
    await api.person("Ada").sends("hello")
    with pytest.raises(AssertionError, match=r"unconfirmed .*hello"):
        await api.settles()
