"""QR codes as PNG pictures, for every platform."""

from __future__ import annotations

import io

PIXELS_A_MODULE = 8
QUIET_ZONE = 4
"""Modules of white around it, as ISO/IEC 18004 asks for."""


def png_of(text: str) -> bytes:
    """The text as a QR code that survives a bad print: error correction M or better."""
    import segno

    buffer = io.BytesIO()
    segno.make_qr(text, error="m").save(buffer, kind="png", scale=PIXELS_A_MODULE, border=QUIET_ZONE)
    return buffer.getvalue()
