"""The words that lead to an action, for commands that run without the platform."""

from __future__ import annotations

from bot.discord.links import invite
from config.settings import Settings
from handlers.screens import Action


async def way_in(_settings: Settings, action: Action) -> str:
    """Words to type, which need no answer from Discord."""
    return invite(action)
