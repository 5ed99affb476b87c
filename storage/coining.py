"""One-time codes that people type: parts such as `K7QM`, of letters and digits without look-alikes."""

from __future__ import annotations

import secrets

PART = 4
LETTERS, DIGITS = "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"


def coined(parts: int) -> str:
    """A random code of so many parts, with a digit in each: no petition's code and no word looks like it."""
    return "".join(_part() for _ in range(parts))


def written(code: str) -> str:
    """As it is shown, such as `K7QM-2XPD`."""
    return "-".join(code[at : at + PART] for at in range(0, len(code), PART))


def _part() -> str:
    signs = [secrets.choice(LETTERS + DIGITS) for _ in range(PART)]
    return "".join(signs) if any(sign in DIGITS for sign in signs) else _part()
