"""Search by words: folded the same way when a petition is written down and when somebody looks for it.

Case, accents, vowel points and digits of other scripts are made alike; letters that only look like another are not.
"""

from __future__ import annotations

import re
import unicodedata

LAST_CODE_POINT = chr(0x10FFFF)
MOST_LETTERS = 40

# Apostrophes as they are typed, among them the letters U+02BB and U+02BC, the prime, and the Hebrew geresh and
# gershayim; a straight quotation mark inside a word stands for gershayim.
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘‛ʼʻʹ`´′＇׳״\""), "'")
# Letters that Unicode does not take apart, and the Arabic ones that are written for each other (as Lucene has them).
_PLAIN = str.maketrans(
    {
        **dict(zip("ıøđłħŧɓɗƙƴ", "iodlhtbdky", strict=True)),
        **{"æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ŋ": "n"},
        **{"\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643", "\u0629": "\u0647", "\u06c1": "\u0647"},
        "\u0640": None,
    }
)
_ZERO_WIDTH_SPACE = "\u200b"
# Canonical combining classes of marks that are letters to their readers: viramas, kana's voicing, and vowels of Telugu,
# Thai, Lao and Tibetan. Class 0 are the vowel signs of Indic scripts, and marks that select a form of a letter.
_KEPT_CLASSES = {0, 8, 9, 84, 91, 103, 118, 129, 130, 132}
_SELECTING = re.compile("[\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # kana
    "\u3100-\u312f\u31a0-\u31bf"  # bopomofo
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Chinese characters
    "\uac00-\ud7af"  # hangul
)
_PART = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")


def fold_words(text: str) -> set[str]:
    """The words of a text as they are stored: without case and accents, of at most 40 characters.

    A word with an apostrophe gives its parts and itself without it; a script that puts no spaces between words gives
    every two characters that stand together, and the last one.
    """
    return {entry for word in _runs(text) for entry in _entries(word)}


def sought_words(text: str) -> set[str]:
    """The words to look for: without single letters beside an apostrophe, and of unspaced scripts by twos."""
    return {entry for word in _runs(text) for part in _said(word) for entry in _sought(part)}


def fold_name(name: str) -> str:
    """Equal for names that differ in nothing but case, accents, spaces and signs."""
    return "".join(letter for letter in _folded(name) if _is_of_a_word(letter) and letter != "'")


def prefix_range(word: str) -> tuple[str, str]:
    """The range of words that begin like this one, `low <= word < high`, in code point order."""
    return word, word + LAST_CODE_POINT


def _entries(word: str) -> set[str]:
    parts = {*word.split("'"), unicodedata.normalize("NFC", word.replace("'", ""))}
    return {entry[:MOST_LETTERS] for part in parts for piece in _PART.findall(part) for entry in _pieces(piece)}


def _pieces(piece: str) -> set[str]:
    """Every two characters and the last one by itself, so that a beginning of one finds it anywhere."""
    if not _IS_UNSPACED.match(piece):
        return {piece}
    return {piece[at : at + 2] for at in range(len(piece))}


def _said(word: str) -> list[str]:
    """The parts of a word that say something: "école" of "l'école", "alex" of "Alex's"."""
    parts = [part for part in word.split("'") if part]
    return [part for part in parts if len(part) > 1] or parts


def _sought(part: str) -> set[str]:
    pieces = _PART.findall(part)
    return {entry[:MOST_LETTERS] for piece in pieces for entry in _pieces(piece) - _last(piece)}


def _last(piece: str) -> set[str]:
    """The single character that the twos before it say already."""
    return {piece[-1]} if len(piece) > 1 and _IS_UNSPACED.match(piece) else set()


def _runs(text: str) -> set[str]:
    spaced = "".join(letter if _is_of_a_word(letter) else " " for letter in _folded(text))
    return {run for word in spaced.split() if (run := word.strip("'"))}


def _is_of_a_word(letter: str) -> bool:
    return letter.isalnum() or letter == "'" or unicodedata.category(letter).startswith("M")


def _folded(text: str) -> str:
    """NFKD, casefolded, without accents and what can't be seen, in plain letters and digits, put together again."""
    named = text.translate(_APOSTROPHES).replace(_ZERO_WIDTH_SPACE, " ")
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", named).casefold())
    bare = "".join(_plain(letter) for letter in _SELECTING.sub("", apart.translate(_APOSTROPHES)))
    return unicodedata.normalize("NFC", bare.translate(_PLAIN))


def _plain(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    is_dropped = category in {"Cf", "Me"} or (category[0] == "M" and unicodedata.combining(letter) not in _KEPT_CLASSES)
    return "" if is_dropped else letter
