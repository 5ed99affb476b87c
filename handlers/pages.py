"""Long texts in pages: broken between paragraphs, else sentences, else words, else characters; nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from config.texts import _
from handlers.blocks import Block, Heading, Line, Listing, Paragraph, Quotation
from handlers.breaks import cut, line_length, units, words
from handlers.screens import Screen

GAP = 2
"""What a platform puts between two blocks: an empty line."""
LEAST_ROOM = 40
_QUOTATION_MARKS = 2
_SPEAKER_MARKS = 3
_LINE_BREAK = 1
_ITEM_MARKS = 3


def length(block: Block) -> int:
    """How many UTF-16 units a platform shows for a block, its marks included; an address behind a link is not shown."""
    match block:
        case str():
            return units(block)
        case Paragraph(line):
            return line_length(line)
        case Heading(text):
            return units(text)
        case Quotation(lines, speaker):
            spoken = _QUOTATION_MARKS + sum(line_length(line) + _LINE_BREAK for line in lines)
            return spoken + (units(speaker) + _SPEAKER_MARKS if speaker else 0)
        case Listing(items):
            return sum(line_length(item) + _ITEM_MARKS for item in items)


def length_of(screen: Screen) -> int:
    """How many UTF-16 units a whole screen takes, its picture's words included."""
    picture = (screen.picture.description, screen.picture.caption) if screen.picture else ()
    said = sum(units(words) + GAP for words in (screen.pop_up, screen.title, *picture) if words)
    return said + sum(length(block) + GAP for block in screen.body)


def pages_of(blocks: Iterable[Block], room: int, first_takes: int = 0) -> list[tuple[Block, ...]]:
    """The blocks on pages of at most `room` UTF-16 units, on the first `first_takes` less; no page is empty."""
    book = _Book(max(room, LEAST_ROOM), first_takes)
    for block in map(_tidied, blocks):
        if not _is_blank(block):
            book.add(_with_short_speaker(block, room))
    return [tuple(page) for page in book.pages]


def _tidied(block: Block) -> Block:
    """Without lines that show nothing."""
    match block:
        case Quotation(lines):
            return replace(block, lines=_filled(lines))
        case Listing(items):
            return Listing(_filled(items))
        case _:
            return block


def _filled(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(line for line in lines if words(line).strip())


def _is_blank(block: Block) -> bool:
    match block:
        case str() | Paragraph():
            return not words(block if isinstance(block, str) else block.line).strip()
        case Heading(text):
            return not text.strip()
        case Quotation(lines, speaker):
            return not (speaker or lines)
        case Listing(items):
            return not items


def _with_short_speaker(block: Block, room: int) -> Block:
    """A speaker who would fill the page is a line like the others, so that it can be broken."""
    if not isinstance(block, Quotation) or units(block.speaker) <= max(room, LEAST_ROOM) // 4:
        return block
    return Quotation((*block.lines, _("— {speaker}", speaker=block.speaker)))


class _Book:
    """Pages being filled; the last one is open."""

    def __init__(self, room: int, first_takes: int) -> None:
        self.pages: list[list[Block]] = []
        self._room = room
        self._left = max(room - first_takes, LEAST_ROOM)
        self._open: list[Block] = []

    def add(self, block: Block) -> None:
        """Put a block on as many pages as it takes."""
        rest: Block | None = block
        while rest is not None:
            rest = self._put(rest)

    def _put(self, block: Block) -> Block | None:
        """Put down what fits and return the rest; turn the page first where that spares a break."""
        room = self._left - (GAP if self._open else 0)
        if length(block) <= room:
            self._keep(block)
            return None
        if self._open and (length(block) <= self._room or room < self._room // 2):
            self._turn_page()
            return block
        part, rest = _split(block, room)
        self._keep(part)
        if rest is not None:
            self._turn_page()
        return rest

    def _keep(self, block: Block) -> None:
        self._left -= length(block) + (GAP if self._open else 0)
        if not self._open:
            self.pages.append(self._open)
        self._open.append(block)

    def _turn_page(self) -> None:
        """Begin a page; a heading goes along with what it heads."""
        carried = self._open.pop() if len(self._open) > 1 and isinstance(self._open[-1], Heading) else None
        self._open, self._left = [], self._room
        if carried is not None:
            self._keep(carried)


def _split(block: Block, room: int) -> tuple[Block, Block | None]:
    """A part that fits, and the rest if there is any."""
    match block:
        case str():
            begun, rest = cut(block, room)
            return (str(begun), str(rest) or None)
        case Paragraph(line):
            begun, rest = cut(line, room)
            return Paragraph(begun), Paragraph(rest) if rest else None
        case Heading(text):
            begun, rest = cut(text, room)
            return Heading(str(begun)), Heading(str(rest)) if rest else None
        case Quotation():
            return _split_quotation(block, room)
        case Listing(items):
            some, others = _divided(items, room, _ITEM_MARKS)
            return Listing(some), Listing(others) if others else None


def _split_quotation(block: Quotation, room: int) -> tuple[Block, Block | None]:
    """The speaker stands under the last part, together with some words."""
    some, others = _divided(block.lines, room - _QUOTATION_MARKS, _LINE_BREAK)
    if not others and block.speaker:
        some, others = _held_back(block.lines)
    return Quotation(some), replace(block, lines=others) if others or block.speaker else None


def _held_back(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    if len(lines) > 1:
        return lines[:-1], lines[-1:]
    begun, rest = cut(lines[0], max(line_length(lines[0]) // 2, 1))
    return (begun,), (rest,) if rest else ()


def _divided(lines: tuple[Line, ...], room: int, each: int) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """As many whole lines as fit, else a part of the first one, and the rest; a line takes `each` more units."""
    for place, line in enumerate(lines):
        left = room - line_length(line) - each
        if left < 0 and place:
            return lines[:place], lines[place:]
        if left < 0:
            begun, rest = cut(line, room - each)
            return (begun,), (rest, *lines[1:]) if rest else lines[1:]
        room = left
    return lines, ()
