"""Chats that have limits of their own: which of them take something now; those that share a pace count as one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.platforms import Platform
from storage.due import Due, Heard
from storage.nouns import Nouns

APART_TO_ONE, APART_IN_GROUP = timedelta(seconds=1), timedelta(seconds=4)
"""Between two messages in one place: of the 20 a minute that a group takes, some are left to its cards and answers."""


class Places:
    """Of one platform, in one turn."""

    def __init__(self, nouns: Nouns, platform: Platform, now: datetime) -> None:
        """They are looked up once."""
        self._pace = nouns.pace
        self._platform = platform
        self._now = now
        self._held = nouns.pace.held(platform.name, now)

    def free_at(self, due: Due, heard: Sequence[Heard] = ()) -> datetime:
        """From when on it may be sent; what its person was told of late counts, and what is later than now does not."""
        times = [] if due.is_to_chat else [each.at for each in heard if each.at <= self._now]
        after_the_last = max(times) + APART_TO_ONE if times else self._now
        return max(after_the_last, self._held.get(self._name(due), self._now) if self._held else self._now)

    def is_written_to(self, due: Due) -> None:
        """A group takes the next one a while later; for people it is known what they were told."""
        if due.is_to_chat:
            place = self._platform.pace_of(due.address)
            first = self._pace.take(self._platform.name, 1, APART_IN_GROUP, self._now, place)
            self._held[self._name(due)] = first + APART_IN_GROUP

    def _name(self, due: Due) -> str:
        return self._pace.name_of(self._platform.name, self._platform.pace_of(due.address))
