"""Where things stand in a font file: its tables, its maps of signs, and the groups of a map of format 12.

Source of the tables: https://learn.microsoft.com/en-us/typography/opentype/spec/otff
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_COLLECTION = b"ttcf"


def tables(font: bytes) -> dict[bytes, int]:
    """Where each table begins, by its tag; of a collection, those of the first font. Raises struct.error."""
    start = int(struct.unpack_from(">I", font, 12)[0]) if font[:4] == _COLLECTION else 0
    (count,) = struct.unpack_from(">H", font, start + 4)
    records = (struct.unpack_from(">4s4xI4x", font, start + 12 + 16 * at) for at in range(count))
    return {tag: offset for tag, offset in records}


def sign_maps(font: bytes, cmap: int) -> dict[tuple[int, int], int]:
    """Where each map of signs begins, by its platform and encoding. Raises struct.error."""
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    listed = (struct.unpack_from(">HHI", font, cmap + 4 + 8 * at) for at in range(count))
    return {(platform, encoding): cmap + offset for platform, encoding, offset in listed}


def groups(font: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """First and last sign of each group in a map of format 12, and the number of the first drawing.

    Raises struct.error where the font ends before it.
    """
    (count,) = struct.unpack_from(">I", font, at + 12)
    for each in range(count):
        first, last, glyph = struct.unpack_from(">III", font, at + 16 + 12 * each)
        yield first, last, glyph
