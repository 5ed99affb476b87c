"""How fast one platform may be written to in bulk: slower after it said that it was too fast, then faster again."""

from __future__ import annotations

from datetime import timedelta

SLOWER, FASTER, SLOWEST = 0.8, 1.02, 0.1
WELL_BEFORE_FASTER = 30
MOST_A_BATCH, BATCHES_A_SECOND = 100, 3


class Steadiness:
    """The pace as this process knows it; `per_second` is what the platform allows."""

    def __init__(self, per_second: float) -> None:
        """It begins at what is allowed."""
        self._allowed = per_second
        self._share = 1.0
        self._well = 0

    @property
    def per_second(self) -> float:
        """Messages in a second."""
        return self._allowed * self._share

    @property
    def apart(self) -> timedelta:
        """Between one message and the next."""
        return timedelta(seconds=1 / self.per_second)

    @property
    def batch(self) -> int:
        """How many are begun together: those that a crash leaves in doubt."""
        return max(1, min(MOST_A_BATCH, int(self.per_second / BATCHES_A_SECOND)))

    def was_too_fast(self) -> None:
        """The platform asked for a pause."""
        self._share = max(SLOWEST, self._share * SLOWER)
        self._well = 0

    def went_well(self) -> None:
        """Another one was taken; after some of them the old pace is found again."""
        self._well += 1
        if self._well >= WELL_BEFORE_FASTER and self._share < 1.0:
            self._share = min(1.0, self._share * FASTER)
            self._well = 0
