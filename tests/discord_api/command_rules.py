"""What commands may look like, in all of Discord's languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from discord import Locale

from tests.discord_api.refusals import Json, Problems, Refused

LOCALES = frozenset(locale.value for locale in Locale)
CHAT, ON_USER, ON_MESSAGE = 1, 2, 3
MOST = {CHAT: 100, ON_USER: 15, ON_MESSAGE: 15}
SUBCOMMAND, GROUP, STRING, INTEGER, NUMBER = 1, 2, 3, 4, 10
NAME = re.compile(r"^[-_'\w\u0900-\u097F\u0E00-\u0E7F]{1,32}$", re.UNICODE)
MOST_CHARACTERS = 8000


def check_commands(commands: list[Json]) -> None:
    """Refuse what Discord refuses."""
    problems = Problems()
    for at, command in enumerate(commands):
        _check_command(command, str(at), problems)
    problems.refuse()
    kinds = Counter(command.get("type") or CHAT for command in commands)
    for kind, number in kinds.items():
        if number > MOST[kind]:
            raise Refused(400, 30032, f"Maximum number of application commands reached ({MOST[kind]}).")
    _refuse_doubles(commands)


def _refuse_doubles(commands: list[Json]) -> None:
    names = Counter((command.get("type") or CHAT, command["name"]) for command in commands)
    if any(number > 1 for number in names.values()):
        words = "Application command names must be unique"
        errors = {"_errors": [{"code": "APPLICATION_COMMANDS_DUPLICATE_NAME", "message": words}]}
        raise Refused(400, 50035, "Invalid Form Body", errors)


def _check_command(command: Json, place: str, problems: Problems) -> None:
    is_chat = (command.get("type") or CHAT) == CHAT
    _check_named(command, place, problems, is_chat=is_chat)
    if not is_chat and (command.get("description") or command.get("options")):
        words = "Context menu commands cannot have description"
        problems.add(f"{place}.description", "APPLICATION_COMMAND_INVALID_DESCRIPTION", words)
    _check_options(command.get("options") or [], f"{place}.options", problems)
    if _characters(command) > MOST_CHARACTERS:
        words = f"Command exceeds maximum size ({MOST_CHARACTERS})"
        problems.add(place, "APPLICATION_COMMAND_TOO_LARGE", words)


def _check_named(thing: Json, place: str, problems: Problems, *, is_chat: bool = True) -> None:
    """A name and a description, and their translations."""
    names = {"": thing.get("name"), **(thing.get("name_localizations") or {})}
    for language, name in names.items():
        _check_name(name, _localized(place, "name", language), problems, is_chat=is_chat)
    if is_chat:
        texts = {"": thing.get("description"), **(thing.get("description_localizations") or {})}
        for language, text in texts.items():
            if problems.required(_localized(place, "description", language), text):
                problems.length(_localized(place, "description", language), text, 1, 100)
    for field in ("name_localizations", "description_localizations"):
        _check_locales(thing.get(field) or {}, f"{place}.{field}", problems)


def _localized(place: str, name: str, language: str) -> str:
    return f"{place}.{name}_localizations.{language}" if language else f"{place}.{name}"


def _check_name(name: Any, place: str, problems: Problems, *, is_chat: bool) -> None:
    if not problems.required(place, name):
        return
    problems.length(place, name, 1, 32)
    if is_chat and (not NAME.match(name) or name != name.lower()):
        problems.add(place, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _check_locales(given: Iterable[str], place: str, problems: Problems) -> None:
    for language in given:
        if language not in LOCALES:
            problems.add(f"{place}.{language}", "APPLICATION_COMMAND_INVALID_LOCALE", "This locale is not available.")


def _check_options(options: list[Json], place: str, problems: Problems) -> None:
    problems.length(place, options, 0, 25)
    is_late = False
    for at, option in enumerate(options):
        _check_option(option, f"{place}.{at}", problems)
        if option.get("required") and is_late:
            words = "Required options must be placed before non-required options"
            problems.add(f"{place}.{at}", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", words)
        is_late = is_late or not option.get("required")
    if len({option.get("name") for option in options}) < len(options):
        words = "Option names must be unique"
        problems.add(place, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", words)


def _check_option(option: Json, place: str, problems: Problems) -> None:
    _check_named(option, place, problems)
    _check_options(option.get("options") or [], f"{place}.options", problems)
    choices = option.get("choices") or []
    problems.length(f"{place}.choices", choices, 0, 25)
    for at, choice in enumerate(choices):
        problems.length(f"{place}.choices.{at}.name", choice.get("name", ""), 1, 100)
        _check_locales(choice.get("name_localizations") or {}, f"{place}.choices.{at}.name_localizations", problems)
    if option.get("autocomplete") and (choices or option.get("type") not in (STRING, INTEGER, NUMBER)):
        words = "Autocomplete cannot be used here"
        problems.add(f"{place}.autocomplete", "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_INVALID", words)


def _characters(thing: Json) -> int:
    """Name, description and values, in the longest translation of each."""
    own = sum(_longest(thing, name) for name in ("name", "description"))
    values = sum(_longest(each, "name") + len(str(each.get("value", ""))) for each in thing.get("choices") or [])
    return own + values + sum(_characters(option) for option in thing.get("options") or [])


def _longest(thing: Json, name: str) -> int:
    texts = [thing.get(name) or "", *(thing.get(f"{name}_localizations") or {}).values()]
    return max(map(len, texts))
