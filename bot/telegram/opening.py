"""Telegram from the settings: logged in, its menus brought up to date, ready to run."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import structlog

from bot.meanwhile import meanwhile
from bot.platforms import CannotRun, Opened, Surroundings
from bot.telegram import menus
from bot.telegram.client import TokenRefused, bot_of, log_in
from bot.telegram.links import Links
from bot.telegram.platform import Standing, Telegram
from bot.telegram.webhook import Webhook

log = structlog.get_logger()


@asynccontextmanager
async def opened(around: Surroundings) -> AsyncIterator[Opened]:
    """Log in, say where the bot is, and leave no connection open at the end. Raises CannotRun."""
    bot = bot_of(around.settings)
    try:
        await log_in(bot)
        around.say(f"Telegram: {Links(bot.username).address}")
        webhook = _webhook(around)
        standing = Standing(around.store, around.clock, _pictures(around, webhook), webhook)
        platform = Telegram(bot, replace(standing, offer=around.offer, asks_role=around.asks_role))
        async with meanwhile(menus.tell(bot, around.menu)):
            try:
                yield Opened(platform, webhook)
            finally:
                _say_what_is_left(around, platform)
    except TokenRefused as refused:
        raise CannotRun(str(refused)) from None
    finally:
        await bot.shutdown()


def _webhook(around: Surroundings) -> Webhook | None:
    settings = around.settings
    if settings.telegram_webhook is None or settings.telegram_token is None:
        return None
    return Webhook(settings.telegram_webhook, settings.telegram_token.get_secret_value())


def _pictures(around: Surroundings, webhook: Webhook | None) -> str:
    """Where Telegram can fetch pictures; empty where nothing listens, so that they are sent instead."""
    public_url = around.settings.public_url or ""
    if public_url and around.settings.web_port is None and webhook is None:
        around.say("UNDERSIGNED_PUBLIC_URL is set, but nothing listens: set UNDERSIGNED_WEB_PORT. Pictures are sent.")
        return ""
    return public_url


def _say_what_is_left(around: Surroundings, platform: Telegram) -> None:
    if platform.left:
        around.say(
            f"Telegram: {platform.left} answers were not shown in time. What was stored stays, and people see it when"
            " they next come; what was not comes again at the next start."
        )
    if platform.ignored:
        log.info("updates that nobody asked for were ignored", n=platform.ignored)
