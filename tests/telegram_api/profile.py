"""What the bot says of itself: commands, descriptions, name, menu button, wished rights."""

from __future__ import annotations

import json
import re

from telegram.constants import BotCommandLimit, BotDescriptionLimit, BotNameLimit

from tests.telegram_api.refusals import Json, bad_request

DEFAULT_SCOPE: Json = {"type": "default"}
LENGTHS = {
    "description": BotDescriptionLimit.MAX_DESCRIPTION_LENGTH,
    "short_description": BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH,
    "name": BotNameLimit.MAX_NAME_LENGTH,
}
TOO_LONG = {
    "description": "BOT_DESCRIPTION_TOO_LONG",
    "short_description": "BOT_SHORT_DESCRIPTION_TOO_LONG",
    "name": "BOT_TITLE_TOO_LONG",
}


class Profile:
    """Each pair of scope and language is kept apart, and never merged."""

    def __init__(self, name: str) -> None:
        """As it is right after @BotFather made the bot."""
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.texts: dict[tuple[str, str], str] = {("name", ""): name}
        self.menu_buttons: dict[int | None, Json] = {}
        self.wished_rights: dict[bool, Json] = {}

    def set_commands(self, commands: list[Json], scope: Json | None, language: str) -> None:
        """Show these commands in the menu."""
        check_language(language)
        if len(commands) > BotCommandLimit.MAX_COMMAND_NUMBER:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        self.commands[_key(scope), language] = [_checked(command) for command in commands]

    def commands_of(self, scope: Json | None = None, language: str = "") -> list[Json]:
        """The commands of exactly this scope and language."""
        return self.commands.get((_key(scope), language), [])

    def set_text(self, kind: str, text: str, language: str) -> None:
        """Change the description, the short description or the name."""
        check_language(language)
        if len(text) > LENGTHS[kind]:
            raise bad_request(TOO_LONG[kind])
        self.texts[kind, language] = text

    def text(self, kind: str, language: str = "") -> str:
        """The text that somebody with this language sees."""
        return self.texts.get((kind, language)) or self.texts.get((kind, ""), "")


def check_language(code: str) -> None:
    """Two letters of ISO 639-1, or nothing."""
    if code and not re.fullmatch("[a-z]{2}", code):
        raise bad_request("Invalid language code specified")


def _key(scope: Json | None) -> str:
    return json.dumps(scope or DEFAULT_SCOPE, sort_keys=True)


def _checked(command: Json) -> Json:
    name, description = command["command"].removeprefix("/"), command["description"]
    if not re.fullmatch("[a-z0-9_]{1,32}", name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= BotCommandLimit.MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
