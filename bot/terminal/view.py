"""How a reply is looked at: width, style, the number of its first button, whether covered words show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from config.texts import moment, n_
from handlers.blocks import Block, Heading, Hidden, Line, Listing, Moment, Paragraph, Quotation, Span
from handlers.breaks import spans_of
from handlers.screens import AnyButton, Notice, Reply, Screen

WIDEST = 88


@dataclass(frozen=True, slots=True)
class View:
    """One look at a reply; a plain one is for pipes."""

    width: int = WIDEST
    is_styled: bool = False
    first_number: int = 1
    shows_hidden: bool = False


class Numbered(NamedTuple):
    """A button with the number that taps it and the index of its row."""

    n: int
    row: int
    button: AnyButton


def numbered(reply: Reply, first_number: int = 1) -> list[Numbered]:
    """The buttons of a reply in their order, counted through all rows."""
    rows = () if isinstance(reply, Notice) else reply.rows
    placed = [(row, button) for row, buttons in enumerate(rows) for button in buttons]
    return [Numbered(n, row, button) for n, (row, button) in enumerate(placed, first_number)]


def lines_of(block: Block) -> tuple[Line, ...]:
    """The lines of any block."""
    match block:
        case Paragraph(line):
            return (line,)
        case Heading(text):
            return (text,)
        case Quotation(lines) | Listing(lines):
            return lines
        case str():
            return (block,)


def words_of(span: Span, view: View) -> str:
    """What a span says, without its style; covered words only if the view shows them."""
    match span:
        case str():
            return span
        case Moment(at, zone, with_time):
            return moment(at, zone, with_time=with_time)
        case Hidden(text) if not view.shows_hidden:
            return n_("[hidden: {n} character]", "[hidden: {n} characters]", len(text))
        case _:
            return span.text


def hides_words(reply: Reply) -> bool:
    """Whether anything in the reply is covered."""
    return any(isinstance(span, Hidden) for span in _all_spans(reply))


def _all_spans(reply: Reply) -> Iterator[Span]:
    for block in blocks_of(reply):
        for line in lines_of(block):
            yield from spans_of(line)


def blocks_of(reply: Reply) -> tuple[Block, ...]:
    """The body of a screen or the introduction of a form."""
    if isinstance(reply, Notice):
        return ()
    return reply.body if isinstance(reply, Screen) else reply.intro
