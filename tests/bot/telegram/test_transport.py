"""HTTP to the Bot API: proxies, timeouts, and never a token in anything that is said."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from telegram import InputFile
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.telegram.client import Client, bot_of
from bot.telegram.transport import AiohttpRequest, Garbled, ServerFault, Unsent
from tests.bot.telegram.conftest import settings_for
from tests.telegram_api import TOKEN, Person, TelegramApi

SECRET = TOKEN.partition(":")[2]
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@asynccontextmanager
async def saying(answer: bytes, asked: list[bytes] | None = None) -> AsyncIterator[str]:
    """A server that hears the beginning of a request and says this, or nothing at all."""
    opened: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        opened.append(writer)
        heard = await reader.readuntil(b"\r\n\r\n")
        if asked is not None:
            asked.append(heard)
        if answer:
            writer.write(answer)
            await writer.drain()
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        for writer in opened:
            writer.close()
        server.close()
        await server.wait_closed()


def http(status: str, body: bytes, kind: str = "application/json") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body


@asynccontextmanager
async def client_of(url: str) -> AsyncIterator[Client]:
    """A bot that is not logged in."""
    bot = bot_of(settings_for(url))
    for request in bot._request:
        await request.initialize()
    try:
        yield bot
    finally:
        for request in bot._request:
            await request.shutdown()


FAULTS: list[tuple[bytes, type[TelegramError]]] = [
    (http("500 Oh", b"<html>", "text/html"), ServerFault),
    (
        http("503 Service Unavailable", b'{"ok":false,"error_code":503,"description":"Service Unavailable"}'),
        ServerFault,
    ),
    (http("200 OK", b'{"ok":true,"result":{"mess'), Garbled),
    (http("200 OK", b"[" * 200_000), Garbled),
    (http("200 OK", b"[1]"), Garbled),
    (http("200 OK", b'{"ok":true}'), Garbled),
    (http("200 OK", b"\xff\xfe"), Garbled),
    (http("403 Forbidden", b"<html>no</html>", "text/html"), Garbled),
    (http("200 OK", b'{"ok":true,"result"')[:-4], NetworkError),
    (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort", NetworkError),
    (b"this is no HTTP\r\n\r\n", NetworkError),
    (http("401 Unauthorized", b'{"ok":false,"error_code":401,"description":"Unauthorized"}'), TelegramError),
    (http("409 Conflict", b'{"ok":false,"error_code":409,"description":"Conflict"}'), TelegramError),
    (http("302 Found\r\nLocation: http://127.0.0.1:1/", b""), NetworkError),
]


@pytest.mark.parametrize(("answer", "kind"), FAULTS)
async def test_each_fault_has_its_kind_and_tells_no_token(
    answer: bytes, kind: type[TelegramError], logged: Callable[[], str]
) -> None:
    async with saying(answer) as url, client_of(url) as bot:
        with pytest.raises(kind) as fault:
            await bot.get_me()
        told = "".join(traceback.format_exception(fault.value))
        assert SECRET not in told + str(fault.value) + repr(fault.value) + repr(bot) + logged()


async def test_silence_ends_after_its_time_and_tells_no_token(logged: Callable[[], str]) -> None:
    async with saying(b"") as url, client_of(url) as bot:
        with pytest.raises(TimedOut) as fault:
            await bot.get_me(read_timeout=0.01)
        assert SECRET not in "".join(traceback.format_exception(fault.value)) + logged()


async def test_where_nobody_listens_nothing_was_sent() -> None:
    async with saying(b"") as url:
        pass
    async with client_of(url) as bot:
        with pytest.raises(Unsent) as fault:
            await bot.get_me()
        assert SECRET not in "".join(traceback.format_exception(fault.value))


async def test_a_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch, logged: Callable[[], str]) -> None:
    asked: list[bytes] = []
    me = b'{"ok":true,"result":{"id":4200000,"is_bot":true,"first_name":"U","username":"u_bot"}}'
    async with saying(http("200 OK", me), asked) as proxy:
        for name in PROXIES:
            monkeypatch.delenv(name, raising=False)
            monkeypatch.delenv(name.lower(), raising=False)
        monkeypatch.setenv("HTTP_PROXY", proxy)
        async with client_of("http://api.telegram.example") as bot:
            assert (await bot.get_me()).username == "u_bot"
    assert asked[0].startswith(b"POST http://api.telegram.example/bot")
    assert SECRET not in logged()


async def test_at_most_so_many_connections_are_open_and_further_calls_wait() -> None:
    asked: list[bytes] = []
    request = AiohttpRequest(3)
    await request.initialize()
    async with saying(b"", asked) as url, asyncio.timeout(10):
        calls = [asyncio.create_task(request.do_request(f"{url}/bot/x", "POST")) for _ in range(5)]
        while len(asked) < 3:  # noqa: ASYNC110 – a raw server rings no bell
            await asyncio.sleep(0)
        for _ in range(200):
            await asyncio.sleep(0)
        assert len(asked) == 3
        for call in calls:
            call.cancel()
        await asyncio.wait(calls)
        await request.shutdown()


async def test_lone_surrogates_become_question_marks(api: TelegramApi, client: Client) -> None:
    ada: Person = api.person("Ada")
    await ada.starts()
    await client.send_message(ada.id, "a\ud800b")
    assert ada.last.text == "a?b"
    await client.send_document(ada.id, InputFile(b"x", filename="x\udfff.txt"), caption="c\ud800d")
    assert ada.last.caption == "c?d"


async def test_a_name_of_a_file_can_not_break_the_form(api: TelegramApi, client: Client) -> None:
    ada: Person = api.person("Ada")
    await ada.starts()
    await client.send_document(ada.id, InputFile(b"x", filename='a"; name="chat_id'), caption="c")
    assert ada.last.document is not None
    assert ada.last.document[1] == b"x"


async def test_a_closed_transport_can_be_closed_again_and_opened_anew(api: TelegramApi) -> None:
    bot = bot_of(settings_for(api.url))
    await bot.initialize()
    await bot.shutdown()
    await bot.shutdown()
    await bot.initialize()
    await bot.shutdown()
