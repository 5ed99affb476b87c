"""Which signs a font can show: its character map, as OpenType has it (ISO/IEC 14496-22, "cmap", formats 4 and 12)."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

_COLLECTION = b"ttcf"
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
    except (OSError, struct.error, StopIteration):
        return []


def _map_at(data: bytes) -> int:
    """Where its best character map begins. Raises StopIteration."""
    start = int(struct.unpack_from(">I", data, 12)[0]) if data[:4] == _COLLECTION else 0
    tables = _short(data, start + 4)
    records = (struct.unpack_from(">4sIII", data, start + 12 + 16 * each) for each in range(tables))
    offset = int(next(offset for tag, _checksum, offset, _length in records if tag == b"cmap"))
    maps = _short(data, offset + 2)
    entries = [struct.unpack_from(">HHI", data, offset + 4 + 8 * each) for each in range(maps)]
    found: dict[int, int] = {_short(data, offset + at): offset + at for *kind, at in entries if tuple(kind) in _UNICODE}
    return next(found[each] for each in (12, 4) if each in found)


def _short(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big")


def _of_map(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    if _short(data, at) == 4:
        yield from _segments(data, at)
        return
    (groups,) = struct.unpack_from(">I", data, at + 12)
    for each in range(groups):
        first, last, _glyph = struct.unpack_from(">III", data, at + 16 + 12 * each)
        yield first, last


def _segments(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Of format 4: the ends of all segments, then, after two bytes, their beginnings."""
    (doubled,) = struct.unpack_from(">H", data, at + 6)
    ends = struct.unpack_from(f">{doubled // 2}H", data, at + 14)
    begins = struct.unpack_from(f">{doubled // 2}H", data, at + 16 + doubled)
    yield from ((first, last) for first, last in zip(begins, ends, strict=True) if first != 0xFFFF)
