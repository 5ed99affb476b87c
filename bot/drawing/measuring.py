"""How wide words are, read from the shipped fonts: signs one by one, so that what is joined when drawn is narrower."""

from __future__ import annotations

import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from itertools import count as count_from

from bot.font_tables import groups, sign_maps, tables
from config.fonts import font_files

STRONG_IS_WIDER = 1.12
"""So many times wider are strong letters at most, on the whole."""
MOST_LOOKED_AT = 400
"""Letters; no place on a chart is as wide as that."""
ELLIPSIS = "…"
_MISSING = 1.0
"""The width of what no shipped font can draw, which is replaced before it is drawn."""
_WHOLE_UNICODE = (3, 10)
_JOINERS = "\u200c\u200d\u200e\u200f\u061c"


def width_of(words: str, size: float, *, is_strong: bool = False) -> float:
    """In the units of the size, and never less than what is drawn."""
    return sum(map(_advance, words)) * size * (STRONG_IS_WIDER if is_strong else 1)


def fitted(words: str, size: float, most: float, *, is_strong: bool = False) -> str:
    """As much of the words as has room, with an ellipsis where that is not all; no sign loses its marks."""
    looked_at = words[:MOST_LOOKED_AT]
    if looked_at == words and width_of(words, size, is_strong=is_strong) <= most:
        return words
    room = most - width_of(ELLIPSIS, size, is_strong=is_strong)
    ends = list(accumulate(width_of(sign, size, is_strong=is_strong) for sign in looked_at))
    fits = bisect_right(ends, room)
    while fits and _belongs_to_the_one_before(words[fits : fits + 1]):
        fits -= 1
    return words[:fits].rstrip() + ELLIPSIS


def _belongs_to_the_one_before(sign: str) -> bool:
    return bool(sign) and (unicodedata.category(sign).startswith("M") or sign in _JOINERS)


def can_draw(words: str) -> bool:
    """Whether a shipped font has every sign of it."""
    return all(ord(sign) in _widths() for sign in words[:MOST_LOOKED_AT] if sign not in _JOINERS)


def _advance(sign: str) -> float:
    return 0.0 if sign in _JOINERS else _widths().get(ord(sign), _MISSING)


@cache
def _widths() -> dict[int, float]:
    """Of every sign that the shipped fonts have, as parts of the size of the letters; the first font that has it."""
    found: dict[int, float] = {}
    for path in reversed(font_files()):
        found |= _widths_in(path.read_bytes())
    return found


def _widths_in(font: bytes) -> dict[int, float]:
    where = tables(font)
    (units,) = struct.unpack_from(">H", font, where[b"head"] + 18)
    (measured,) = struct.unpack_from(">H", font, where[b"hhea"] + 34)
    advances = [advance / units for advance in struct.unpack_from(">" + "Hh" * measured, font, where[b"hmtx"])[::2]]
    return {sign: advances[min(glyph, measured - 1)] for sign, glyph in _glyphs(font, where[b"cmap"]) if glyph}


def _glyphs(font: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """The number of its drawing for each sign: the shipped fonts have them in groups, in the format 12."""
    for first, last, glyph in groups(font, sign_maps(font, cmap)[_WHOLE_UNICODE]):
        yield from zip(range(first, last + 1), count_from(glyph), strict=False)
