"""Updates that are delivered: with the secret, answered after the commit, and never taken twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from bot.platforms import Show
from bot.telegram.client import PAUSES, TokenRefused
from bot.telegram.platform import Telegram
from bot.telegram.webhook import AddressRefused, Webhook
from bot.web.app import web_app
from bot.web.serving import serving
from handlers.screens import Reply
from handlers.turn import Incoming
from storage.sqlite import SqliteStore
from tests.bot.telegram.conftest import Pauses
from tests.bot.telegram.running import Running, echo
from tests.telegram_api import TOKEN, TelegramApi


@asynccontextmanager
async def served(
    running: Running, store: SqliteStore, answer: Callable[..., object] = echo
) -> AsyncIterator[tuple[Telegram, Webhook]]:
    """The platform with its webhook on a port of the loopback."""
    webhook = Webhook("http://127.0.0.1:1", TOKEN)
    async with serving(web_app(store, [webhook]), 0) as port:
        webhook.address = f"http://127.0.0.1:{port}{webhook.path}"
        async with running.over(store, answer, webhook) as telegram:  # type: ignore[arg-type]
            yield telegram, webhook


async def test_people_are_answered(sqlite_store: SqliteStore, running: Running, api: TelegramApi) -> None:
    ada = api.person("Ada")
    async with served(running, sqlite_store):
        await ada.sends("hello")
        await ada.sees("Heard hello")
        await (await ada.taps("Go on")).answered()
        await api.settles()
    assert not api.calls_of("getUpdates")


async def test_a_delivery_is_answered_once_it_is_committed(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi
) -> None:
    gate, begun = asyncio.Event(), asyncio.Event()

    async def answer(incoming: Incoming, show: Show | None = None) -> Reply:
        begun.set()
        await gate.wait()
        return await echo(incoming, show)

    ada = api.person("Ada")
    async with served(running, sqlite_store, answer):
        await ada.sends("hello")
        await begun.wait()
        assert len(api.world.updates.pending) == 1
        gate.set()
        await api.settles()
    assert api.world.postman.attempts == 1


async def test_what_is_cut_short_by_the_end_is_delivered_again(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.platform.LAST_SECONDS", 0.05)
    begun = asyncio.Event()

    async def answer(incoming: Incoming, show: Show | None = None) -> Reply:
        begun.set()
        await asyncio.Event().wait()
        raise AssertionError

    ada = api.person("Ada")
    async with served(running, sqlite_store, answer):
        await ada.sends("hello")
        await begun.wait()
    assert len(api.world.updates.pending) == 1
    async with served(running, sqlite_store):
        await ada.sees("Heard hello")
        await api.settles()


async def test_before_it_runs_and_after_deliveries_have_to_come_again() -> None:
    webhook = Webhook("https://example.org/", TOKEN)
    assert webhook.address == "https://example.org/telegram"
    assert not await webhook.deliver({"update_id": 1})
    nothings: tuple[object, ...] = (None, [], {}, {"update_id": "1"}, 3)
    for nothing in nothings:
        assert await webhook.deliver(nothing)


def test_the_secret_is_the_same_for_every_process_and_tells_no_token() -> None:
    one, other = Webhook("https://a.example", TOKEN), Webhook("https://b.example", TOKEN)
    assert one.knows(other._secret)
    assert TOKEN.partition(":")[2] not in one._secret
    for wrong in ("", "x", one._secret[:-1], "é", "\ud800".encode("utf-8", "replace").decode()):
        assert not one.knows(wrong)


async def test_trouble_of_the_server_is_waited_for_as_long_as_it_says(
    sqlite_store: SqliteStore, running: Running, api: TelegramApi
) -> None:
    pauses = Pauses()
    api.fails_next("setWebhook", error=502)
    api.fails_next("setWebhook", error=429, retry_after=9)
    webhook = Webhook("http://127.0.0.1:9", TOKEN)

    async def take(_update: object) -> bool:
        return True

    serve = asyncio.create_task(webhook.serve(running.client, take, pauses))
    await api.until(lambda: api.world.postman.webhook is not None)
    serve.cancel()
    await asyncio.wait([serve])
    assert pauses == [PAUSES[0], 9]


@pytest.mark.parametrize(
    ("status", "words", "refusal"),
    [
        (400, "Bad Request: bad webhook: HTTPS url must be provided for webhook", AddressRefused),
        (401, "Unauthorized", TokenRefused),
    ],
)
async def test_what_telegram_refuses_ends_it_with_a_sentence(
    running: Running, api: TelegramApi, status: int, words: str, refusal: type[Exception]
) -> None:
    api.fails_next("setWebhook", error=status, description=words)

    async def take(_update: object) -> bool:
        return True

    with pytest.raises(refusal) as fault:
        await Webhook("http://127.0.0.1:9", TOKEN).serve(running.client, take)
    assert "UNDERSIGNED_TELEGRAM_" in str(fault.value)
