"""Names for what somebody saw, short enough for a button: they change with every letter of it."""

from __future__ import annotations

import hashlib

MARK_DIGITS = 8


def mark_of(value: str) -> str:
    """Names what somebody saw when they began to write something else, or were about to publish it."""
    return hashlib.sha256(value.encode()).hexdigest()[:MARK_DIGITS]
