"""How much of a page is done at once: work that goes on beside others gives way where the machine is busy."""

from __future__ import annotations

TOO_LONG = 0.015
"""Seconds for which a page may keep others from writing."""
LEAST = 1 / 16


class Share:
    """Half as much after a page that took too long, and half as much again after a quick one, up to a whole page."""

    def __init__(self) -> None:
        """A whole page."""
        self._now = 1.0

    def of(self, page: int) -> int:
        """So much of it is done next."""
        return max(1, int(page * self._now))

    def took(self, seconds: float) -> None:
        """So long the last one took."""
        if seconds > TOO_LONG:
            self._now = max(LEAST, self._now / 2)
        elif seconds < TOO_LONG / 2:
            self._now = min(1.0, self._now * 1.5)


WHOLE = Share()
"""What is done at once, before anybody can know how long it takes."""
