"""Servers, their channels, members and roles."""

from __future__ import annotations

from tests.discord_api.guilds import Guild, Member, Role
from tests.discord_api.refusals import Json, missing_access, missing_permissions, unknown
from tests.discord_api.routes import Request, answers
from tests.discord_api.sessions import GUILD_MEMBERS, GUILDS
from tests.discord_api.world import World

GUILD = "/guilds/{guild_id}"
MEMBER_ROLE = GUILD + "/members/{user_id}/roles/{role_id}"

MOST_GUILDS = 200
"""How many servers are told at once."""


@answers("GET", "/users/@me/guilds")
def my_guilds(world: World, request: Request) -> list[Json]:
    """The servers that the bot is in, in brief; as many as are asked for."""
    there = [_brief(world, guild) for guild in world.guilds.values() if world.bot.id in guild.members]
    return there[: int(request.query.get("limit", MOST_GUILDS))]


@answers("DELETE", "/users/@me/guilds/{guild_id}")
def leave(world: World, request: Request) -> None:
    """Leave a server."""
    guild = _guild(world, request)
    del guild.members[world.bot.id]
    world.gateway.dispatch("GUILD_DELETE", {"id": str(guild.id)}, needs=GUILDS)


@answers("GET", GUILD)
def guild(world: World, request: Request) -> Json:
    """A server that the bot is in."""
    return _guild(world, request).json


@answers("GET", GUILD + "/channels")
def channels(world: World, request: Request) -> list[Json]:
    """The channels of a server, without its threads."""
    return [each.json for each in _guild(world, request).channels if not each.is_thread]


@answers("GET", GUILD + "/roles")
def roles(world: World, request: Request) -> list[Json]:
    """The roles of a server."""
    return [each.json for each in _guild(world, request).roles]


@answers("POST", GUILD + "/roles")
def make_role(world: World, request: Request) -> Json:
    """A new role, at the bottom."""
    where = _guild(world, request)
    _refuse_without_roles(world, where)
    body = request.json
    made = Role(world.new_id(), body.get("name") or "new role", int(body.get("permissions") or 0), 1)
    made.is_mentionable = bool(body.get("mentionable"))
    if made.permissions & ~where.permissions_of(world.bot).value:
        raise missing_permissions()
    for other in where.roles:
        other.position += other is not where.everyone
    where.roles.append(made)
    world.gateway.dispatch("GUILD_ROLE_CREATE", {"guild_id": str(where.id), "role": made.json}, needs=GUILDS)
    return made.json


@answers("DELETE", GUILD + "/roles/{role_id}")
def delete_role(world: World, request: Request) -> None:
    """Take a role away that stands below the bot's highest."""
    where = _guild(world, request)
    role = _may_move(world, where, request)
    where.roles.remove(role)
    for each in where.members.values():
        each.roles = [kept for kept in each.roles if kept is not role]
    told = {"guild_id": str(where.id), "role_id": str(role.id)}
    world.gateway.dispatch("GUILD_ROLE_DELETE", told, needs=GUILDS)


@answers("GET", GUILD + "/members/{user_id}")
def member(world: World, request: Request) -> Json:
    """Somebody in a server."""
    return _member(_guild(world, request), request).json


@answers("PATCH", GUILD + "/members/@me")
def change_me(world: World, request: Request) -> Json:
    """What the bot changes of itself in a server; nothing of it is kept."""
    return _guild(world, request).members[world.bot.id].json


@answers("PUT", MEMBER_ROLE)
def give_role(world: World, request: Request) -> None:
    """Give somebody a role."""
    where, who, role = _all_of(world, request)
    if role not in who.roles:
        who.roles.append(role)
        tell_of_member(world, where, who)


@answers("DELETE", MEMBER_ROLE)
def take_role(world: World, request: Request) -> None:
    """Take a role from somebody."""
    where, who, role = _all_of(world, request)
    if role in who.roles:
        who.roles.remove(role)
        tell_of_member(world, where, who)


def tell_of_member(world: World, where: Guild, who: Member) -> None:
    """Others' changes are told to those who may hear of members; the bot always hears of itself."""
    needs = 0 if who.user is world.bot else GUILD_MEMBERS
    world.gateway.dispatch("GUILD_MEMBER_UPDATE", {**who.json, "guild_id": str(where.id)}, needs=needs)


def _brief(world: World, where: Guild) -> Json:
    return {
        "id": str(where.id),
        "name": where.name,
        "icon": None,
        "banner": None,
        "owner": False,
        "permissions": str(where.permissions_of(world.bot).value),
        "features": [],
    }


def _guild(world: World, request: Request) -> Guild:
    """A server by its id; one without the bot looks as if it were not there, or closed."""
    found = world.guilds.get(request.id("guild_id"))
    if found is None:
        raise unknown("Guild")
    if world.bot.id not in found.members:
        raise missing_access()
    return found


def _member(where: Guild, request: Request) -> Member:
    found = where.members.get(request.id("user_id"))
    if found is None:
        raise unknown("Member")
    return found


def _all_of(world: World, request: Request) -> tuple[Guild, Member, Role]:
    """Server, member and role, where the bot may give and take that role: it stands below the bot's highest."""
    where = _guild(world, request)
    return where, _member(where, request), _may_move(world, where, request)


def _may_move(world: World, where: Guild, request: Request) -> Role:
    """The role of the address, where it stands below the bot's highest."""
    role = next((each for each in where.roles if each.id == request.id("role_id")), None)
    if role is None:
        raise unknown("Role")
    _refuse_without_roles(world, where)
    if role.is_managed or role.position >= where.top_position_of(world.bot):
        raise missing_permissions()
    return role


def _refuse_without_roles(world: World, where: Guild) -> None:
    if not where.permissions_of(world.bot).manage_roles:
        raise missing_permissions()
