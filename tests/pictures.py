"""Pictures and documents for tests, made of their parts; some tell more than they should."""

from __future__ import annotations

import struct
import zlib

PLACE = b"51.5007N 0.1246W"
"""Where a picture was taken, as its EXIF has it."""
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def png(width: int = 4, height: int = 3, *parts: tuple[bytes, bytes], shade: int = 0) -> bytes:
    """A grey PNG; `parts` stand before what is drawn."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\x00" + bytes([shade]) * width) * height if width * height < 1_000_000 else b""
    return (
        b"\x89PNG\r\n\x1a\n"
        + b"".join(png_part(*part) for part in [(b"IHDR", head), *parts, (b"IDAT", zlib.compress(rows))])
        + png_part(b"IEND", b"")
    )


def png_part(kind: bytes, content: bytes) -> bytes:
    """One part with its length and its check."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def exif(turned: int = 1, order: str = ">") -> bytes:
    """An EXIF with a place, and how the picture is turned."""
    begins = b"MM\x00*" if order == ">" else b"II*\x00"
    entries = [struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turned, 0), struct.pack(f"{order}HHII", 0x8825, 4, 1, 38)]
    place = struct.pack(f"{order}H", 0) + bytes(4) + PLACE
    return begins + struct.pack(f"{order}IH", 8, len(entries)) + b"".join(entries) + bytes(4) + place


def jpeg(width: int = 40, height: int = 30, *, turned: int = 1, order: str = ">", after: bytes = b"") -> bytes:
    """A JPEG as a telephone makes it: place, names and a small copy stand in it, and `after` behind its end."""
    head = b"JFIF\x00\x01\x02\x00\x00\x48\x00\x48\x02\x01" + PLACE[:6]
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    parts = [
        (0xE0, head),
        (0xE1, b"Exif\x00\x00" + exif(turned, order)),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\x00<creator>Zephyrine</creator>"),
        (0xED, b"Photoshop 3.0\x008BIM by Zephyrine"),
        (0xFE, b"by Zephyrine"),
        (0xDB, b"\x00" + bytes([1]) * 64),
        (0xC0, frame),
        (0xC4, b"\x00" + bytes(15) + b"\x01\x00"),
    ]
    scan = jpeg_part(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"\xff\xd8" + b"".join(jpeg_part(*part) for part in parts) + scan + b"\xff\xd9" + after


def jpeg_part(marker: int, content: bytes) -> bytes:
    """One part with its length."""
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content
