"""Sets one document in type, in a process of its own: `python -m bot.documents.typesetting`.

What stands in it comes as JSON on standard input and goes to a fixed template as data; nothing of it is ever written to
a disk, or read as markup. The answer on standard output is one line of JSON (how many lines hold a sign no font has)
and then the file itself.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from bot.documents.glyphs import lacking
from bot.documents.lettering import NO_GLYPH
from config.fonts import FAMILIES, font_files

TEMPLATES = Path(__file__).parent
OWN_FONTS = TEMPLATES.parent.parent / "config" / "fonts"
FONT_NAMES = (*FAMILIES, "Noto Sans SC")
MOST_MEMORY = 2 << 30
"""Address space in bytes: a process that wants more than this ends, and nothing else does."""
MOST_SECONDS = 90
"""Of a processor: also where nobody waits for it any more, it comes to an end."""
AFTER_OTHERS = 5
"""Who signs meanwhile goes first."""
_NEVER_SHOWN = {"Cf", "Zs", "Zl", "Zp", "Cc"}
_SELECTORS = range(0xFE00, 0xFE10)


def set_in_type(template: str, given: dict[str, Any], kind: Literal["pdf", "png"] = "pdf") -> tuple[list[bytes], int]:
    """The file, or a picture of each page, and how many of its lines hold a sign that no font has."""
    import typst

    lines = list(_lines(given))
    shipped = _shipped()
    missing = lacking({sign for line in lines for sign in line if _is_drawn(sign)}, shipped)
    folders: list[Any] = sorted({str(path.parent) for path in shipped})
    fonts = typst.Fonts(include_system_fonts=bool(missing), include_embedded_fonts=False, font_paths=folders)
    if missing:
        missing = lacking(missing, sorted({Path(font.path) for font in fonts.fonts() if font.path}))
    data = json.dumps({**given, "fonts": FONT_NAMES})
    path = TEMPLATES / f"{template}.typ"
    compiler = typst.Compiler(path, root=TEMPLATES, font_paths=fonts, sys_inputs={"data": data})
    made: Any = compiler.compile(format=kind, ppi=72, pdf_tags=False)
    return made if isinstance(made, list) else [made], sum(not missing.isdisjoint(line) for line in lines)


def _shipped() -> list[Path]:
    """The fonts that come with this program."""
    return [*font_files(), *OWN_FONTS.glob("*.otf")]


def _lines(given: Any) -> Iterator[str]:
    """Everything that is written in it, as it stands in the data."""
    if isinstance(given, str):
        yield given
    elif isinstance(given, dict):
        for name, value in given.items():
            if name != "qr":
                yield from _lines(value)
    elif isinstance(given, list):
        for value in given:
            yield from _lines(value)


def _is_drawn(sign: str) -> bool:
    hidden = unicodedata.category(sign) in _NEVER_SHOWN or ord(sign) in _SELECTORS
    return not (hidden or sign in NO_GLYPH)


def bound_itself() -> None:
    """So much memory and time, nothing of it on a disk if it breaks, and after all others."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(AFTER_OTHERS)


def main() -> None:
    """Read, set in type, write."""
    bound_itself()
    asked = json.load(sys.stdin.buffer)
    (content, *_others), unshown = set_in_type(asked["template"], asked["given"])
    sys.stdout.buffer.write(json.dumps({"unshown": unshown}).encode() + b"\n" + content)


if __name__ == "__main__":
    main()
