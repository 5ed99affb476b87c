"""Words that people wrote, as they are set in type: safe, in their own direction, and never wider than their column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bot.directions import is_right_to_left
from bot.safety import safe_line

LONGEST_RUN = 18
"""Letters that stand together on one line in any column; a longer word may be broken there."""
MOST_MARKS = 4
"""On one letter: no script stands more on one, and a tower of them would reach into the lines of others."""
_RUN = re.compile(rf"\S{{{LONGEST_RUN}}}(?=\S)")
_WIDE = re.compile("[\ufdf0-\ufdfd\U00012000-\U000123ff](?=\\S)")
"""Whole phrases in one sign, and cuneiform."""
BREAKS_HERE = "\N{ZERO WIDTH SPACE}"
ISOLATED, ENDS = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
NO_GLYPH = {BREAKS_HERE, ISOLATED, ENDS}
"""Signs of ours that no font has to have."""
_MARKS = re.compile("[\u200e\u200f\u061c]")
Said = dict[str, str | bool]


def line(text: str) -> str:
    """One line of text; a word that is too long for a column may be broken."""
    shown = plain(text)
    for too_wide in (_RUN, _WIDE):
        shown = too_wide.sub(lambda found: found.group() + BREAKS_HERE, shown)
    return shown


def plain(text: str) -> str:
    """One line without anything that turns or hides others, composed as fonts have it."""
    shown = unicodedata.normalize("NFC", _MARKS.sub("", safe_line(text)))
    return shown if shown.isascii() else "".join(_without_towers(shown))


def _without_towers(text: str) -> Iterator[str]:
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= MOST_MARKS:
            yield sign


def isolated(text: str) -> str:
    """A name or a place that turns nothing beside it around."""
    return f"{ISOLATED}{line(text)}{ENDS}" if text else ""


def said(text: str, **more: str) -> Said:
    """Words with the direction in which they are read."""
    shown = line(text)
    return {"text": shown, "rtl": is_right_to_left(shown), **more}


def bare(text: str) -> str:
    """What was set in type, without the signs that were put in for that."""
    return "".join(letter for letter in text if letter not in NO_GLYPH)
