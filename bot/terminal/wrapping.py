"""Lines broken by the cells they take on a terminal, and the styles that survive the breaking.

A style is a noncharacter in the text (Unicode keeps U+FDD0 and on for use inside a program), so that wrapping
can carry it along at no width; `painted` turns it into an escape code or into nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rich.cells import cell_len

BOLD, ITALIC, DIM, PLAIN = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
_CODES = {BOLD: "\x1b[1m", ITALIC: "\x1b[3m", DIM: "\x1b[2m", PLAIN: "\x1b[0m"}
_TO_CODES = str.maketrans(_CODES)
_TO_NOTHING = str.maketrans(dict.fromkeys(_CODES, ""))
_BLANK_LINES = re.compile(r"\n\s*\n")
_LEADING_SPACE = re.compile("^([\ufdd0-\ufdd3]*)\\s+")
_JOINER = "\u200d"
_CLOSING = {"Pe", "Pf", "Po"}


def styled(text: str, style: str) -> str:
    """The text between a style's mark and the mark that ends it."""
    return f"{style}{text}{PLAIN}" if text else ""


def painted(text: str, *, is_styled: bool) -> str:
    """The text with its marks made into escape codes, or taken out."""
    return text.translate(_TO_CODES if is_styled else _TO_NOTHING)


def cells(text: str) -> int:
    """How many cells the text takes."""
    return cell_len(text.translate(_TO_NOTHING))


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> str:
    """The text in lines of at most `width` cells; the first begins with `first`, all others with `rest`.

    Spaces at a line's start go, so that nobody's words pass themselves off as one of our indented buttons.
    """
    room = max(width - max(cells(first), cells(rest)), 2)
    source = _BLANK_LINES.sub("\n\n", text.strip()).split("\n")
    lines = [broken for line in source for broken in _broken(_LEADING_SPACE.sub(r"\1", line), room)]
    return "\n".join(((rest if place else first) + line).rstrip() for place, line in enumerate(lines))


def _broken(line: str, room: int) -> Iterator[str]:
    held, used = "", 0
    for gap, piece in _pieces(line, room):
        if held and used + cells(gap + piece) > room:
            yield held
            held, used = "", 0
        part = gap + piece if held else piece
        held, used = held + part, used + cells(part)
    yield held


def _pieces(line: str, room: int) -> Iterator[tuple[str, str]]:
    """What must not be broken, each with the gap before it."""
    for word in filter(None, line.split(" ")):
        gap = " "
        for piece in _pieces_of_word(word, room):
            yield gap, piece
            gap = ""


def _pieces_of_word(word: str, room: int) -> Iterator[str]:
    # An address stays whole: broken, it could neither be opened nor copied.
    if "://" in word:
        yield word
        return
    for piece in [word] if word.isascii() else _between_wide(_clusters(word)):
        yield from [piece] if cells(piece) <= room else _clusters(piece)


def _clusters(word: str) -> list[str]:
    """The characters as a reader counts them: a sign of no width stays with what it stands on."""
    clusters: list[list[str]] = []
    for sign in word:
        if clusters and (cells(sign) == 0 or clusters[-1][-1] == _JOINER):
            clusters[-1].append(sign)
        else:
            clusters.append([sign])
    return ["".join(cluster) for cluster in clusters]


def _between_wide(clusters: list[str]) -> Iterator[str]:
    """Chinese and Japanese break between any two characters, though not before what closes."""
    held, was_wide = "", False
    for cluster in clusters:
        is_wide = cells(cluster) > 1
        if held and (is_wide or was_wide) and unicodedata.category(cluster[0]) not in _CLOSING:
            yield held
            held = ""
        held, was_wide = held + cluster, is_wide
    yield held
