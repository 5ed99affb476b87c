"""Search by words: folded the same way when a petition is written down and when somebody looks for it."""

from __future__ import annotations

LAST_CODE_POINT = chr(0x10FFFF)


def prefix_range(word: str) -> tuple[str, str]:
    """The range of words that begin like this one, `low <= word < high`, in code point order."""
    return word, word + LAST_CODE_POINT
