"""A poster to be printed, as data for its template: what is asked, and the ways to it."""

from __future__ import annotations

import io
from typing import Any

from bot.documents.contents import Contents
from bot.documents.lettering import line, said
from config.texts import _, language
from handlers.wording import platform_name

MOST_WAYS = 3


def poster(told: Contents) -> dict[str, Any]:
    """Title, ask, a picture for cameras for each app, and the code for all others."""
    petition = told.head.petition
    ways = [{"name": platform_name(name), "qr": _qr(link)} for name, link in told.head.links[:MOST_WAYS]]
    return {
        "language": language(),
        "title": said(petition.title),
        "ask": said(petition.ask),
        "by": line(petition.organisation),
        "code": petition.code,
        "ways": ways or [{"name": "", "qr": _qr(petition.code)}],
        "words": {"code": _("Or send this code to the bot:")},
    }


def _qr(text: str) -> str:
    """An SVG; error correction M, which survives a bad print, and the white around it that ISO/IEC 18004 asks for."""
    import segno

    buffer = io.BytesIO()
    segno.make_qr(text, error="m").save(buffer, kind="svg", xmldecl=False, border=4, light="white")
    return buffer.getvalue().decode()
