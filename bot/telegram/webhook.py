"""Updates that Telegram delivers itself: an address with a secret, answered once the turn is committed."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.telegram.calling import Sleep
from bot.telegram.client import TokenRefused, pause_after
from bot.telegram.incoming import ASKED_FOR

MOST_CONNECTIONS = 40
PATH = "/telegram"

log = structlog.get_logger()
Take = Callable[[dict[str, Any]], Awaitable[bool]]


class AddressRefused(Exception):
    """Telegram will not deliver to this address; `args` has Telegram's reason."""

    def __str__(self) -> str:
        return f"Telegram will not deliver to UNDERSIGNED_TELEGRAM_WEBHOOK: {self.args[0]}."


def address_below(public_address: str) -> str:
    """Where updates are delivered to, below the address at which the world reaches our web server."""
    return public_address.rstrip("/") + PATH


class Webhook:
    """One bot's address; the secret follows from the token, so that several processes have the same."""

    path = PATH
    secret_header = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 – the name of the header

    def __init__(self, public_address: str, token: str) -> None:
        """`public_address` is where the world reaches our web server."""
        self.address = address_below(public_address)
        self._secret = hmac.new(token.encode(), b"undersigned telegram webhook", hashlib.sha256).hexdigest()
        self._take: Take | None = None

    async def serve(self, bot: Bot, take: Take, sleep: Sleep = asyncio.sleep) -> None:
        """Register the address, then take what is delivered until cancelled. Raises AddressRefused or TokenRefused."""
        self._take = take
        try:
            await self._register(bot, sleep)
            await asyncio.Event().wait()
        finally:
            self._take = None

    async def _register(self, bot: Bot, sleep: Sleep) -> None:
        failures = 0
        while True:
            try:
                await bot.set_webhook(
                    self.address,
                    max_connections=MOST_CONNECTIONS,
                    allowed_updates=ASKED_FOR,
                    secret_token=self._secret,
                )
            except InvalidToken:
                raise TokenRefused from None
            except BadRequest as error:
                raise AddressRefused(error.message) from None
            except TelegramError as error:
                pause = pause_after(error, failures)
                failures += 1
                log.warning("the webhook could not be set; trying again", kind=type(error).__name__, pause=pause)
                await sleep(pause)
            else:
                return

    def knows(self, secret: str) -> bool:
        """Whether a delivery comes from Telegram, compared in constant time."""
        return hmac.compare_digest(secret.encode(), self._secret.encode())

    async def deliver(self, update: object) -> bool:
        """Take one delivered update; False where it can't be taken now, so that it has to come again."""
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return True
        if self._take is None:
            return False
        return await self._take(update)
