"""The words of a reply in Discord's marks; what people wrote can neither format nor mention.

Source of the marks: https://discord.com/developers/docs/reference#message-formatting
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.discord.places import channel_id_of
from bot.gaps import TOGETHER, gap, is_short
from bot.safety import safe, safe_line
from config.texts import _
from handlers.blocks import (
    Block,
    Bold,
    ChatName,
    Heading,
    Hidden,
    Italic,
    Line,
    Link,
    Listing,
    Moment,
    Paragraph,
    Quotation,
    Span,
)
from handlers.breaks import shown, spans_of

_ADDRESS = re.compile(r"https?://[^\s<>]+")
_MARKS = re.compile(r"[\\*_~`|<>@\[\]]|:(?=[\w+~-]+:)|^(\s*)(?=[#+-])|^(\s*\d+)(?=[.)]\s)", re.MULTILINE)
_ENCODED = str.maketrans({"\\": "%5C", "*": "%2A", "~": "%7E", "`": "%60", "|": "%7C"})
_ENCODED_IN_LINK = _ENCODED | str.maketrans({"(": "%28", ")": "%29"})


@dataclass(frozen=True, slots=True)
class Marked:
    """Words with their marks."""

    text: str
    is_short: bool = False
    is_heading: bool = False
    is_quotation: bool = False
    has_room: bool = False
    """Whether the app itself leaves room above it."""
    belongs: bool = False
    """Whether it belongs to the words above it, as a list and small print do."""


def title(text: str) -> Marked:
    """A screen's first line, which carries weight."""
    line = escaped(safe_line(text))
    return Marked(f"## {line}" if line else "", is_heading=True, has_room=True)


def sentence(text: str) -> Marked:
    """Words without any mark."""
    words = safe(text)
    return Marked(escaped(words), is_short(words))


def strong(text: str) -> Marked:
    """A sentence that carries weight."""
    return Marked(_wrapped(escaped(safe_line(text)), "**"))


def small(text: str) -> Marked:
    """Words in small print."""
    line = escaped(safe_line(text))
    return Marked(f"-# {line}" if line else "", belongs=True)


def to_copy(text: str) -> Marked:
    """A text that can be copied as it is."""
    words = safe(text).strip().replace("```", "'''")
    return Marked(f"```\n{words}\n```" if words else "")


def blocks(listed: Iterable[Block]) -> Iterator[Marked]:
    """Each block that shows anything."""
    for block in listed:
        found = _block(block)
        if found.text.strip():
            yield found


def joined(parts: Iterable[Marked]) -> str:
    """Parts under one another."""
    text, before = "", None
    for part in parts:
        if part.text:
            text += ("" if before is None else _gap(before, part)) + part.text
            before = part
    return text


def escaped(words: str) -> str:
    """The words with every mark made harmless; addresses stay addresses."""
    pieces, place = [], 0
    for found in _ADDRESS.finditer(words):
        pieces += [_harmless(words[place : found.start()]), found[0].translate(_ENCODED)]
        place = found.end()
    return "".join([*pieces, _harmless(words[place:])])


def _harmless(words: str) -> str:
    return _MARKS.sub(lambda found: f"{found[0]}\\" if found.lastindex else f"\\{found[0]}", words)


def _gap(before: Marked, after: Marked) -> str:
    if after.has_room or (after.belongs and not (before.belongs or before.is_quotation)):
        return TOGETHER
    return gap(before, after)


def _wrapped(words: str, mark: str) -> str:
    """Marks hug their words: with a space inside they would be read as they stand."""
    core = words.strip()
    if not core:
        return words
    before, after = words.split(core, 1)
    return f"{before}{mark}{core}{mark}{after}"


def _block(block: Block) -> Marked:
    match block:
        case str():
            return sentence(block)
        case Paragraph(line):
            return Marked(_line(line))
        case Heading(text):
            line = escaped(safe_line(text))
            return Marked(f"### {line}" if line else "", is_heading=True, has_room=True)
        case Quotation():
            return _quotation(block)
        case Listing(items):
            return Marked("\n".join(f"- {_line(item)}" for item in items), belongs=True)


def _quotation(quotation: Quotation) -> Marked:
    lines: list[Line] = list(quotation.lines)
    if quotation.speaker:
        lines.append(_("— {speaker}", speaker=safe_line(quotation.speaker)))
    words = "\n".join(_line(line) for line in lines)
    return Marked("\n".join(f"> {line}" for line in words.split("\n")) if words.strip() else "", is_quotation=True)


def _line(line: Line) -> str:
    return "".join(map(_span, spans_of(line)))


def _span(span: Span) -> str:
    if isinstance(span, Moment):
        return f"<t:{int(span.at.timestamp())}:{'f' if span.with_time else 'D'}>"
    if isinstance(span, ChatName) and (channel_id := channel_id_of(span.address)) is not None:
        return f"<#{channel_id}>"
    words = escaped(safe(shown(span)))
    match span:
        case Bold():
            return _wrapped(words, "**")
        case Italic():
            return _wrapped(words, "*")
        case Hidden():
            return _wrapped(words, "||")
        case Link(_text, url):
            return _linked(words, safe_line(url))
        case _:
            return words


def _linked(words: str, url: str) -> str:
    """What leads nowhere that Discord opens is only its words."""
    if not words.strip() or urlsplit(url).scheme not in {"http", "https"} or re.search(r"[\s<>]", url):
        return words
    return f"[{words}]({url.translate(_ENCODED_IN_LINK)})"
