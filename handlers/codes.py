"""Codes as people type them: a petition's alone, with a full stop, or after a word such as "code"; one that links."""

from __future__ import annotations

import re

from storage.linking import DIGITS, HALF, LETTERS
from storage.petitions import CODE_LETTERS

MOST_TYPED = 40
BEFORE = {
    *("code", "the", "is", "my", "a", "petition", "sign", "open", "show"),
    *("der", "ist", "lautet", "mein", "petición", "peticion", "código", "codigo", "el", "es", "mi"),
}
"""What somebody may say before a code."""
_WORD = re.compile(r"[^\W\d_]+")
_LINK_HALF = rf"(?=[A-Z]*[{DIGITS}])[{LETTERS}{DIGITS}]{{{HALF}}}"
_LINK_ALONE = re.compile(rf"{_LINK_HALF}\s?[-‐‑–—]\s?{_LINK_HALF}")


def code_in(typed: str) -> str:
    """What may be a code, or nothing; whether there is such a petition, the store says."""
    if len(typed) > MOST_TYPED:
        return ""
    *before, last = _WORD.findall(typed) or [""]
    is_code = len(last) == CODE_LETTERS and last.isascii() and not any(map(str.isdigit, typed))
    return last if is_code and BEFORE.issuperset(word.casefold() for word in before) else ""


def link_code_in(typed: str) -> str:
    """The code that links accounts, where one is asked for: with a dash, a space or nothing between its halves."""
    signs = "".join(sign for sign in typed[:MOST_TYPED].upper() if sign.isalnum())
    return signs if len(signs) == 2 * HALF and set(signs) <= set(LETTERS + DIGITS) else ""


def link_code_alone(typed: str) -> str:
    """The same among whatever people type: with its dash, and nothing else, so that no word is taken for one."""
    alone = typed[:MOST_TYPED].strip(" .,!\"'").upper()
    return link_code_in(alone) if _LINK_ALONE.fullmatch(alone) else ""


def written_link_code(code: str) -> str:
    """As it is shown, such as `K7QM-2XPD`."""
    return f"{code[:HALF]}-{code[HALF:]}"
