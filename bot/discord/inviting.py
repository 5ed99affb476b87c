"""What commands that run without the platform need of it: whose the token is, and words that lead to an action."""

from __future__ import annotations

from bot.discord.calling import NO_ANSWER
from bot.discord.checking import in_words
from bot.discord.client import TokenRefused, client_of
from bot.discord.links import Links, invite
from bot.platforms import CannotRun
from config.settings import Settings
from handlers.screens import Action


async def who(settings: Settings) -> str:
    """Where the bot of the token is added to servers. Raises CannotRun."""
    client = client_of(settings)
    try:
        await client.tries_to_log_in()
        return Links(client.application_id or 0).for_servers
    except TokenRefused as refused:
        raise CannotRun(str(refused)) from None
    except NO_ANSWER as error:
        raise CannotRun(f"Discord at {settings.discord_api} can't be asked: {in_words(error)}.") from None
    finally:
        await client.close()


async def way_in(_settings: Settings, action: Action) -> str:
    """Words to type, for which Discord need not be asked."""
    return invite(action)
