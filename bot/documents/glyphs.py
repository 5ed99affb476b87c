"""Which signs a font can show: its character map, as OpenType has it (ISO/IEC 14496-22, "cmap", formats 4 and 12)."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.font_tables import groups, sign_maps, tables

_UNICODE = {(0, 3), (0, 4), (3, 1), (3, 10)}
"""The platforms and encodings whose maps hold code points."""


def lacking(signs: Iterable[str], fonts: Iterable[Path]) -> set[str]:
    """Those of the signs that none of the fonts can show; no more fonts are read than needed."""
    left = {ord(sign) for sign in signs}
    for font in fonts:
        if not left:
            break
        for first, last in _ranges(font):
            left.difference_update([point for point in left if first <= point <= last])
    return {chr(point) for point in left}


def _ranges(font: Path) -> list[tuple[int, int]]:
    """The code points it can show; a font that can't be read shows nothing."""
    try:
        data = font.read_bytes()
        return list(_of_map(data, _map_at(data)))
    except (OSError, struct.error, KeyError, StopIteration):
        return []


def _map_at(font: bytes) -> int:
    """Where its best map of signs begins. Raises KeyError or StopIteration."""
    maps = sign_maps(font, tables(font)[b"cmap"])
    found = {_short(font, at): at for kind, at in maps.items() if kind in _UNICODE}
    return next(found[each] for each in (12, 4) if each in found)


def _short(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big")


def _of_map(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    if _short(data, at) == 4:
        return _segments(data, at)
    return ((first, last) for first, last, _glyph in groups(data, at))


def _segments(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Of format 4: the ends of all segments, then, after two bytes, their beginnings."""
    (doubled,) = struct.unpack_from(">H", data, at + 6)
    ends = struct.unpack_from(f">{doubled // 2}H", data, at + 14)
    begins = struct.unpack_from(f">{doubled // 2}H", data, at + 16 + doubled)
    yield from ((first, last) for first, last in zip(begins, ends, strict=True) if first != 0xFFFF)
