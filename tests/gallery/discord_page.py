"""The steps of a scene as a page in the look of Discord's app: light or dark, one column a step."""

from __future__ import annotations

import base64
import mimetypes
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.discord_api import Message
from tests.gallery.discord_marks import html_of
from tests.gallery.discord_window import window
from tests.gallery.framing import framed
from tests.golden.discord_eye import Seen
from tests.golden.discord_text import Names, place_of
from tests.golden.stage import Step

Json = dict[str, Any]
STYLE = (Path(__file__).parent / "discord.css").read_text(encoding="utf-8")
STYLES = {1: "primary", 2: "", 4: "danger", 5: "link"}
EPHEMERAL = "Only you can see this · <a>Dismiss message</a>"


def page(steps: Sequence[Step], *, columns: int, width: int, is_dark: bool, is_told: bool = True) -> str:
    """A whole HTML page; `is_told` where each step says what was done."""
    return framed(STYLE, "".join(_step(step, is_told=is_told) for step in steps), columns, width, is_dark=is_dark)


def _step(step: Step, *, is_told: bool) -> str:
    seen = step.seen
    assert isinstance(seen, Seen)
    did = f'<div class="did">{escape(step.did)}</div>' if is_told else ""
    removed = "".join(map(_gone, seen.removed))
    return f'<div class="step">{did}{"".join(map(window, seen.windows))}{_rooms(seen)}{removed}{_offers(seen)}</div>'


def _rooms(seen: Seen) -> str:
    messages = sorted((*seen.changed, *seen.new), key=lambda each: (each.channel.id, each.id))
    rooms = groupby(messages, key=lambda each: each.channel.id)
    return "".join(_room(list(found), seen.names) for _id, found in rooms)


def _room(messages: list[Message], names: Names) -> str:
    name = escape(place_of(messages[0]))
    bar = f"<b># {name.removeprefix('#')}</b>" if name else '<span class="face small">U</span><b>Undersigned</b>'
    return f'<div class="bar">{bar}</div>{"".join(_message(each, names) for each in messages)}'


def _gone(message: Message) -> str:
    first = message.text.partition("\n")[0].lstrip("# ")
    return f'<div class="gone">{escape(first)}</div>'


def _message(message: Message, names: Names) -> str:
    edited = '<span class="edited">(edited)</span>' if message.edited_at and not message.is_ephemeral else ""
    head = f'<div class="who"><b>Undersigned</b><i>✓ APP</i><span>{message.at:%H:%M}</span>{edited}</div>'
    parts = "".join(_part(part, message, names) for part in message.components)
    foot = f'<div class="alone">{EPHEMERAL}</div>' if message.is_ephemeral else ""
    alone = " ephemeral" if message.is_ephemeral else ""
    return f'<div class="message{alone}"><span class="face">U</span><div class="said">{head}{parts}{foot}</div></div>'


def _parts(parts: Iterable[Json], message: Message, names: Names) -> str:
    return "".join(_part(part, message, names) for part in parts)


def _part(part: Json, message: Message, names: Names) -> str:
    match part["type"]:
        case 17:
            accent = part.get("accent_color")
            bar = f' style="border-left:4px solid #{accent:06x}"' if accent is not None else ""
            return f'<div class="container"{bar}>{_parts(part["components"], message, names)}</div>'
        case 9:
            words = _parts(part["components"], message, names)
            return f'<div class="section"><div>{words}</div>{_part(part["accessory"], message, names)}</div>'
        case 10:
            return f'<div class="text">{html_of(part["content"], names)}</div>'
        case 11:
            return f'<img class="thumbnail" src="{_source(part["media"]["url"], message)}">'
        case 12:
            pictures = (f'<img src="{_source(item["media"]["url"], message)}">' for item in part["items"])
            return f'<div class="gallery">{"".join(pictures)}</div>'
        case _:
            return _small_part(part)


def _small_part(part: Json) -> str:
    match part["type"]:
        case 1:
            return f'<div class="row">{"".join(map(_button, part["components"]))}</div>'
        case 13:
            told = f"<b>{escape(part['name'])}</b><small>{part['size'] / 1000:.1f} kB</small>"
            return f'<div class="file"><i></i><span>{told}</span></div>'
        case 14:
            return f'<hr class="{"" if part["divider"] else "empty"} space{part["spacing"]}">'
        case _:
            raise AssertionError(f"nobody knows how to draw {part}")


def _button(button: Json) -> str:
    return f'<span class="key {STYLES[button["style"]]}">{escape(button["label"])}</span>'


def _source(url: str, message: Message) -> str:
    """The file itself, since the page has no server to fetch it from."""
    found = next((each for each in message.attachments if each.url == url), None)
    if found is None:
        return escape(url)
    kind = mimetypes.guess_type(found.name)[0] or "image/png"
    return f"data:{kind};base64,{base64.b64encode(found.data).decode()}"


def _offers(seen: Seen) -> str:
    lines = "".join(f"<div>{escape(each['name'])}</div>" for each in seen.offers)
    return f'<div class="offers"><small>OPTIONS</small>{lines}</div>' if lines else ""
