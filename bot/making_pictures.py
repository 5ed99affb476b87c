"""Pictures that a reply describes, made to PNG by whichever platform shows them; off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

from bot.drawing.charts import svg_of
from bot.drawing.rasterising import MOST_AT_ONCE
from bot.drawing.rasterising import png_of as drawn
from bot.qr import png_of
from handlers.screens import MadePicture, QrCode

T = TypeVar("T")
_THREADS = ThreadPoolExecutor(MOST_AT_ONCE, thread_name_prefix="pictures")


async def beside(make: Callable[[], T]) -> T:
    """What this makes, in threads for pictures alone: the loop's own are few, and names are looked up there, too."""
    return await asyncio.get_running_loop().run_in_executor(_THREADS, copy_context().run, make)


def made_picture(picture: MadePicture) -> bytes:
    """As PNG. Raises OSError where it can't be made."""
    return png_of(picture.text) if isinstance(picture, QrCode) else drawn(svg_of(picture))
