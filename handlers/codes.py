"""Codes as people type them: a petition's alone, with a full stop, or after a word such as "code"; one-time codes."""

from __future__ import annotations

import re

from storage import invites, linking
from storage.coining import DIGITS, LETTERS, PART
from storage.petition_rows import CODE_LETTERS

MOST_TYPED = 40
BEFORE = {
    *("code", "the", "is", "my", "a", "petition", "sign", "open", "show"),
    *("der", "ist", "lautet", "mein", "petición", "peticion", "código", "codigo", "el", "es", "mi"),
}
"""What somebody may say before a code."""
_WORD = re.compile(r"[^\W\d_]+")
_PART = rf"(?=[A-Z]*[{DIGITS}])[{LETTERS}{DIGITS}]{{{PART}}}"
_DASH = r"\s?[-‐‑–—]\s?"
_ALONE = {parts: re.compile(_DASH.join([_PART] * parts)) for parts in (linking.PARTS, invites.PARTS)}


def code_in(typed: str) -> str:
    """What may be a code, or nothing; whether there is such a petition, the store says."""
    if len(typed) > MOST_TYPED:
        return ""
    *before, last = _WORD.findall(typed) or [""]
    is_code = len(last) == CODE_LETTERS and last.isascii() and not any(map(str.isdigit, typed))
    return last if is_code and BEFORE.issuperset(word.casefold() for word in before) else ""


def link_code_in(typed: str) -> str:
    """The code that links accounts, where one is asked for: with dashes, spaces or nothing between its parts."""
    return _code_of(linking.PARTS, typed)


def link_code_alone(typed: str) -> str:
    """The same among whatever people type: with its dash, and nothing else, so that no word is taken for one."""
    return _alone(linking.PARTS, typed)


def invite_code_in(typed: str) -> str:
    """The code of an invitation, as a link carries it or somebody types it."""
    return _code_of(invites.PARTS, typed)


def invite_code_alone(typed: str) -> str:
    """The same among whatever people type."""
    return _alone(invites.PARTS, typed)


def _code_of(parts: int, typed: str) -> str:
    signs = "".join(sign for sign in typed[:MOST_TYPED].upper() if sign.isalnum())
    return signs if len(signs) == parts * PART and set(signs) <= set(LETTERS + DIGITS) else ""


def _alone(parts: int, typed: str) -> str:
    alone = typed[:MOST_TYPED].strip(" .,!\"'").upper()
    return _code_of(parts, alone) if _ALONE[parts].fullmatch(alone) else ""
