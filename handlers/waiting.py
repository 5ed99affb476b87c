"""How much waits for moderators, in words."""

from __future__ import annotations

from collections.abc import Mapping

from config.texts import _, later, number
from storage.piles import Pile
from storage.queues import MOST_COUNTED

LINES: Mapping[Pile, str] = {
    Pile.SHOWN_REASONS: later("Reported reasons: {n}"),
    Pile.SHOWN_COMMENTS: later("Reported comments: {n}"),
    Pile.REASONS: later("Reasons: {n}"),
    Pile.COMMENTS: later("Comments: {n}"),
    Pile.SIGNATURES: later("Signatures: {n}"),
}


def pile_named(pile: Pile) -> str:
    """What one of it is called."""
    return {
        Pile.SHOWN_REASONS: _("Reported reason"),
        Pile.SHOWN_COMMENTS: _("Reported comment"),
        Pile.REASONS: _("Reason"),
        Pile.COMMENTS: _("Comment"),
        Pile.SIGNATURES: _("Signature"),
    }[pile]


def how_much_waits(found: Mapping[Pile, int]) -> tuple[str, ...]:
    """A line for each kind of which there is any."""
    return tuple(_(LINES[pile], n=counted(n)) for pile, n in found.items() if n)


def counted(n: int) -> str:
    """A number, or that it is more than that."""
    return _("more than {n}", n=number(MOST_COUNTED)) if n > MOST_COUNTED else number(n)
