"""How fast one platform may be written to: slower where that was too fast, then faster; a rest where nothing comes."""

from __future__ import annotations

from datetime import datetime, timedelta

SLOWER, FASTER, SLOWEST = 0.8, 1.02, 0.1
WELL_BEFORE_FASTER = 30
MOST_A_BATCH, BATCHES_A_SECOND = 100, 3
LOST_BEFORE_REST = 3
"""So many in a row, and it is no longer this or that message."""
FIRST_REST, LONGEST_REST = timedelta(seconds=1), timedelta(seconds=30)


class Steadiness:
    """The pace as this process knows it; `per_second` is what the platform allows."""

    def __init__(self, per_second: float) -> None:
        """It begins at what is allowed."""
        self._allowed = per_second
        self._share = 1.0
        self._well = 0
        self._lost = 0
        self._rests: tuple[datetime, datetime] | None = None

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
        """How many are begun together: those that a crash leaves in doubt. Where nothing comes, one is tried."""
        if self._lost >= LOST_BEFORE_REST:
            return 1
        return max(1, min(MOST_A_BATCH, int(self.per_second / BATCHES_A_SECOND)))

    def was_too_fast(self, now: datetime, until: datetime) -> None:
        """The platform asked for a pause; what it says while it rests already counts as the same."""
        if not self._is_resting(now):
            self._share = max(SLOWEST, self._share * SLOWER)
            self._well = 0
        self._rests = (now, until)

    def was_lost(self, now: datetime) -> datetime | None:
        """Nobody knows whether it came, or it could not be sent: until when to rest, longer each time."""
        if self._is_resting(now):
            return None
        self._lost += 1
        if self._lost < LOST_BEFORE_REST:
            return None
        doublings = min(self._lost - LOST_BEFORE_REST, 10)
        self._rests = (now, now + min(FIRST_REST * 2**doublings, LONGEST_REST))
        return self._rests[1]

    def went_well(self) -> None:
        """Another one was taken; after some of them the old pace is found again."""
        self._lost = 0
        self._well += 1
        if self._well >= WELL_BEFORE_FASTER and self._share < 1.0:
            self._share = min(1.0, self._share * FASTER)
            self._well = 0

    def _is_resting(self, now: datetime) -> bool:
        return self._rests is not None and self._rests[0] <= now < self._rests[1]
