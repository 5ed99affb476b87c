"""Webhooks: posted with the secret, and again until they are accepted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot

from tests.loopback.waiting import Bell
from tests.telegram_api import Person, TelegramApi
from tests.telegram_api.webhooks import SECRET_HEADER, short_pauses


class Listener:
    """A bot's web server, which answers as it is told."""

    __test__ = False

    def __init__(self) -> None:
        self.heard: list[tuple[str, Any]] = []
        self.answers: list[tuple[int, Any]] = []
        self.hold: asyncio.Event | None = None
        self.bell = Bell()

    async def hears(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.heard.append((request.headers.get(SECRET_HEADER, ""), update))
        self.bell.ring()
        if self.hold is not None:
            await self.hold.wait()
        status, body = self.answers.pop(0) if self.answers else (200, None)
        return web.json_response(body, status=status)


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
async def url(listener: Listener) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/hook", listener.hears)
    async with TestServer(app) as server:
        yield str(server.make_url("/hook"))


async def test_an_update_is_posted_with_the_secret(
    api: TelegramApi, bot: Bot, ada: Person, listener: Listener, url: str
) -> None:
    await bot.set_webhook(url, secret_token="hush", allowed_updates=["message"], max_connections=7)
    await ada.sends("one")
    await api.settles()
    ((secret, update),) = listener.heard
    assert (secret, update["message"]["text"]) == ("hush", "one")
    info = await bot.get_webhook_info()
    assert (info.url, info.max_connections, info.allowed_updates) == (url, 7, ("message",))
    assert (info.pending_update_count, info.last_error_message) == (0, None)


async def test_what_is_not_accepted_comes_again(
    api: TelegramApi, bot: Bot, ada: Person, listener: Listener, url: str
) -> None:
    listener.answers = [(500, None), (502, None), (302, None)]
    await bot.set_webhook(url)
    await ada.sends("one")
    await ada.sends("two")
    await api.settles()
    assert [update["message"]["text"] for _secret, update in listener.heard] == ["one"] * 4 + ["two"]
    assert (await bot.get_webhook_info()).last_error_message == "Wrong response from the webhook: 302 Found"


async def test_what_waited_is_posted_or_dropped(
    api: TelegramApi, bot: Bot, ada: Person, listener: Listener, url: str
) -> None:
    await ada.sends("one")
    await bot.set_webhook(url, drop_pending_updates=True)
    await ada.sends("two")
    await api.settles()
    await bot.delete_webhook()
    await ada.sends("three")
    await bot.set_webhook(url)
    await api.settles()
    assert [update["message"]["text"] for _secret, update in listener.heard] == ["two", "three"]


async def test_a_chat_keeps_its_order_and_others_do_not_wait(
    api: TelegramApi, bot: Bot, ada: Person, listener: Listener, url: str
) -> None:
    ben, listener.hold = api.person("Ben"), asyncio.Event()
    await bot.set_webhook(url)
    await ada.sends("one")
    await ada.sends("two")
    await ben.sends("three")
    await listener.bell.until(lambda: len(listener.heard) == 2, lambda: f"{listener.heard}")
    assert {update["message"]["text"] for _secret, update in listener.heard} == {"one", "three"}
    listener.hold.set()
    await api.settles()
    assert listener.heard[-1][1]["message"]["text"] == "two"


async def test_the_answer_may_call_a_method(
    api: TelegramApi, bot: Bot, ada: Person, listener: Listener, url: str
) -> None:
    listener.answers = [(200, {"method": "sendMessage", "chat_id": ada.id, "text": "hello"})]
    await bot.set_webhook(url)
    await ada.sends("one")
    assert (await ada.sees("hello")).from_bot
    assert api.calls_of("sendMessage")[0].status == 200


async def test_nobody_listens(api: TelegramApi, bot: Bot, ada: Person, unused_tcp_port: int) -> None:
    await bot.set_webhook(f"http://127.0.0.1:{unused_tcp_port}/hook")
    await ada.sends("one")
    await api.until(lambda: api.world.postman.attempts >= 2)
    info = await bot.get_webhook_info()
    assert (info.pending_update_count, info.last_error_message) == (1, "Connection refused")


def test_pauses_grow() -> None:
    assert short_pauses(1) < short_pauses(2) <= short_pauses(20) < 1
