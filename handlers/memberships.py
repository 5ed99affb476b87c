"""In which organisations somebody is; where others look on, nobody learns it."""

from __future__ import annotations

from handlers.turn import Turn
from storage.members import Membership


def mine_here(turn: Turn) -> list[Membership]:
    """Those of whoever asks, by name."""
    supporter = turn.supporter if turn.chat.is_answered_alone else None
    return turn.store.members.organisations_of(supporter.id) if supporter else []
