"""What could not be done rests for a while, so that it holds up no other; a clock that was set back wakes it."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime, timedelta

RESTS = timedelta(minutes=1)


class Resting:
    """What rests now, and until when."""

    def __init__(self) -> None:
        """Nothing rests."""
        self._until: dict[Hashable, datetime] = {}

    def __len__(self) -> int:
        """How many may rest."""
        return len(self._until)

    def put(self, what: Hashable, now: datetime) -> datetime:
        """It is tried again then."""
        self._until[what] = now + RESTS
        return self._until[what]

    def until(self, what: Hashable, now: datetime) -> datetime | None:
        """When it may be tried again; None where that is now."""
        until = self._until.get(what)
        return until if until is not None and now < until <= now + RESTS else None

    def end(self, what: Hashable) -> None:
        """It went well."""
        self._until.pop(what, None)
