"""What the body of a screen is made of: words with their weight, paragraphs, headings, quotations and lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Bold:
    """Words that carry weight."""

    text: str


@dataclass(frozen=True, slots=True)
class Italic:
    """Words said in another tone."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address outside the chat."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """Words that are covered until the person asks to see them."""

    text: str


@dataclass(frozen=True, slots=True)
class Moment:
    """An aware point in time, shown in the reader's own zone; `zone` is named where the platform has no mark for it."""

    at: datetime
    zone: str
    with_time: bool = False


@dataclass(frozen=True, slots=True)
class ChatName:
    """A chat under the name it has now, where the platform shows that; else the text stands for it."""

    text: str
    address: str


Span = str | Bold | Italic | Link | Hidden | Moment | ChatName
Line = str | tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text that stands apart; a plain string in a body means the same, but may stand with other short ones."""

    line: Line


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a long text."""

    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words, with the speaker where known, such as "Ada L., lawyer"."""

    lines: tuple[Line, ...]
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Short entries that belong together, each on its own line."""

    items: tuple[Line, ...]


Block = str | Paragraph | Heading | Quotation | Listing
