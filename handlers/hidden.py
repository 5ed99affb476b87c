"""Code points that show nothing: where they belong to how people write, and where they hide something."""

from __future__ import annotations

import re
import unicodedata

JOINERS = {"\u200c", "\u200d"}
"""Zero-width, yet part of how Persian, Indic scripts and some emoji are written."""
_HIDDEN = re.compile(
    "[\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Default_Ignorable_Code_Point of Unicode's DerivedCoreProperties.txt, and the format characters beside them (Cf)."""
_UNJOINED = {
    *("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "HEBREW"),
    *("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"),
}
"""Scripts whose letters no joiner changes."""


def script_of(letter: str) -> str:
    """The first word of its Unicode name, which for letters is their script: "LATIN", "CYRILLIC", "CJK"."""
    return unicodedata.name(letter, "").partition(" ")[0]


def holds_hidden(text: str) -> bool:
    """Whether something in it can't be seen: a mark that belongs to no letter here, or a change of direction."""
    found = ((mark.start(), mark.group()) for mark in _HIDDEN.finditer(text))
    each_kind = {(text[max(at - 1, 0) : at], mark) for at, mark in found}
    return any(_is_hidden(before, mark) for before, mark in each_kind)


def _is_hidden(before: str, mark: str) -> bool:
    if mark in JOINERS:
        return not before or before.isascii() or script_of(before) in _UNJOINED
    return not _varies(before, ord(mark))


def _varies(before: str, selector: int) -> bool:
    """Whether a variation selector chooses a form of what stands before it, as emoji, kanji and Mongolian have it."""
    if not before:
        return False
    if selector in {0xFE0E, 0xFE0F}:
        return unicodedata.category(before)[0] in "SPN" and not before.isspace()
    if selector in {0xFE00, 0xFE01, 0xFE02} or 0xE0100 <= selector <= 0xE01EF:
        return script_of(before) == "CJK"
    return selector in {0x180B, 0x180C, 0x180D, 0x180F} and script_of(before) == "MONGOLIAN"
