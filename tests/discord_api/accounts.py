"""The bot itself, its application, the gateway's address, and opening direct messages."""

from __future__ import annotations

from tests.discord_api.refusals import Json, opening_too_fast, unknown
from tests.discord_api.routes import Request, answers
from tests.discord_api.world import OPENING_DMS, World


@answers("GET", "/users/@me")
def me(world: World, _: Request) -> Json:
    """The bot's account."""
    return {**world.bot.json, "mfa_enabled": False, "verified": True, "email": None, "locale": "en-US"}


@answers("GET", "/users/{user_id}")
def user(world: World, request: Request) -> Json:
    """Somebody's account."""
    found = world.users.get(request.id("user_id"))
    if found is None:
        raise unknown("User")
    return found.json


@answers("GET", "/applications/@me")
@answers("GET", "/oauth2/applications/@me")
def application(world: World, _: Request) -> Json:
    """The application that the bot belongs to."""
    return {
        "id": str(world.bot.id),
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": world.bot.json,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "owner": world.bot.json,
        "team": None,
        "summary": "",
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "integration_types_config": {"0": {}, "1": {}},
        "approximate_guild_count": len([each for each in world.guilds.values() if world.bot.id in each.members]),
        "approximate_user_install_count": len([each for each in world.users.values() if each.has_installed]),
        "approximate_user_authorization_count": 0,
        "eligible_oauth2_scopes": [],
        "explicit_content_filter": 0,
        "max_participants": None,
        "tags": [],
    }


@answers("GET", "/gateway", needs_token=False)
def gateway(world: World, _: Request) -> Json:
    """Where the gateway is."""
    return {"url": world.gateway.url}


@answers("GET", "/gateway/bot")
def gateway_of_bot(world: World, _: Request) -> Json:
    """Where the gateway is, and how many sessions may begin."""
    limit = {"total": 1000, "remaining": world.gateway.starts_left, "reset_after": 0, "max_concurrency": 1}
    return {"url": world.gateway.url, "shards": 1, "session_start_limit": limit}


@answers("POST", "/users/@me/channels")
def open_dm(world: World, request: Request) -> Json:
    """Open direct messages with somebody; opening many of them fast is refused."""
    person = world.users.get(int(request.json.get("recipient_id") or 0))
    if person is None or person.is_bot:
        raise unknown("User")
    channel = world.dms[person.id]
    if not channel.is_opened:
        _count_opening(world)
    channel.is_opened = True
    return channel.json


def _count_opening(world: World) -> None:
    world.opened_dms = [each for each in world.opened_dms if each > world.now() - OPENING_DMS]
    if world.most_opened_dms is not None and len(world.opened_dms) >= world.most_opened_dms:
        raise opening_too_fast()
    world.opened_dms.append(world.now())
