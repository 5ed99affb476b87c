"""Whole numbers as people type them: with marks between the thousands or without."""

from __future__ import annotations

import re
import unicodedata

from config.texts import _

MOST_DIGITS = 12
_WHOLE = re.compile(r"\d+|\d{1,3}(?:[.,'’]\d{3})+|\d{1,3}(?: \d{3})+")


def number_in(typed: str) -> int | None:
    """The number that is meant; None where it is none, or has more digits than anything here."""
    plain = "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in typed.strip())
    if _WHOLE.fullmatch(plain) is None:
        return None
    digits = re.sub(r"\D", "", plain)
    return int(digits) if len(digits) <= MOST_DIGITS else None


def problem_with_number(typed: str) -> str:
    """The sentence that says why it is no number; nothing where it is one."""
    return "" if number_in(typed) is not None else _("Type a whole number, such as 250. Nothing was saved.")
