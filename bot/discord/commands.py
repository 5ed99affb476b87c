"""The slash commands and their descriptions in every language, told to Discord only where they changed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import structlog
from discord import Locale, Permissions
from discord.http import Route

from bot.discord.calling import NOT_NOW, CallFailed, Fault, call
from bot.discord.client import Client, Sleep, growing_pauses
from bot.discord.fitting import ROOM
from bot.discord.modals import shortened
from config.texts import DEFAULT_LANGUAGE, _, languages, later, speaking
from handlers.router import Command, Takes

Json = dict[str, Any]
SLASH, ON_MESSAGE = 1, 3
STRING = 3
MOST_DESCRIPTION = 100
MOST_WORDS = 200
ADDED = {
    *("id", "application_id", "guild_id", "version", "default_permission", "dm_permission", "handler"),
    *("name_localized", "description_localized"),
}
"""What Discord tells of a command beside what we say of it
(https://discord.com/developers/docs/interactions/application-commands#application-command-object)."""
EVERYWHERE: Json = {"integration_types": [0, 1], "contexts": [0, 1, 2]}
"""Installed to servers and by people; in servers, in direct messages with the bot, and in any others."""
NOTHING: tuple[object, ...] = (None, False, "", [], {})
"""Said of something, these are as if nothing was said."""
MANAGES_SERVER = str(Permissions(manage_guild=True).value)
"""In servers a command for those who govern is offered to them alone, unless the server decides otherwise."""
REPORT = later("Report")
OPTIONS = {
    Takes.PETITION: later("Its code, or words of its title"),
    Takes.STORY: later("Words of its title"),
    Takes.WORDS: later("Words to look for"),
    Takes.CODE: later("A code, where you came with one"),
}
COMPLETED = {Takes.PETITION, Takes.STORY}

log = structlog.get_logger()


async def tell(client: Client, commands: Iterable[Command], sleep: Sleep = asyncio.sleep) -> None:
    """Bring what Discord offers up to date, again and again while it can't be asked; buttons work without it."""
    wanted = all_of(commands)
    for pause in growing_pauses():
        try:
            await _tell_what_changed(client, wanted)
            return
        except CallFailed as failed:
            log.warning("slash commands could not be brought up to date", fault=str(failed.fault), kind=failed.kind)
            if failed.fault not in NOT_NOW:
                return
            await sleep(max(pause, failed.after.total_seconds() if failed.fault is Fault.LIMITED else 0.0))


async def _tell_what_changed(client: Client, wanted: list[Json]) -> None:
    """Say what is to be offered where that is not what Discord offers. Raises CallFailed."""
    route: Json = {"path": "/applications/{application_id}/commands", "application_id": client.application_id}
    ask = Route("GET", **route)
    there = await call(lambda: client.http.request(ask, params={"with_localizations": "true"}), client.brake)
    if _by_name(there) == _by_name(wanted):
        return
    put = Route("PUT", **route)
    await call(lambda: client.http.request(put, json=wanted), client.brake)
    log.info("slash commands were brought up to date", n=len(wanted))


def all_of(commands: Iterable[Command]) -> list[Json]:
    """What Discord is to offer: each command, and how a message is reported."""
    report = {"type": ON_MESSAGE, **_named(REPORT, "name"), **EVERYWHERE}
    return [*(_slash(command) for command in commands if ROOM.can_remove or not command.removes), report]


def _slash(command: Command) -> Json:
    options = {"options": [_option(command.takes)]} if command.takes else {}
    described = _named(command.description, "description")
    governed = {"default_member_permissions": MANAGES_SERVER} if command.is_for_admins else {}
    return {"type": SLASH, "name": command.name, **described, **options, **governed, **EVERYWHERE}


def _option(takes: Takes) -> Json:
    completes = {"autocomplete": True} if takes in COMPLETED else {}
    return {
        "type": STRING,
        "name": takes.value,
        **_named(OPTIONS[takes], "description"),
        "max_length": MOST_WORDS,
        **completes,
    }


def _named(text: str, key: str) -> Json:
    """The text in English, and where it has been translated, in every locale that Discord has of a language."""
    translated = {code: _spoken(text, code) for code in languages() if code != DEFAULT_LANGUAGE}
    locales = {locale: words for code, words in translated.items() for locale in _locales(code)}
    return {key: _spoken(text, DEFAULT_LANGUAGE), **({f"{key}_localizations": locales} if locales else {})}


def _spoken(text: str, code: str) -> str:
    with speaking(code):
        return shortened(_(text), MOST_DESCRIPTION)


def _locales(code: str) -> list[str]:
    return [locale.value for locale in Locale if locale.value.split("-")[0] == code]


def _by_name(commands: Iterable[Json]) -> dict[tuple[int, str], Json]:
    """What we say of each; what Discord adds, and what is empty, makes no difference."""
    return {(command.get("type", SLASH), command["name"]): _ours(command) for command in commands}


def _ours(said: Json) -> Json:
    kept = {key: value for key, value in said.items() if key not in ADDED and value not in NOTHING}
    options = [_ours(option) for option in kept.pop("options", [])]
    places = {key: sorted(kept[key]) for key in EVERYWHERE if key in kept}
    return {**kept, **places, **({"options": options} if options else {})}
