"""SVG made to PNG in a process of its own, which ends with its picture and can be ended when it takes too long.

The library holds the interpreter while it draws, a tenth of a second with the fonts: nobody else would be answered.
"""

from __future__ import annotations

import subprocess
import sys
from functools import lru_cache
from threading import BoundedSemaphore
from xml.etree import ElementTree as Tree

from bot.children import bare_environment
from config.fonts import FAMILIES, font_files

LONGEST = 10.0
"""Seconds."""
ZOOM = 3
"""Pixels for each unit, as phones have them."""
MOST_AT_ONCE, MOST_KEPT = 2, 32
NAMESPACE = "{http://www.w3.org/2000/svg}"
PARTS = frozenset({"svg", "rect", "polyline", "polygon", "circle", "text"})
"""What charts are made of."""
CHILD = """
import sys, resvg_py
family, zoom, *fonts = sys.argv[1:]
picture = resvg_py.svg_to_bytes(
    svg_string=sys.stdin.buffer.read().decode(), skip_system_fonts=True, font_files=fonts, font_family=family,
    zoom=int(zoom),
)
sys.stdout.buffer.write(bytes(picture))
"""
_ROOM = BoundedSemaphore(MOST_AT_ONCE)


def command_of(program: str) -> list[str]:
    """What runs this program with the fonts, and with nothing of this process."""
    return [sys.executable, "-I", "-c", program, FAMILIES[0], str(ZOOM), *map(str, font_files())]


def is_plain(svg: str) -> bool:
    """Whether it is made of shapes and words alone: the library would read any file that an image names."""
    try:
        root = Tree.fromstring(svg)  # noqa: S314 – it was written by us
    except Tree.ParseError:
        return False
    parts = list(root.iter())
    has_plain_parts = all(part.tag.removeprefix(NAMESPACE) in PARTS for part in parts)
    return has_plain_parts and not any(name.endswith(("href", "style")) for part in parts for name in part.attrib)


class NotDrawn(OSError):
    """A picture that could not be made; words say the same."""


@lru_cache(maxsize=MOST_KEPT)
def png_of(svg: str) -> bytes:
    """The picture as PNG. Raises NotDrawn."""
    if not is_plain(svg):
        raise NotDrawn("more is asked for than shapes and words")
    command = command_of(CHILD)
    with _ROOM:
        try:
            done = subprocess.run(  # noqa: S603 – nothing of people is in the command
                command,
                input=svg.encode(),
                capture_output=True,
                timeout=LONGEST,
                check=False,
                env=bare_environment(),
            )
        except (subprocess.TimeoutExpired, OSError) as error:
            raise NotDrawn(type(error).__name__) from error
    if done.returncode or not done.stdout:
        raise NotDrawn(f"the drawing process ended with {done.returncode}")
    return done.stdout
