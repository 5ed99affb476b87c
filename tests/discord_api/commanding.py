"""The commands of the application."""

from __future__ import annotations

from typing import Any

from tests.discord_api.command_rules import check_commands
from tests.discord_api.refusals import Json, missing_access, unknown
from tests.discord_api.routes import Request, answers
from tests.discord_api.world import World

GLOBAL = "/applications/{application_id}/commands"
OF_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
LOCALIZED = ("name_localizations", "description_localizations")


@answers("GET", GLOBAL)
def global_commands(world: World, request: Request) -> list[Json]:
    """The commands that every place has; translations are told only where they are asked for."""
    _refuse_strangers(world, request)
    return [_shown(command, request) for command in world.commands]


@answers("PUT", GLOBAL)
def put_global_commands(world: World, request: Request) -> list[Json]:
    """Put these in the place of all that were there."""
    _refuse_strangers(world, request)
    world.commands = _made(world, request.body, world.commands)
    world.bell.ring()
    return world.commands


@answers("GET", OF_GUILD)
def guild_commands(world: World, request: Request) -> list[Json]:
    """The commands of one server alone."""
    _refuse_strangers(world, request)
    return [_shown(command, request) for command in world.guild_commands.get(_guild(world, request), [])]


@answers("PUT", OF_GUILD)
def put_guild_commands(world: World, request: Request) -> list[Json]:
    """Put these in the place of all that the server had."""
    _refuse_strangers(world, request)
    guild = _guild(world, request)
    made = _made(world, request.body, world.guild_commands.get(guild, []))
    world.guild_commands[guild] = [{**each, "guild_id": str(guild)} for each in made]
    return world.guild_commands[guild]


def _made(world: World, wanted: Any, before: list[Json]) -> list[Json]:
    commands = wanted or []
    check_commands(commands)
    ids = {(each["type"], each["name"]): each["id"] for each in before}
    return [_command(world, each, ids) for each in commands]


def _command(world: World, wanted: Json, ids: dict[tuple[int, str], str]) -> Json:
    """A command keeps its id as long as it keeps its name."""
    kind = wanted.get("type") or 1
    made = {
        "type": kind,
        "description": "",
        "default_member_permissions": None,
        "nsfw": False,
        "contexts": None,
        "integration_types": [0, 1],
        "name_localizations": None,
        "description_localizations": None,
    }
    made |= {name: value for name, value in wanted.items() if value is not None}
    if made["default_member_permissions"] is not None:
        made["default_member_permissions"] = str(made["default_member_permissions"])
    key = ids.get((kind, wanted["name"])) or str(world.new_id())
    fixed = {"id": key, "application_id": str(world.bot.id), "version": str(world.new_id())}
    return {**made, **fixed, "dm_permission": True}


def _shown(command: Json, request: Request) -> Json:
    if request.asks("with_localizations"):
        return command
    return {name: value for name, value in command.items() if name not in LOCALIZED}


def _guild(world: World, request: Request) -> int:
    """A server whose commands the bot may govern: it was let in with them."""
    guild = world.guilds.get(request.id("guild_id"))
    if guild is None:
        raise unknown("Guild")
    if world.bot.id not in guild.members or not guild.has_commands:
        raise missing_access()
    return guild.id


def _refuse_strangers(world: World, request: Request) -> None:
    if request.id("application_id") != world.bot.id:
        raise unknown("application command")
