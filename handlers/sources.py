"""Sources and links of a text: titles that lead to their addresses, with the date they bear."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from config.texts import _, day
from handlers.blocks import Block, Heading, Line, Link, Listing, Paragraph
from handlers.where_links_lead import with_real_place
from handlers.wording import filled
from storage.organisations import Source


def linked(source: Source) -> Line:
    """A title as a link, with its date where known."""
    link, *real_place = with_real_place(Link(source.title, source.url))
    if not source.on:
        return (link, *real_place)
    return (*filled(_("{link}, {day}"), link=link, day=day(date.fromisoformat(source.on))), *real_place)


def sources(listed: Sequence[Source]) -> tuple[Block, ...]:
    """What the text rests on, named as sources."""
    if len(listed) == 1:
        return (Paragraph(_one(listed[0])),)
    return (Heading(_("Sources")), *links(listed)) if listed else ()


def _one(source: Source) -> Line:
    link, *real_place = with_real_place(Link(source.title, source.url))
    if not source.on:
        return (*filled(_("Source: {link}"), link=link), *real_place)
    return (*filled(_("Source: {link}, {day}"), link=link, day=day(date.fromisoformat(source.on))), *real_place)


def links(listed: Sequence[Source]) -> tuple[Block, ...]:
    """Links below a text, where there are any."""
    return (Listing(tuple(map(linked, listed))),) if listed else ()
