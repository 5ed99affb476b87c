"""A petition's code as people type it: alone, with a full stop, or after a word such as "code"."""

from __future__ import annotations

import re

from storage.petitions import CODE_LETTERS

MOST_TYPED = 40
BEFORE = {
    *("code", "the", "is", "my", "a", "petition", "sign", "open", "show"),
    *("der", "ist", "lautet", "mein", "petición", "peticion", "código", "codigo", "el", "es", "mi"),
}
"""What somebody may say before a code."""
_WORD = re.compile(r"[^\W\d_]+")


def code_in(typed: str) -> str:
    """What may be a code, or nothing; whether there is such a petition, the store says."""
    if len(typed) > MOST_TYPED:
        return ""
    *before, last = _WORD.findall(typed) or [""]
    is_code = len(last) == CODE_LETTERS and last.isascii() and not any(map(str.isdigit, typed))
    return last if is_code and BEFORE.issuperset(word.casefold() for word in before) else ""
