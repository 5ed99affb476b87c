"""A bot of python-telegram-bot over our transport, logged in."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import quote

import structlog
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.fetching import not_brought, read_file
from bot.telegram.calling import Sleep, failure
from bot.telegram.incoming import ASKED_FOR
from bot.telegram.transport import READ_SECONDS, AiohttpRequest, Values
from config.settings import Settings
from storage.unfit import Fault, Unfit

MOST_CONNECTIONS = 64
POLLING_CONNECTIONS = 2
PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds between one try and the next while Telegram does not answer; the last one again and again."""

log = structlog.get_logger()


class TokenRefused(Exception):
    """Telegram does not accept the token (any more)."""

    def __str__(self) -> str:
        return (
            "Telegram does not accept UNDERSIGNED_TELEGRAM_TOKEN; copy it again from @BotFather (send /mybots, choose"
            " the bot, then API Token)."
        )


class Client(Bot):
    """The library's bot, which also gives updates as they came: one that it can't read must not hold up the others."""

    @property
    def _transport(self) -> AiohttpRequest:
        assert isinstance(self.request, AiohttpRequest), "the client is made with ours"
        return self.request

    def __repr__(self) -> str:
        """Without the token, unlike the library's."""
        return f"{type(self).__name__}[]"

    async def make(self, method: str, values: dict[str, Any]) -> Any:
        """One call, and its result as it came: to read a sent message as an object takes longer than to send it.

        The values are JSON already, so that nothing has to be looked for in them.
        """
        given: Any = Values({name: value for name, value in values.items() if value is not None})
        return await self.request.post(f"{self.base_url}/{method}", given)

    async def updates(self, offset: int, hold: int, most: int | None = None) -> list[Any]:
        """What has come, raw; `hold` is how many seconds the server may wait for something. Raises TelegramError."""
        asked = {"offset": offset, "timeout": hold, "limit": most, "allowed_updates": list(ASKED_FOR)}
        given = await self._post("getUpdates", asked, read_timeout=hold + READ_SECONDS)
        return given if isinstance(given, list) else []

    async def bring(self, file_id: str, most: int) -> bytes:
        """What is in a file that somebody sent, at most so many bytes. Raises Unfit.

        A server of one's own that runs with --local names a path of this machine.
        """
        try:
            path = str((await self.make("getFile", {"file_id": file_id}))["file_path"])
        except BadRequest as refused:
            raise Unfit(Fault.TOO_LARGE) if "too big" in refused.message else not_brought("BadRequest") from None
        except (TelegramError, LookupError, TypeError) as error:
            raise not_brought(type(error).__name__) from None
        if Path(path).is_absolute():
            return await asyncio.to_thread(read_file, Path(path), most)
        return await self._transport.fetch(f"{self.base_file_url}/{quote(path)}", most)


def bot_of(settings: Settings) -> Client:
    """The bot of the settings; nothing is asked yet."""
    assert settings.telegram_token is not None, "the settings refuse a platform without its token"
    api = settings.telegram_api.rstrip("/")
    return Client(
        settings.telegram_token.get_secret_value(),
        base_url=f"{api}/bot",
        base_file_url=f"{api}/file/bot",
        request=AiohttpRequest(MOST_CONNECTIONS),
        get_updates_request=AiohttpRequest(POLLING_CONNECTIONS),
    )


async def log_in(bot: Bot, sleep: Sleep = asyncio.sleep) -> None:
    """Ask who we are until Telegram answers. Raises TokenRefused."""
    failures = 0
    while True:
        try:
            await bot.initialize()
        except InvalidToken:
            raise TokenRefused from None
        except TelegramError as error:
            pause = pause_after(error, failures)
            log.warning("Telegram can't be reached; trying again", kind=type(error).__name__, pause=pause)
            failures += 1
            await sleep(pause)
        else:
            return


def pause_after(error: TelegramError, failures: int) -> float:
    """How many seconds to wait after so many failures before this one: as long as Telegram says, where it does."""
    if isinstance(error, RetryAfter):
        return failure(error).after.total_seconds()
    return PAUSES[min(failures, len(PAUSES) - 1)]
