"""Telegram's messages as readable text: marks where the server has entities, buttons a row to a line."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

import config
from bot.telegram import keyboard
from tests.telegram_api import Button, Entity, Message
from tests.telegram_api.inline import Result

SAMPLES = Path(config.__file__).parent / "samples"
INDENT = "  "
_OPENS = {"bold": "**", "italic": "_", "text_link": "[", "spoiler": "||", "date_time": "⟨", "blockquote": "\x01"}
_CLOSES = {"bold": "**", "italic": "_", "spoiler": "||", "date_time": "⟩", "blockquote": "\x02"}
_RANDOM_CODE = re.compile(r"(?<=petition-)(\d+)-\w{8}\b")
_FORMS = {"primary": "[[{}]]", "danger": "[!{}]"}


def marked(
    text: str,
    entities: tuple[Entity, ...],
    opening: Callable[[Entity], str],
    closing: Callable[[Entity], str],
    plain: Callable[[str], str],
) -> str:
    """The text with its entities as marks; their offsets are in UTF-16 code units."""
    encoded = text.encode("utf-16-le")
    edges = sorted({0, len(encoded) // 2, *(at for each in entities for at in (each.offset, each.end))})
    written = ""
    for begin, end in zip(edges, [*edges[1:], edges[-1]], strict=True):
        written += "".join(closing(each) for each in reversed(entities) if each.end == begin)
        written += "".join(opening(each) for each in entities if each.offset == begin)
        written += plain(encoded[2 * begin : 2 * end].decode("utf-16-le"))
    return written


def of_message(how: str, message: Message) -> str:
    """Whether it came or changed, what it says, and its buttons."""
    parts = [_head(how, message), *_media(message), _words(message.words.text, message.entities), *_preview(message)]
    return "\n".join([*filter(None, parts), *map(of_row, message.rows)])


def of_told(text: str, url: str, *, is_alert: bool) -> str:
    """What a tap was answered; most are only let go of."""
    if url:
        return f"--- the tap opens {_address(url)}"
    return f"--- {'pop-up' if is_alert else 'toast'}: {text}" if text else ""


def of_removed(message: Message) -> str:
    """A message that went."""
    first = message.words.text.partition("\n")[0] or "(a file)"
    return f"--- removed: “{first}”"


def of_offer(offer: Result) -> str:
    """A line of what is offered while somebody types."""
    lines = [f"--- offered: {offer.title}", *offer.description.splitlines()]
    return "\n".join(lines)


def of_row(row: tuple[Button, ...]) -> str:
    """A row of buttons."""
    return INDENT + " ".join(map(_button, row))


def _head(how: str, message: Message) -> str:
    chat = message.chat
    where = "" if chat.is_private else f" in the {chat.kind} “{chat.title}”"
    topic = f", topic “{chat.topics[message.thread]}”" if message.thread in chat.topics else ""
    via = ", sent by way of the bot" if message.via else ", forwarded" if message.forwarded_from else ""
    manner = "".join([", silent" * message.is_silent, ", guarded" * message.is_protected])
    return f"--- {how}{where}{topic}{via}{manner}"


def _media(message: Message) -> list[str]:
    if message.document:
        return [f"(file: {message.document[0]})"]
    if message.picture:
        return [f"(picture: {name_of_picture(message.picture)})"]
    return []


def name_of_picture(data: bytes) -> str:
    """A picture of the samples by its name; else one that was made."""
    return _names_of_pictures().get(sha256(data).hexdigest(), "made, such as a QR code")


@cache
def _names_of_pictures() -> dict[str, str]:
    files = [file for file in SAMPLES.rglob("*") if file.is_file()]
    return {sha256(file.read_bytes()).hexdigest(): file.name for file in files}


def _words(text: str, entities: tuple[Entity, ...]) -> str:
    written = marked(text, entities, lambda each: _OPENS.get(each.type, ""), _closing, str)
    return re.sub(r"\x01(.*?)\x02", lambda found: "> " + found[1].replace("\n", "\n> "), written, flags=re.DOTALL)


def _closing(entity: Entity) -> str:
    return f"]({entity.url})" if entity.type == "text_link" else _CLOSES.get(entity.type, "")


def _preview(message: Message) -> list[str]:
    url = (message.link_preview or {}).get("url")
    return [f"(preview of {url})"] if url else []


def _button(button: Button) -> str:
    return _FORMS.get(button.style, "[{}]").format(f"{button.label} {_wish(button)}")


def _wish(button: Button) -> str:
    match button.action:
        case "callback_data":
            return f"· {keyboard.read(button.data)[1].partition(':')[0]}"
        case "url":
            return f"↗ {_address(button.url)}"
        case "copy_text":
            return f"⧉ {_one_line(button.copies)}"
        case _:
            return f"⇄ {_one_line(_asked(button))}"


def _asked(button: Button) -> str:
    return str(button.json.get("switch_inline_query_chosen_chat", {}).get("query", ""))


def _address(url: str) -> str:
    return _RANDOM_CODE.sub(r"\1-********", _one_line(unquote(url)))


def _one_line(text: str) -> str:
    return _RANDOM_CODE.sub(r"\1-********", text.replace("\n", " / "))
