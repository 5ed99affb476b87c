"""An invitation's code among what people type: it leads to what it means, and never falls into a search."""

from __future__ import annotations

from handlers.codes import invite_code_among
from handlers.router import NeedsWriter
from handlers.screens import Reply, to
from handlers.turn import Turn


def invited_by(turn: Turn, typed: str) -> Reply | None:
    """What the code means that stands among these words; None where there is none. Raises NeedsWriter."""
    code = invite_code_among(typed)
    return None if code is None else ask_in(turn, code)


def ask_in(turn: Turn, code: str) -> Reply:
    """What the code means; who typed it is written down, and of a wrong one that it was typed. Raises NeedsWriter."""
    if not turn.can_write:
        raise NeedsWriter
    return turn.follow(to("invite", code), {})
