"""A server, a bot of python-telegram-bot that talks to it, and somebody who writes to that bot."""

from __future__ import annotations

import struct
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from tests.telegram_api import Person, TelegramApi

Answer = tuple[int, str]
"""The status, and the description where it is a refusal."""
Ask = Callable[..., Awaitable[Answer]]


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        """It stands at noon."""
        self.time = datetime(2026, 6, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time that it shows."""
        return self.time

    def passes(self, **much: float) -> None:
        """Time goes by."""
        self.time += timedelta(**much)


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


@pytest.fixture
async def api(clock: Clock) -> AsyncIterator[TelegramApi]:
    """A server."""
    async with TelegramApi(now=clock) as api:
        yield api


@pytest.fixture
async def ask(api: TelegramApi) -> AsyncIterator[Ask]:
    """Ask the server without a library between, to read its exact words; what it minds is expected then."""
    async with aiohttp.ClientSession() as session:

        async def ask(method: str, /, **params: Any) -> Answer:
            async with session.post(f"{api.url}/bot{api.token}/{method}", json=params) as answer:
                told = await answer.json()
                api.complaints.clear()
                return answer.status, told.get("description", "")

        yield ask


@pytest.fixture
async def bot(api: TelegramApi) -> AsyncIterator[Bot]:
    """A bot of python-telegram-bot, which need not read certificates for the loopback."""
    plain = {"verify": False}
    bot = Bot(
        api.token,
        base_url=f"{api.url}/bot",
        base_file_url=f"{api.url}/file/bot",
        request=HTTPXRequest(httpx_kwargs=plain),
        get_updates_request=HTTPXRequest(httpx_kwargs=plain),
    )
    async with bot:
        yield bot


@pytest.fixture
async def ada(api: TelegramApi) -> Person:
    """Somebody who has started the bot."""
    ada = api.person("Ada")
    await ada.starts()
    api.world.updates.drop_all()
    return ada


@pytest.fixture
def png() -> bytes:
    """A picture of 200 by 100 pixels."""
    header = struct.pack(">IIBBBBB", 200, 100, 8, 0, 0, 0, 0)
    chunk = struct.pack(">I", len(header)) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    return b"\x89PNG\r\n\x1a\n" + chunk
