"""Ids that hold the moment in which they were made, as Discord's do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

EPOCH = 1_420_070_400_000
"""Milliseconds of 1 January 2015 (discord.com/developers/docs/reference#snowflakes)."""


class Snowflakes:
    """Each one is larger than the one before, as long as the clock does not go backwards."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """Read the time from `now`."""
        self._now = now
        self._last = 0

    def __call__(self) -> int:
        """A new id."""
        moment = (int(self._now().timestamp() * 1000) - EPOCH) << 22
        self._last = max(self._last + 1, moment)
        return self._last
