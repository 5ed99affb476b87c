"""PNG and JPEG pictures without what they tell of whoever took them: place, time, camera, names, smaller copies.

A picture is never decoded. Its parts are read one by one, and only those that are needed to draw it are written anew;
how it is turned is the one thing kept of its EXIF. What follows its end goes. The formats:
https://www.w3.org/TR/png-3/ and https://www.w3.org/Graphics/JPEG/itu-t81.pdf
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from storage.unfit import Fault, Unfit

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
MOST_AROUND = 10_000
"""Width and height together, in pixels: more is shown by no app, and may be meant to fill a memory."""
MOST_RATIO = 20
MOST_PARTS = 10_000
UPRIGHT = 1
T = TypeVar("T")

_DRAWN_IN_PNG = {b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD"}
_START, _END, _SCAN, _JFIF, _EXIF, _ADOBE = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xEE
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_DRAWN_IN_JPEG = _FRAMES | {0xC4, 0xCC, _SCAN, 0xDB, 0xDC, 0xDD}
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_EXIF_BEGINS = b"Exif\x00\x00"
_ORIENTATION = 0x0112
_SHORT = 3


def without_traces(data: bytes) -> bytes:
    """The same picture, drawn from the same bytes, and nothing else. Raises Unfit."""
    try:
        return _png(data) if data.startswith(PNG) else _jpeg(data)
    except (struct.error, IndexError):
        raise Unfit(Fault.BROKEN) from None


def _png(data: bytes) -> bytes:
    parts = _some(_chunks(data))
    _demand(bool(parts))
    head, *others = parts
    _demand(head[0] == b"IHDR" and any(kind == b"IDAT" for kind, _content in others))
    _check_size(*struct.unpack_from(">II", head[1]))
    turned = next((turned_in(content) for kind, content in others if kind == b"eXIf"), UPRIGHT)
    exif = [(b"eXIf", _exif(turned))] if turned != UPRIGHT else []
    drawn = [(kind, content) for kind, content in others if kind in _DRAWN_IN_PNG]
    return PNG + b"".join(_chunk(*part) for part in (head, *exif, *drawn, (b"IEND", b"")))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts before the end; each is whole, or the picture is broken."""
    at = len(PNG)
    while True:
        length, kind = struct.unpack_from(">I4s", data, at)
        content = data[at + 8 : at + 8 + length]
        (check,) = struct.unpack_from(">I", data, at + 8 + length)
        _demand(check == zlib.crc32(kind + content))
        if kind == b"IEND":
            return
        yield kind, content
        at += length + 12


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _jpeg(data: bytes) -> bytes:
    parts = _some(_segments(data))
    frames = [content for marker, content in parts if marker in _FRAMES]
    _demand(len(frames) == 1 and any(marker == _SCAN for marker, _content in parts))
    height, width = struct.unpack_from(">HH", frames[0], 1)
    _check_size(width, height)
    drawn = [_segment(marker, content) for marker, content in parts if _is_drawn(marker, content)]
    return b"\xff\xd8" + b"".join([*_opening(parts), *drawn]) + b"\xff\xd9"


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """What stands between start and end; a scan comes with all that was scanned."""
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        _demand(data[at] == 0xFF)
        marker = data[at + 1]
        if marker == _END:
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if marker == _SCAN:
            end = _end_of_scan(data, end)
        _demand(length >= 2 and end < len(data))
        yield marker, data[at + 4 : end]
        at = end


def _end_of_scan(data: bytes, at: int) -> int:
    found = _AFTER_SCAN.search(data, at)
    _demand(found is not None)
    assert found is not None
    return found.start()


def _is_drawn(marker: int, content: bytes) -> bool:
    """Adobe's own part tells how colours are meant, in twelve bytes."""
    return marker in _DRAWN_IN_JPEG or (marker == _ADOBE and content.startswith(b"Adobe") and len(content) == 12)


def _segment(marker: int, content: bytes) -> bytes:
    if marker != _SCAN:
        return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content
    components = content[0]
    return struct.pack(">BBH", 0xFF, marker, 6 + 2 * components) + content


def _opening(parts: list[tuple[int, bytes]]) -> Iterator[bytes]:
    """The head without its small copy, and how the picture is turned."""
    for marker, content in parts:
        if marker == _JFIF and content.startswith(b"JFIF\x00"):
            yield _segment(_JFIF, content[:12].ljust(12, b"\x00") + b"\x00\x00")
            break
    exifs = (content for marker, content in parts if marker == _EXIF and content.startswith(_EXIF_BEGINS))
    turned = next((turned_in(content.removeprefix(_EXIF_BEGINS)) for content in exifs), UPRIGHT)
    if turned != UPRIGHT:
        yield _segment(_EXIF, _EXIF_BEGINS + _exif(turned))


def turned_in(exif: bytes) -> int:
    """How a picture is turned, from 1 (upright) to 8, by its EXIF; what can't be read says nothing."""
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(exif[:4])
    if order is None:
        return UPRIGHT
    try:
        (at,) = struct.unpack_from(f"{order}I", exif, 4)
        (entries,) = struct.unpack_from(f"{order}H", exif, at)
        tags = (struct.unpack_from(f"{order}HHIH", exif, at + 2 + 12 * entry) for entry in range(entries))
        found = next((value for tag, kind, _n, value in tags if tag == _ORIENTATION and kind == _SHORT), UPRIGHT)
    except struct.error:
        return UPRIGHT
    return found if UPRIGHT <= found <= 8 else UPRIGHT


def _exif(turned: int) -> bytes:
    """An EXIF that says nothing else."""
    entry = struct.pack(">HHIHH", _ORIENTATION, _SHORT, 1, turned, 0)
    return b"MM\x00*" + struct.pack(">IH", 8, 1) + entry + bytes(4)


def _some(parts: Iterable[T]) -> list[T]:
    """All of them, where they are not so many that it is work to look at them."""
    found = list(islice(parts, MOST_PARTS + 1))
    _demand(len(found) <= MOST_PARTS)
    return found


def _check_size(width: int, height: int) -> None:
    _demand(width > 0 and height > 0)
    if width + height > MOST_AROUND or max(width, height) > MOST_RATIO * min(width, height):
        raise Unfit(Fault.TOO_MANY_PIXELS)


def _demand(is_so: bool) -> None:
    if not is_so:
        raise Unfit(Fault.BROKEN)
