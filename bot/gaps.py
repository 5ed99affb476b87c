"""How far apart the parts of a reply stand under one another, in whatever marks an app has them."""

from __future__ import annotations

from typing import Protocol

from handlers.breaks import units

MOST_OF_A_SHORT_LINE = 90
"""Lines of at most so many units stand together without an empty line between them."""
APART, TOGETHER = "\n\n", "\n"


class Part(Protocol):
    """A block with its marks."""

    @property
    def is_short(self) -> bool:
        """Whether it is a short line by itself."""

    @property
    def is_heading(self) -> bool:
        """Whether it belongs to what follows."""

    @property
    def is_quotation(self) -> bool:
        """Whether it is somebody's words."""


def gap(before: Part, after: Part) -> str:
    """Short lines together, whatever takes more apart; a short line belongs to the words quoted above it."""
    if before.is_heading or (after.is_short and (before.is_short or before.is_quotation)):
        return TOGETHER
    return APART


def is_short(words: str) -> bool:
    """Whether words without marks are a short line."""
    return "\n" not in words and units(words) <= MOST_OF_A_SHORT_LINE
