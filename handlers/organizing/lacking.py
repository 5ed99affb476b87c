"""What stands in the way of publishing a petition, each with what to do."""

from __future__ import annotations

from config.texts import _
from handlers.organizing.writing_missing import what_is_missing
from handlers.turn import Turn
from storage.petitions import Petition


def lacking(turn: Turn, petition: Petition) -> tuple[str, ...]:
    """One line each; empty where nothing does."""
    has_passed = petition.closes_at is not None and petition.closes_at <= turn.now
    passed = (_("The closing day has passed. Choose a later one, or none."),) if has_passed else ()
    return (*what_is_missing(turn, petition), *passed)
