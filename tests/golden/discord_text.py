"""Discord's messages and windows as readable text: the marks as they were sent, the parts one under another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from bot.discord import custom_ids
from config.texts import moment
from tests.discord_api import Message

Json = dict[str, Any]
Names = dict[str, str]
INDENT = "  "
LONG = 2
ROW, SELECT = 1, 3
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
UPLOAD, RADIO, CHECKBOX = 19, 21, 23
_MOMENT = re.compile(r"<t:(\d+):([fD])>")
_MENTION = re.compile(r"<(?:#|@&)\d+>")
_RANDOM_CODE = re.compile(r"(?<=petition-)(\d+)-\w{8}\b")
_FORMS = {1: "[[{}]]", 4: "[!{}]"}


def of_message(how: str, message: Message, names: Names) -> str:
    """Whether it came or changed, who sees it, and its parts."""
    return "\n".join([_head(how, message), *_parts(message.components, names)])


def of_removed(message: Message) -> str:
    """A message that went."""
    return f"--- removed: “{message.text.partition(chr(10))[0]}”"


def of_window(modal: Json) -> str:
    """A form as it opens."""
    lines = [line for part in modal["components"] for line in _of_form(part)]
    return "\n".join([f"--- window: {modal['title']}", *lines, f"{INDENT}[Cancel] [[Submit]]"])


def of_offers(offers: Iterable[Json]) -> str:
    """What is offered while somebody types, a choice to a line."""
    return "\n".join(["--- offered:", *(f"{each['name']} = {each['value']}" for each in offers)])


def place_of(message: Message) -> str:
    """The channel, where it is in one."""
    return "" if message.channel.guild is None else f"#{message.channel.name}"


def without_chance(text: str) -> str:
    """The text, but for what is drawn by chance."""
    return _RANDOM_CODE.sub(r"\1-********", text)


def named(text: str, names: Names) -> str:
    """The text with mentions and moments as they are read."""
    called = _MENTION.sub(lambda found: names.get(found[0], found[0]), text)
    return _MOMENT.sub(lambda found: f"⟨{moment_of(found)}⟩", called)


def moment_of(found: re.Match[str]) -> str:
    """A timestamp as it is read."""
    return moment(datetime.fromtimestamp(int(found[1]), UTC), "UTC", with_time=found[2] == "f")


def _head(how: str, message: Message) -> str:
    where = f" in {place_of(message)}" if place_of(message) else ""
    alone = f", only {message.seen_by.name} sees it" if message.is_ephemeral and message.seen_by else ""
    return f"--- {how}{where}{alone}{', silent' * message.is_silent}"


def _parts(components: Iterable[Json], names: Names) -> Iterator[str]:
    for part in components:
        if part["type"] == SECTION:
            yield from _parts([part["accessory"], *part["components"]], names)
        elif part["type"] == CONTAINER:
            yield from _parts(part["components"], names)
        else:
            yield _WRITTEN[part["type"]](part, names)


def _button(button: Json) -> str:
    return _FORMS.get(button["style"], "[{}]").format(f"{button['label']} {_wish(button)}")


def _wish(button: Json) -> str:
    if "url" in button:
        return f"↗ {without_chance(unquote(button['url'])).replace(chr(10), ' / ')}"
    meant = custom_ids.read(button["custom_id"])
    return f"· {meant.token.partition(':')[0] or '/' + meant.command}"


def _of_form(part: Json) -> Iterator[str]:
    if part["type"] == TEXT:
        yield f"{part['content']}\n"
        return
    field = part["component"]
    yield f"{part['label']}{' *' * bool(field.get('required'))}"
    yield from [f"{INDENT}{part['description']}"] if part.get("description") else []
    yield from _field(field)


def _field(field: Json) -> Iterator[str]:
    match field["type"]:
        case t if t in (RADIO, SELECT):
            for option in field["options"]:
                yield f"{INDENT}({'x' if option.get('default') else ' '}) {option['label']}"
        case t if t == UPLOAD:
            yield f"{INDENT}(a file is chosen here)"
        case t if t == CHECKBOX:
            yield f"{INDENT}[{'x' if field.get('default') else ' '}]"
        case _:
            kind = "some lines" if field.get("style") == LONG else "a line"
            shown = field.get("value") or f"({field.get('placeholder', '')})".replace("()", "")
            yield f"{INDENT}|{shown}| {kind}, at most {field['max_length']}"


_WRITTEN: dict[int, Callable[[Json, Names], str]] = {
    TEXT: lambda part, names: without_chance(named(part["content"], names)),
    THUMBNAIL: lambda part, _names: f"(small picture: {part['description']})",
    GALLERY: lambda part, _names: "\n".join(f"(picture: {item['description']})" for item in part["items"]),
    FILE: lambda part, _names: f"(file: {part['name']})",
    SEPARATOR: lambda part, _names: "———" if part["divider"] else "",
    ROW: lambda part, _names: INDENT + " ".join(map(_button, part["components"])),
}
