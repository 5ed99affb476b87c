"""What the doctor says of Discord: whether the token works, and which scopes and rights are missing where."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiohttp
from discord import AppInfo, Forbidden, HTTPException, Permissions
from discord.http import Route

from bot.checking.findings import Finding, note, ok, wrong
from bot.discord.client import Client, TokenRefused, client_of
from bot.discord.links import NEEDED, Links
from bot.safety import safe_line
from config.settings import Settings

Json = dict[str, Any]
PATIENCE_SECONDS = 30
MOST_SERVERS = 100
"""So many servers are looked at."""
_SCOPE = "the scope applications.commands"


async def findings(settings: Settings) -> list[Finding]:
    """Ask Discord who we are and what we may do where; nothing is changed."""
    client = client_of(settings)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await client.tries_to_log_in()
            return [*_of_application(client), *[found async for found in _of_servers(client)]]
    except TokenRefused as refused:
        return [wrong(str(refused))]
    except (HTTPException, OSError, aiohttp.ClientError) as error:
        return [wrong(f"Discord at {settings.discord_api} can't be asked: {_in_words(error)}.")]
    finally:
        await client.close()


def _in_words(error: Exception) -> str:
    """What went wrong, as an operator can act on it; kinds that are kinds of others are looked at first."""
    words = (
        (TimeoutError, "it does not answer"),
        (aiohttp.ClientConnectorError, "nothing there takes a connection"),
        (HTTPException, "it refuses what it is asked"),
    )
    return next((told for kind, told in words if isinstance(error, kind)), "the connection broke off")


def _of_application(client: Client) -> Iterator[Finding]:
    links = Links(client.application_id or 0)
    yield ok(f"Discord knows the bot; it is added to servers by {links.for_servers}")
    found = client.application
    assert found is not None, "it is logged in"
    yield from of_installs(found, links)


def of_installs(application: AppInfo, links: Links) -> Iterator[Finding]:
    """The switches of the Developer Portal that are wrong."""
    if application.interactions_endpoint_url:
        yield wrong("Taps go elsewhere: empty Interactions Endpoint URL in the Developer Portal, General Information.")
    if application.user_integration_config is None:
        yield note(
            "People can't add the bot to their own apps: choose User Install in the Developer Portal, Installation."
        )
    else:
        yield ok(f"People add it to their own apps by {links.for_people}")


async def _of_servers(client: Client) -> AsyncIterator[Finding]:
    servers: list[Json] = await client.http.request(Route("GET", "/users/@me/guilds"), params={"limit": MOST_SERVERS})
    if not servers:
        yield note("The bot is in no server yet.")
    for server in servers:
        missing = [*_rights_missing(server), *([] if await _has_commands(client, server["id"]) else [_SCOPE])]
        yield _of_server(safe_line(str(server.get("name", ""))), missing, client)


def _of_server(name: str, missing: list[str], client: Client) -> Finding:
    if not missing:
        return ok(f"Server “{name}”: the bot may do what it needs to.")
    links = Links(client.application_id or 0)
    return wrong(f"Server “{name}”: missing are {', '.join(missing)}. Add the bot once more: {links.for_servers}")


def _rights_missing(server: Json) -> list[str]:
    """The names of rights that the bot needs and has not, such as "send messages"."""
    has = Permissions(int(server.get("permissions", 0)))
    if has.administrator:
        return []
    return [name.replace("_", " ") for name, needed in NEEDED if needed and not getattr(has, name)]


async def _has_commands(client: Client, server_id: str) -> bool:
    """Whether it was added with its commands."""
    path = "/applications/{application_id}/guilds/{guild_id}/commands"
    try:
        await client.http.request(Route("GET", path, application_id=client.application_id, guild_id=server_id))
    except Forbidden:
        return False
    return True
