"""Search by words: folded the same way when a petition is written down and when somebody looks for it."""

from __future__ import annotations

import re
import unicodedata

LAST_CODE_POINT = chr(0x10FFFF)
MOST_LETTERS = 40

_WORD = re.compile(r"[^\W_]+")
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # kana
    "\u3100-\u312f\u31a0-\u31bf"  # bopomofo
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Chinese characters
    "\uac00-\ud7af"  # hangul
)
_PART = re.compile(f"[{_UNSPACED}]|[^{_UNSPACED}]+")


def fold_words(text: str) -> set[str]:
    """The words of a text as they are stored: without case and accents, of at most 40 characters.

    Scripts that put no spaces between words also give each character by itself.
    """
    words = _runs(text)
    return words | {part for word in words for part in _PART.findall(word) if _is_split(word)}


def sought_words(text: str) -> set[str]:
    """The words to look for: of scripts without spaces only the single characters, since a run may begin anywhere."""
    return {part for word in _runs(text) for part in (_PART.findall(word) if _is_split(word) else [word])}


def prefix_range(word: str) -> tuple[str, str]:
    """The range of words that begin like this one, `low <= word < high`, in code point order."""
    return word, word + LAST_CODE_POINT


def _runs(text: str) -> set[str]:
    return {word[:MOST_LETTERS] for word in _WORD.findall(_folded(text))}


def _folded(text: str) -> str:
    """NFKD, casefolded, without marks, and hangul put together again."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(letter for letter in apart if not unicodedata.category(letter).startswith("M"))
    return unicodedata.normalize("NFC", bare)


def _is_split(word: str) -> bool:
    return len(_PART.findall(word)) > 1
