"""Floods: more messages of one person than can be meant, dropped before they are even read."""

from __future__ import annotations

import asyncio
from collections import Counter

from bot.dispatch import MOST_WAITING
from bot.telegram.polling import RawUpdate

CROWDED_SECONDS = 1.0
"""So long after the last message of a flood its person is heard again: a flood comes in many pages."""
MOST_ID_LETTERS = 20
MOST_REMEMBERED = 1_000


class Crowds:
    """How many updates of each person are in hand."""

    def __init__(self) -> None:
        """Nobody has written yet."""
        self._in_hand: Counter[str] = Counter()
        self._crowded: dict[str, float] = {}

    @property
    def in_hand(self) -> int:
        """How many updates there are that are not dealt with."""
        return self._in_hand.total()

    def comes(self, lane: str) -> None:
        """One more is in hand."""
        self._in_hand[lane] += 1

    def leaves(self, lane: str) -> None:
        """One is dealt with."""
        self._in_hand[lane] -= 1
        if not self._in_hand[lane]:
            del self._in_hand[lane]

    def is_crowded(self, lane: str) -> bool:
        """Whether more came than dispatch takes, just now or a moment ago."""
        now = asyncio.get_running_loop().time()
        if self._in_hand[lane] <= MOST_WAITING and self._crowded.get(lane, now) <= now:
            self._crowded.pop(lane, None)
            return False
        if len(self._crowded) >= MOST_REMEMBERED:
            self._crowded = {lane: until for lane, until in self._crowded.items() if until > now}
        self._crowded[lane] = now + CROWDED_SECONDS
        return True


def lane_of(raw: RawUpdate) -> str:
    """Who writes in which chat; a tap has a lane of its own, since it has to be answered however many there are."""
    message = raw.get("message")
    if not isinstance(message, dict):
        return str(raw["update_id"])
    return f"{_id_in(message.get('chat'))} {_id_in(message.get('from'))}"


def _id_in(raw: object) -> str:
    return str(raw.get("id"))[:MOST_ID_LETTERS] if isinstance(raw, dict) else ""
