"""Codes as people type them: a petition's alone, with a full stop, or after a word such as "code"; one-time codes."""

from __future__ import annotations

import re

from storage import invites, linking
from storage.coining import DIGITS, LETTERS, PART
from storage.named_links import LINK_LETTERS
from storage.petition_rows import CODE_ALPHABET, CODE_LETTERS

MOST_TYPED = 40
MOST_SAID = 1_000
"""So much of what somebody types is looked at for an invitation's code."""
BEFORE = {
    *("code", "the", "is", "my", "a", "petition", "sign", "open", "show"),
    *("der", "ist", "lautet", "mein", "petición", "peticion", "código", "codigo", "el", "es", "mi"),
}
"""What somebody may say before a code."""
_WORD = re.compile(r"[^\W\d_]+")
_NAMED_CODE = re.compile(rf"[{CODE_ALPHABET}]{{{LINK_LETTERS}}}")
_PART = rf"(?=[A-Z]*[{DIGITS}])[{LETTERS}{DIGITS}]{{{PART}}}"
_DASH = r"\s?[-‐‑–—]\s?"
_LINK_CODE = re.compile(_DASH.join([_PART] * linking.PARTS))
_LIKE_A_PART = rf"(?=[A-Z]{{0,{PART - 1}}}[0-9])[A-Z0-9]{{{PART}}}"
_APART = r"[\s._‐‑–—-]{0,3}"
_INVITE_CODE = re.compile(rf"(?<![A-Z0-9]){_APART.join([_LIKE_A_PART] * invites.PARTS)}(?![A-Z0-9])")


def code_in(typed: str) -> str:
    """What may be a code, or nothing; whether there is such a petition, the store says."""
    if len(typed) > MOST_TYPED:
        return ""
    *before, last = _WORD.findall(typed) or [""]
    is_code = len(last) == CODE_LETTERS and last.isascii() and not any(map(str.isdigit, typed))
    return last if is_code and BEFORE.issuperset(word.casefold() for word in before) else ""


def named_code_in(typed: str) -> str:
    """What may be the code of a link that an organizer named, or nothing; it is typed alone."""
    code = typed[:MOST_TYPED].strip(" .,!\"'").upper()
    return code if _NAMED_CODE.fullmatch(code) else ""


def link_code_in(typed: str) -> str:
    """The code that links accounts, where one is asked for: with dashes, spaces or nothing between its parts."""
    return _code_of(linking.PARTS, typed)


def link_code_alone(typed: str) -> str:
    """The same among whatever people type: with its dash, and nothing else, so that no word is taken for one."""
    alone = typed[:MOST_TYPED].strip(" .,!\"'").upper()
    return _code_of(linking.PARTS, alone) if _LINK_CODE.fullmatch(alone) else ""


def invite_code_in(typed: str) -> str:
    """The code of an invitation, as a link carries it."""
    return _code_of(invites.PARTS, typed)


def invite_code_among(typed: str) -> str | None:
    """The same among whatever people type: with dashes, spaces or nothing between its parts, also in a sentence.

    Empty where something looks like one and is none, so that no mistyped code is taken for other words.
    """
    for found in _INVITE_CODE.finditer(typed[:MOST_SAID].upper()):
        code = _code_of(invites.PARTS, found[0])
        if code or re.search("[A-Z]", found[0]):
            return code
    return None


def _code_of(parts: int, typed: str) -> str:
    signs = "".join(sign for sign in typed[:MOST_TYPED].upper() if sign.isalnum())
    return signs if len(signs) == parts * PART and set(signs) <= set(LETTERS + DIGITS) else ""
