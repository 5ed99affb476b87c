"""Pictures that a reply describes, made to PNG by whichever platform shows them; off the event loop."""

from __future__ import annotations

from bot.drawing.charts import svg_of
from bot.drawing.rasterising import png_of as drawn
from bot.qr import png_of
from handlers.screens import MadePicture, QrCode


def made_picture(picture: MadePicture) -> bytes:
    """As PNG. Raises OSError where it can't be made."""
    return png_of(picture.text) if isinstance(picture, QrCode) else drawn(svg_of(picture))
