"""The words of a reply as Telegram's HTML, each block with the gap that stands before it.

Length is counted as Telegram counts it, in UTF-16 units after the marks are taken out; what is escaped here is escaped
last. Source of the tags: https://core.telegram.org/bots/api#html-style
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from bot.gaps import gap, is_short
from bot.safety import safe, safe_line
from config.texts import _
from handlers.blocks import (
    Block,
    Bold,
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
from handlers.breaks import shown, spans_of, units


@dataclass(frozen=True, slots=True)
class Marked:
    """Words with their tags; `units` is what they take on the screen."""

    html: str
    units: int
    is_short: bool = False
    is_heading: bool = False
    is_quotation: bool = False


@dataclass(frozen=True, slots=True)
class Server:
    """What the server at the other end can read, and lets the bot do."""

    knows_moments: bool = True
    """Whether it reads date-time entities (Bot API 9.5)."""
    knows_marks: bool = True
    """Whether marks are used at all; without them the words go plainly, after a fault in reading them."""
    is_inline: bool = False
    """Whether the bot's name can be typed in other chats."""


def title(text: str, server: Server) -> Marked:
    """A screen's first line, which carries weight."""
    line = safe_line(text)
    return Marked(_tagged(line, "b", server), units(line))


def sentence(text: str) -> Marked:
    """Words without any mark."""
    words = safe(text)
    return Marked(_escaped(words), units(words), is_short=is_short(words))


def blocks(listed: Iterable[Block], server: Server) -> Iterator[Marked]:
    """Each block that shows anything."""
    for block in listed:
        found = _block(block, server)
        if found.html.strip():
            yield found


def joined(parts: Iterable[Marked]) -> Marked:
    """Parts under one another."""
    html, length, before = "", 0, None
    for part in parts:
        space = "" if before is None else gap(before, part)
        html, length, before = html + space + part.html, length + len(space) + part.units, part
    return Marked(html, length)


def _escaped(words: str) -> str:
    return escape(words, quote=False)


def _tagged(words: str, tag: str, server: Server) -> str:
    written = _escaped(words)
    return f"<{tag}>{written}</{tag}>" if written.strip() and server.knows_marks else written


def _block(block: Block, server: Server) -> Marked:
    match block:
        case str():
            return sentence(block)
        case Paragraph(line):
            return _line(line, server)
        case Heading(text):
            line = safe_line(text)
            return Marked(_tagged(line, "b", server), units(line), is_heading=True)
        case Quotation():
            return _quotation(block, server)
        case Listing(items):
            return _lines((("• ", *spans_of(item)) for item in items), server)


def _quotation(quotation: Quotation, server: Server) -> Marked:
    lines: list[Line] = list(quotation.lines)
    if quotation.speaker:
        lines.append(_("— {speaker}", speaker=safe_line(quotation.speaker)))
    found = _lines(lines, server)
    if not server.knows_marks or not found.html.strip():
        return found
    return Marked(f"<blockquote>{found.html}</blockquote>", found.units, is_quotation=True)


def _lines(lines: Iterable[Line], server: Server) -> Marked:
    found = [_line(line, server) for line in lines]
    html = "\n".join(line.html for line in found)
    return Marked(html, sum(line.units + 1 for line in found) - 1 if found else 0)


def _line(line: Line, server: Server) -> Marked:
    found = [_span(span, server) for span in spans_of(line)]
    return Marked("".join(part.html for part in found), sum(part.units for part in found))


def _span(span: Span, server: Server) -> Marked:
    words = safe(shown(span))
    return Marked(_marked(span, words, server), units(words))


def _marked(span: Span, words: str, server: Server) -> str:
    if not server.knows_marks or not words.strip():
        return _escaped(words)
    match span:
        case Bold():
            return _tagged(words, "b", server)
        case Italic():
            return _tagged(words, "i", server)
        case Hidden():
            return _tagged(words, "tg-spoiler", server)
        case Link(_text, url):
            return f'<a href="{escape(safe_line(url))}">{_escaped(words)}</a>'
        case Moment(at, _zone, with_time) if server.knows_moments:
            form = "Dt" if with_time else "D"
            return f'<tg-time unix="{int(at.timestamp())}" format="{form}">{_escaped(words)}</tg-time>'
        case _:
            return _escaped(words)
