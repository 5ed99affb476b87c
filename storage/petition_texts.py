"""A petition in one language, part by part, whether it is public, was, or is being written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from storage.marks import mark_of


class TextPart(StrEnum):
    """What is written of a petition in each language."""

    TITLE = "title"
    ASK = "ask"
    SUMMARY = "summary"
    STORY = "story"


@dataclass(frozen=True, slots=True)
class Text:
    """What is signed in one language, or as far as it is written."""

    locale: str
    title: str
    ask: str
    summary: str
    story: str
    hash: str

    def part(self, part: TextPart) -> str:
        """What stands in one of its parts."""
        return str(getattr(self, part.value))

    def mark(self, part: TextPart) -> str:
        """Names what stands there."""
        return mark_of(self.part(part))

    @property
    def whole_mark(self) -> str:
        """Names what stands in all of them."""
        return mark_of(self.hash)
