"""How much one person may do, and how much may be typed in one group, within a minute.

It lives in the process: what is counted is forgotten after a minute, is written nowhere, and costs no statement.
Taps of others never count against anybody: a card that a thousand people tap is a good one.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from enum import Enum

from handlers.turn import Incoming

A_MINUTE = 60.0
MOST_OF_A_PERSON = 600
"""No hand is so fast; each turn of a script would cost what everybody's costs."""
MOST_TYPED_IN_A_GROUP = 60
"""A group is answered some twenty times a minute at most."""


class Verdict(Enum):
    """What becomes of something that was done."""

    WITHIN = "within"
    FIRST_BEYOND = "first beyond"
    BEYOND = "beyond"


class Limits:
    """Counts by the minute."""

    def __init__(self, running: Callable[[], float] = time.monotonic) -> None:
        """`running` are the seconds since some moment, which nobody sets."""
        self._running = running
        self._began = running()
        self._counted: Counter[str] = Counter()

    def judge(self, incoming: Incoming) -> Verdict:
        """Count it, unless nobody has done it."""
        if incoming.happening or incoming.is_look:
            return Verdict.WITHIN
        if self._running() - self._began >= A_MINUTE:
            self._began = self._running()
            self._counted.clear()
        return max((self._of(*each) for each in _keys(incoming)), key=list(Verdict).index)

    def _of(self, key: str, most: int) -> Verdict:
        self._counted[key] += 1
        if self._counted[key] <= most:
            return Verdict.WITHIN
        return Verdict.FIRST_BEYOND if self._counted[key] == most + 1 else Verdict.BEYOND


def _keys(incoming: Incoming) -> tuple[tuple[str, int], ...]:
    person = (f"person {incoming.person.key}", MOST_OF_A_PERSON)
    is_typed = not (incoming.chat.is_answered_alone or incoming.token)
    return (person, (f"chat {incoming.chat.key}", MOST_TYPED_IN_A_GROUP)) if is_typed else (person,)
