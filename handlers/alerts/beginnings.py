"""How a text begins: as much of it as belongs in a message that nobody asked for; the rest is read where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from config.texts import _
from handlers.blocks import Block
from handlers.pages import pages_of

MOST_BEGUN = 900
"""In UTF-16 units: with the longest titles and names around it, it is one message on every platform."""


def beginning(*texts: Sequence[Block]) -> tuple[Block, ...]:
    """The beginning of each text, and where they go on, if they do; "Read more" has to lead there."""
    told = [text for text in texts if text]
    pages = [pages_of(text, MOST_BEGUN // len(told)) for text in told]
    further = (_("It goes on under “Read more”."),) if any(len(found) > 1 for found in pages) else ()
    return (*(block for found in pages for block in next(iter(found), ())), *further)


def goes_on(text: Sequence[Block]) -> bool:
    """Whether there is more of it than its beginning."""
    return len(pages_of(text, MOST_BEGUN)) > 1
