"""What the doctor says of Telegram: whether the token works, and which of @BotFather's switches are wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from urllib.parse import urlsplit

from telegram import Bot, User, WebhookInfo
from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError, TimedOut

from bot.checking.findings import Finding, note, ok, wrong
from bot.telegram.client import TokenRefused, bot_of
from bot.telegram.links import Links
from bot.telegram.transport import Garbled, Unsent
from bot.telegram.webhook import address_below
from config.settings import Settings

PATIENCE_SECONDS = 15
PORTS = {None, 80, 88, 443, 8443}
"""Where Telegram delivers to (https://core.telegram.org/bots/api#setwebhook); None is the port of https."""


async def findings(settings: Settings) -> list[Finding]:
    """Ask Telegram who we are and how we are set up; nothing is changed."""
    bot = bot_of(settings)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await bot.initialize()
            return [*_of_bot(bot), *_of_webhook(settings, await bot.get_webhook_info())]
    except InvalidToken:
        return [wrong(str(TokenRefused()))]
    except (TelegramError, TimeoutError) as error:
        return [wrong(f"Telegram at {settings.telegram_api} can't be asked: {in_words(error)}.")]
    finally:
        await bot.shutdown()


def in_words(error: Exception) -> str:
    """What went wrong, as an operator can act on it; kinds that are kinds of others are looked at first."""
    words = (
        ((TimeoutError, TimedOut), "it does not answer"),
        (Unsent, "nothing there takes a connection"),
        (Garbled, "what answers there is no Bot API"),
        (BadRequest, "it refuses what it is asked"),
        (NetworkError, "it failed, or the connection broke off"),
    )
    return next((told for kinds, told in words if isinstance(error, kinds)), "it refuses to answer now")


def _of_bot(bot: Bot) -> Iterator[Finding]:
    yield ok(f"Telegram knows the bot: {Links(bot.username).address}")
    yield from of_switches(bot.bot)


def of_switches(me: User) -> Iterator[Finding]:
    """The switches that only @BotFather can turn, with the words to send there."""
    name = f"@{me.username}"
    if me.can_join_groups is False:
        yield wrong(f"{name} can't be added to groups; send @BotFather: /setjoingroups, then {name}, then Enable")
    if me.can_read_all_group_messages:
        yield wrong(
            f"{name} gets every message of its groups, which nobody needs; send @BotFather: /setprivacy, then {name},"
            " then Enable"
        )
    yield _of_inline(me, name)


def _of_inline(me: User, name: str) -> Finding:
    """Two switches, of which the second can be asked of nobody."""
    if not me.supports_inline_queries:
        return note(
            f"{name} can't be used inline, so that people share a link and no card; send @BotFather: /setinline, then"
            f" {name}, then the words that shall stand in the empty line, and /setinlinefeedback, then {name}, then"
            " Enabled; then start anew"
        )
    return note(
        "Telegram does not say whether cards that people send inline can be kept up to date; to be sure, send"
        f" @BotFather: /setinlinefeedback, then {name}, then Enabled"
    )


def _of_webhook(settings: Settings, info: WebhookInfo) -> Iterator[Finding]:
    wanted = settings.telegram_webhook
    if wanted is None:
        if info.url:
            yield note("Telegram delivers to a webhook just now; `undersigned run` takes it away and asks instead.")
        return
    if info.url and info.last_error_message:
        yield note(f"Telegram's last delivery failed: {info.last_error_message}")
    yield _of_address(address_below(wanted), info)


def _of_address(address: str, info: WebhookInfo) -> Finding:
    """What is so already says more than the rules, which a server of one's own need not keep."""
    if info.url == address:
        return ok(f"Telegram delivers to {address}; updates that wait: {info.pending_update_count}.")
    parts = urlsplit(address)
    if parts.scheme != "https" or parts.port not in PORTS:
        return wrong(
            "UNDERSIGNED_TELEGRAM_WEBHOOK must be https, on port 443, 80, 88 or 8443; Telegram takes no other."
        )
    elsewhere = f" Until then it delivers to {info.url}." if info.url else ""
    return note(f"Telegram will deliver to {address} once `undersigned run` has said so.{elsewhere}")
