"""What commands that run without the platform need of it: whose the token is, and links."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram.error import InvalidToken, TelegramError

from bot.platforms import CannotRun
from bot.telegram.checking import in_words
from bot.telegram.client import Client, TokenRefused, bot_of
from bot.telegram.links import Links, links_of
from config.settings import Settings
from handlers.screens import Action


async def who(settings: Settings) -> str:
    """Where the bot of the token is. Raises CannotRun."""
    async with _asked(settings) as bot:
        return Links(bot.username).address


async def way_in(settings: Settings, action: Action) -> str:
    """A link that leads to the action. Raises CannotRun."""
    async with _asked(settings) as bot:
        return links_of(bot).invite(action)


@asynccontextmanager
async def _asked(settings: Settings) -> AsyncIterator[Client]:
    """The bot, which is asked once who it is."""
    bot = bot_of(settings)
    try:
        await bot.initialize()
        yield bot
    except InvalidToken:
        raise CannotRun(str(TokenRefused())) from None
    except TelegramError as error:
        raise CannotRun(f"Telegram at {settings.telegram_api} can't be asked: {in_words(error)}.") from None
    finally:
        await bot.shutdown()
