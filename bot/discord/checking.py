"""What the doctor says of Discord: whether the token works, and which scopes and rights are missing where."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiohttp
from discord import AppInfo, Forbidden, HTTPException, Permissions
from discord.http import Route

from bot.checking.findings import Finding, note, ok, wrong
from bot.discord.calling import NO_ANSWER
from bot.discord.client import Client, TokenRefused, client_of
from bot.discord.links import FOR_A_ROLE, NEEDED, Links
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
    found: list[Finding] = []
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            async for finding in _asked(client):
                found.append(finding)
    except TokenRefused as refused:
        found.append(wrong(str(refused)))
    except NO_ANSWER as error:
        found.append(wrong(f"Discord at {settings.discord_api} can't be asked: {in_words(error)}."))
    finally:
        await client.close()
    return found


async def _asked(client: Client) -> AsyncIterator[Finding]:
    await client.tries_to_log_in()
    for finding in _of_application(client):
        yield finding
    async for finding in _of_servers(client):
        yield finding


def in_words(error: Exception) -> str:
    """What went wrong, as an operator can act on it; kinds that are kinds of others are looked at first."""
    words = (
        (TimeoutError, "it does not answer"),
        (aiohttp.ClientConnectorError, "nothing there takes a connection"),
        (HTTPException, "it refuses what it is asked"),
        ((ValueError, LookupError, TypeError), "its answer can't be read"),
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
        yield await _of_server(server, client)
    if len(servers) == MOST_SERVERS:
        yield note(f"Only the first {MOST_SERVERS} servers were looked at.")


async def _of_server(server: Json, client: Client) -> Finding:
    """One that can't be asked says nothing of the others."""
    name = f"Server “{safe_line(str(server.get('name', '')))}”"
    try:
        has_commands = await _has_commands(client, server["id"])
    except NO_ANSWER as error:
        return wrong(f"{name} can't be asked about: {in_words(error)}.")
    has = Permissions(int(server.get("permissions", 0)))
    missing = [*_rights_missing(has, NEEDED), *([] if has_commands else [_SCOPE])]
    links = Links(client.application_id or 0)
    if missing:
        return wrong(f"{name}: missing are {', '.join(missing)}. Add the bot once more: {links.for_servers}")
    return ok(f"{name}: the bot may do what it needs to{_for_a_role(has, links)}.")


def _for_a_role(has: Permissions, links: Links) -> str:
    missing = _rights_missing(has, FOR_A_ROLE)
    return f"; a role for news also needs {' and '.join(missing)}: {links.for_a_role}" if missing else ""


def _rights_missing(has: Permissions, needed: Permissions) -> list[str]:
    """The names of rights that are needed and missing, such as "send messages"."""
    if has.administrator:
        return []
    return [_as_shown(name) for name, is_needed in needed if is_needed and not getattr(has, name)]


def _as_shown(right: str) -> str:
    return "mention all roles" if right == "mention_everyone" else right.replace("_", " ")


async def _has_commands(client: Client, server_id: str) -> bool:
    """Whether it was added with its commands."""
    path = "/applications/{application_id}/guilds/{guild_id}/commands"
    try:
        await client.http.request(Route("GET", path, application_id=client.application_id, guild_id=server_id))
    except Forbidden:
        return False
    return True
