"""Discord from the settings: logged in, its commands brought up to date, ready to run."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from bot.discord import commands
from bot.discord.calling import NO_ANSWER
from bot.discord.client import Client, TokenRefused, client_of
from bot.discord.links import Links
from bot.discord.platform import Discord, Standing
from bot.platforms import CannotRun, Opened, Surroundings


@asynccontextmanager
async def opened(around: Surroundings) -> AsyncIterator[Opened]:
    """Log in, and leave no connection open at the end; out of reach, it is tried again while it runs.

    Raises CannotRun.
    """
    client = client_of(around.settings)
    try:
        await _try_to_log_in(client, around)
        platform = Discord(client, _standing(client, around))
        try:
            yield Opened(platform)
        finally:
            _say_what_is_left(around, platform)
    except TokenRefused as refused:
        raise CannotRun(str(refused)) from None
    finally:
        await client.close()


async def _try_to_log_in(client: Client, around: Surroundings) -> None:
    try:
        await client.tries_to_log_in()
    except NO_ANSWER:
        around.say(f"Discord at {around.settings.discord_api} can't be reached; it is tried again and again.")


def _standing(client: Client, around: Surroundings) -> Standing:
    settings = around.settings
    served = settings.public_url if settings.web_port is not None else None
    introduces = partial(_introduce, client, around)
    return Standing(around.store, around.clock, served or "", introduces=introduces, asks_role=around.asks_role)


async def _introduce(client: Client, around: Surroundings) -> None:
    """Say how the bot is added, and bring its commands up to date."""
    assert client.application_id is not None, "it is logged in"
    links = Links(client.application_id)
    around.say(f"Discord, to add it to a server: {links.for_servers}")
    around.say(f"Discord, to add it to your own apps: {links.for_people}")
    await commands.tell(client, around.menu)


def _say_what_is_left(around: Surroundings, platform: Discord) -> None:
    if platform.left:
        around.say(f"Discord: {platform.left} answers were not shown in time. What was stored stays.")
