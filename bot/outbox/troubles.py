"""What went wrong with alerts: each kind of failure is logged once for an alert, and one that can't be made rests."""

from __future__ import annotations

from datetime import datetime

import structlog

from bot.outbox.resting import Resting
from storage.due import Due

log = structlog.get_logger()


class Troubles:
    """Of one platform, as long as there is something to bring."""

    def __init__(self) -> None:
        """All is well."""
        self._said: set[tuple[int, str]] = set()
        self._resting = Resting()

    def failure(self, due: Due, kind: str) -> None:
        """It could not be brought to somebody."""
        if self._is_new(due, kind):
            log.warning("an alert could not be brought to somebody", alert=due.alert.id, kind=kind)

    def fault(self, due: Due, fault: Exception) -> None:
        """Something of ours failed over it."""
        if self._is_new(due, type(fault).__name__):
            log.error("an alert failed on our side", alert=due.alert.id, kind=due.alert.kind, exc_info=fault)

    def cannot_be_made(self, due: Due, fault: Exception, now: datetime) -> datetime:
        """What is said to anybody could not be made: until when it rests, so that it holds up no other."""
        self.fault(due, fault)
        return self._resting.put(due.alert.id, now)

    def rests_until(self, due: Due, now: datetime) -> datetime | None:
        """When it may be tried again; None where that is now."""
        return self._resting.until(due.alert.id, now)

    def _is_new(self, due: Due, kind: str) -> bool:
        is_new = (due.alert.id, kind) not in self._said
        self._said.add((due.alert.id, kind))
        return is_new
