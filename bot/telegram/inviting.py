"""The link that leads to an action, for commands that run without the platform."""

from __future__ import annotations

from telegram.error import TelegramError

from bot.telegram.client import bot_of
from bot.telegram.links import links_of
from config.settings import Settings
from handlers.screens import Action


async def way_in(settings: Settings, action: Action) -> str:
    """A link, or nothing where Telegram can't be asked for the bot's name."""
    bot = bot_of(settings)
    try:
        await bot.initialize()
        return links_of(bot).invite(action)
    except TelegramError:
        return ""
    finally:
        await bot.shutdown()
