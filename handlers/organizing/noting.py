"""Writing down what was done to a petition."""

from __future__ import annotations

from typing import Any

from handlers.organizing.done import Done
from handlers.organizing.gate import Desk
from handlers.turn import Turn
from storage.petitions import Petition


def write_down(turn: Turn, desk: Desk[Petition], done: Done, **detail: Any) -> None:
    """Into the trail, with nothing but ids and numbers."""
    subject = f"petition:{desk.subject.id}"
    turn.store.audit.write(desk.organisation.id, done, turn.now, by=desk.me, subject=subject, **detail)
