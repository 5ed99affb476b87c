"""What a name or a place may look like: judged by its signs and its length, never by what its words mean."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from config.texts import _, later
from handlers.hidden import JOINERS, script_of

LINK = re.compile(r"(https?:|www\.|\b[\w-]+\.(com|org|net|info|biz|io|me|app|ru|cn|xyz|link|gg|ly|to)\b|@\w)", re.I)
DOTTED = re.compile(r"\w\.[a-z]{2}|(?i:\sdot\s)|://")
LONG_NUMBER = re.compile(r"\d(?:[\s.-]?\d){5,}")
SIGNS = frozenset(" '’‘-‐‑–.,،、·・׳״་")
"""Beside letters, their marks and digits: "O'Brien", "Jean-Luc", "Smith, Jr.", "Tel·la", "שמעון בן־צ׳לי"."""
FIRST_SIGNS = frozenset("'’‘׳")
"""As in "'t Hooft"; with others a spreadsheet or a list begins."""
MOST_WORDS = 12
_LETTERS_TOGETHER = re.compile(r"[^\W\d_]+")
_EAST_ASIAN = {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "HALFWIDTH"}
_OF_ANY_SCRIPT = {"FEMININE", "MASCULINE", "MODIFIER", "COMBINING"}
"""The ª of "Mª", the ʻ of "Hawaiʻi", and marks."""
_DRAWN = {"MATHEMATICAL", "FULLWIDTH", "CIRCLED", "DOUBLE-STRUCK", "SCRIPT", "BLACK-LETTER"}
"""Letters that are drawn like others, as fancy alphabets have them."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is said of a name, or of a place, that can't be taken; translated when it is said."""

    no_letter: str
    leads_elsewhere: str
    long_number: str
    sign: str
    first_sign: str
    mixed: str
    words: str


OF_NAME = Sentences(
    no_letter=later("A name has at least one letter. Nothing was saved."),
    leads_elsewhere=later("A name can't hold a link or an address. Nothing was saved."),
    long_number=later("A name can't hold a long number. Nothing was saved."),
    sign=later("A name can't hold “{sign}”. Nothing was saved."),
    first_sign=later("A name can't begin with “{sign}”. Nothing was saved."),
    mixed=later("A word of this name mixes letters of several scripts that look alike. Nothing was saved."),
    words=later("A name has at most {most} words; this has {n}. Nothing was saved."),
)
OF_PLACE = Sentences(
    no_letter=later("A place has at least one letter. Nothing was saved."),
    leads_elsewhere=later("A place can't hold a link or an address. Nothing was saved."),
    long_number=later("A place can't hold a long number. Nothing was saved."),
    sign=later("A place can't hold “{sign}”. Nothing was saved."),
    first_sign=later("A place can't begin with “{sign}”. Nothing was saved."),
    mixed=later("A word of this place mixes letters of several scripts that look alike. Nothing was saved."),
    words=later("A place has at most {most} words; this has {n}. Nothing was saved."),
)


def has_letter(text: str) -> bool:
    """Whether any of it is a letter."""
    return any(unicodedata.category(character).startswith("L") for character in text)


def problem_with(value: str, say: Sentences) -> str:
    """The one thing that is wrong with a tidied name or place, or nothing."""
    if not has_letter(value):
        return _(say.no_letter)
    if "@" in value or LINK.search(value) or DOTTED.search(value):
        return _(say.leads_elsewhere)
    if sign := next((character for character in value if not _is_written(character)), ""):
        return _(say.sign, sign=sign)
    if not (_is_spoken(value[0]) or value[0] in FIRST_SIGNS):
        return _(say.first_sign, sign=value[0])
    if LONG_NUMBER.search(value):
        return _(say.long_number)
    if any(map(_is_mixed, _LETTERS_TOGETHER.findall(_bare(value)))):
        return _(say.mixed)
    words = len(value.split())
    return _(say.words, most=MOST_WORDS, n=words) if words > MOST_WORDS else ""


def _is_written(character: str) -> bool:
    """What names are written with; a letter that is only drawn like another is none of it."""
    if script_of(character) in _DRAWN:
        return False
    return _is_spoken(character) or unicodedata.category(character)[0] == "M" or character in SIGNS | JOINERS


def _is_spoken(character: str) -> bool:
    return unicodedata.category(character)[0] == "L" or unicodedata.category(character) in {"Nd", "Nl"}


def _bare(value: str) -> str:
    """Without marks and joiners, which would part the letters of a word."""
    return "".join(c for c in value if c not in JOINERS and unicodedata.category(c)[0] != "M")


def _is_mixed(letters: str) -> bool:
    """Whether letters of several scripts stand together, other than as Japanese, Chinese and Korean are written."""
    scripts = {script_of(letter) for letter in letters} - _OF_ANY_SCRIPT
    return len(scripts) > 1 and not scripts <= _EAST_ASIAN | {"LATIN"}
