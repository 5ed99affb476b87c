"""What the doctor says of Telegram: whether the token works, and which of @BotFather's switches are wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from urllib.parse import urlsplit

from telegram import Bot, User, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.checking.findings import Finding, note, ok, wrong
from bot.telegram.client import TokenRefused, bot_of
from bot.telegram.links import Links
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
        return [wrong(f"Telegram at {settings.telegram_api} can't be reached ({type(error).__name__}).")]
    finally:
        await bot.shutdown()


def _of_bot(bot: Bot) -> Iterator[Finding]:
    yield ok(f"Telegram knows the bot: {Links(bot.username).address}")
    yield from _of_switches(bot.bot)


def _of_switches(me: User) -> Iterator[Finding]:
    """The switches that only @BotFather can turn, with the words to send there."""
    name = f"@{me.username}"
    if me.can_join_groups is False:
        yield wrong(f"{name} can't be added to groups; send @BotFather: /setjoingroups, then {name}, then Enable")
    if me.can_read_all_group_messages:
        yield wrong(
            f"{name} gets every message of its groups, which nobody needs; send @BotFather: /setprivacy, then {name},"
            " then Enable"
        )
    if not me.supports_inline_queries:
        yield note(f"{name} can't be used inline, to share cards; send @BotFather: /setinline, then {name}, then words")


def _of_webhook(settings: Settings, info: WebhookInfo) -> Iterator[Finding]:
    wanted = settings.telegram_webhook
    if wanted is None:
        if info.url:
            yield note("Telegram delivers to a webhook just now; `undersigned run` takes it away and asks instead.")
        return
    parts = urlsplit(wanted)
    if parts.scheme != "https" or parts.port not in PORTS:
        yield wrong("UNDERSIGNED_TELEGRAM_WEBHOOK must be https, on port 443, 80, 88 or 8443; Telegram takes no other.")
    if info.last_error_message:
        yield note(f"Telegram's last delivery failed: {info.last_error_message}")
    yield ok(f"Telegram will deliver to {wanted}; {info.pending_update_count} updates wait.")
