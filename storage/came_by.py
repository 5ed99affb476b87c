"""By which way somebody came to a petition: a word of a short list, or one link that an organizer named."""

from __future__ import annotations

from enum import StrEnum

LINK = "link:"
"""What stands before the id of an organizer's link."""


class CameBy(StrEnum):
    """Every way but an organizers' link; the words stand in rows for years."""

    UNKNOWN = ""
    ADDRESS = "address"
    """A link to the petition that nobody counts, or one that counts no more."""
    FRIEND = "friend"
    """A supporter's own link: whose, is written down nowhere."""
    GROUP = "group"
    """Its card in a group, a channel, a server, or in whatever chat somebody handed it on."""
    TYPED = "typed"
    """Its code."""
    SEARCH = "search"
    LIST = "list"


def by_link(link_id: int) -> str:
    """How it is written that somebody came by this link of an organizer."""
    return f"{LINK}{link_id}"


def link_in(source: str) -> int | None:
    """The link that is written so; None for every other way."""
    number = source.removeprefix(LINK)
    return int(number) if source.startswith(LINK) and number.isascii() and number.isdigit() else None
