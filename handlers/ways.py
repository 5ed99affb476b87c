"""The ways by which people come to a petition, as its organizers know them."""

from __future__ import annotations

from collections.abc import Mapping

from config.texts import _, later

WAYS: Mapping[str, str] = {
    "card": later("cards in groups and channels"),
    "group": later("groups"),
    "inline": later("chats in which it was handed on"),
}


def is_named(way: str) -> bool:
    """Whether it has a name that organizers know."""
    return way in WAYS


def way_named(way: str) -> str:
    """As a part of a sentence."""
    return _(WAYS[way])
