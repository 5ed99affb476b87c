"""The body of a screen as text: paragraphs, headings, quotations, lists, and the spans inside them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from bot.safety import safe, safe_line
from bot.terminal.view import View, words_of
from bot.terminal.wrapping import BOLD, ITALIC, styled, wrapped
from config.texts import _
from handlers.blocks import Block, Bold, Heading, Italic, Line, Link, Listing, Paragraph, Quotation, Span
from handlers.breaks import spans_of

INDENT = "  "
_QUOTATION_MARKS = "\"'“”„«»‘‚‹「『"


def strong(text: str, view: View) -> str:
    """One line that carries weight, wrapped."""
    return wrapped(styled(safe_line(text), BOLD), view.width)


def body(blocks: Iterable[Block], view: View) -> str:
    """All blocks: short lines stand together, whatever takes more than one line stands apart."""
    parts = [(block, text) for block in blocks if (text := _block(block, view))]
    gaps = [_gap(*pair) for pair in pairwise(parts)]
    return "".join(gap + part[1] for gap, part in zip(["", *gaps], parts, strict=False))


def _gap(before: tuple[Block, str], after: tuple[Block, str]) -> str:
    if isinstance(before[0], Heading):
        return "\n"
    stands_apart = isinstance(after[0], Heading) or "\n" in before[1] + after[1]
    return "\n\n" if stands_apart else "\n"


def _block(block: Block, view: View) -> str:
    match block:
        case Heading(text):
            return strong(text, view)
        case Quotation():
            return _quotation(block, view)
        case Listing(items):
            return "\n".join(wrapped(_words(item, view), view.width, "- ", INDENT) for item in items)
        case Paragraph(line):
            return wrapped(_words(line, view), view.width)
        case str():
            return wrapped(safe(block), view.width)


def _quotation(quotation: Quotation, view: View) -> str:
    words = "\n".join(_words(line, view) for line in quotation.lines).strip()
    if words[:1] not in _QUOTATION_MARKS:
        words = _("“{words}”", words=words)
    spoken = wrapped(words, view.width, INDENT, INDENT)
    if not quotation.speaker:
        return spoken
    speaker = _("— {speaker}", speaker=safe_line(quotation.speaker))
    return f"{spoken}\n{wrapped(speaker, view.width, INDENT, INDENT * 2)}"


def _words(line: Line, view: View) -> str:
    return "".join(_span(span, view) for span in spans_of(line))


def _span(span: Span, view: View) -> str:
    words = safe(words_of(span, view))
    match span:
        case Bold():
            return styled(words, BOLD)
        case Italic():
            return styled(words, ITALIC)
        case Link(text, url) if text != url:
            return _("{text} ({url})", text=words, url=safe_line(url))
        case _:
            return words
