"""The clock: it ticks, begins what is due, and leaves a heartbeat; what it begins runs beside it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.job import Job
from apscheduler.schedulers.asyncio import AsyncIOScheduler

EVERY = timedelta(seconds=5)
EARLY = EVERY / 2
"""A tick may come a little before its time; what is due by then does not wait for the next one."""
MISSED_TICKS = 3
"""So many ticks without a heartbeat, and the clock stands still."""
JOB_DEFAULTS = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Duty:
    """What the clock has done again and again; doing it twice changes nothing."""

    name: str
    every: timedelta
    do: Callable[[datetime], Awaitable[None]]


class Clock:
    """One scheduler in memory that ticks; everything that is due stands in the store."""

    def __init__(
        self,
        duties: Iterable[Duty],
        now: Callable[[], datetime],
        running: Callable[[], float] = time.monotonic,
    ) -> None:
        """`now` is the time of day, `running` the seconds since some moment, which nobody sets."""
        self._duties = tuple(duties)
        self._now = now
        self._running = running
        self._begun: dict[str, float] = {}
        self._work: dict[str, asyncio.Task[None]] = {}
        self._heartbeat = running()

    @property
    def ticks(self) -> bool:
        """Whether it has ticked lately."""
        return self._running() - self._heartbeat <= MISSED_TICKS * EVERY.total_seconds()

    async def keep(self, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        """Tick until cancelled; where the scheduler came to rest, as when somebody sets the time back, set it going."""
        scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=JOB_DEFAULTS)
        scheduler.start()
        job = scheduler.add_job(self.tick, "interval", seconds=EVERY.total_seconds(), next_run_time=datetime.now(UTC))
        try:
            while True:
                await sleep(EVERY.total_seconds())
                self._watch(job)
        finally:
            scheduler.shutdown(wait=False)
            await self._stop()

    async def tick(self) -> None:
        """Leave a heartbeat, and begin what is due and not still at work."""
        self._heartbeat = self._running()
        for duty in self._duties:
            if duty.name not in self._work and self._is_due(duty):
                self._begin(duty)

    async def rests(self) -> None:
        """Wait until what was begun is done."""
        while self._work:
            await asyncio.wait(self._work.values())

    def _is_due(self, duty: Duty) -> bool:
        begun = self._begun.get(duty.name)
        return begun is None or self._running() - begun >= (duty.every - EARLY).total_seconds()

    def _begin(self, duty: Duty) -> None:
        self._begun[duty.name] = self._running()
        task = self._work[duty.name] = asyncio.create_task(self._do(duty))
        task.add_done_callback(lambda _task: self._work.pop(duty.name, None))

    async def _do(self, duty: Duty) -> None:
        """Trouble is logged, and the next time tries again."""
        try:
            await duty.do(self._now())
        except Exception:
            log.exception("a duty of the clock failed", duty=duty.name)

    def _watch(self, job: Job) -> None:
        if not self.ticks:
            log.warning("the clock stood still and is set going again")
            job.modify(next_run_time=datetime.now(UTC))

    async def _stop(self) -> None:
        for task in self._work.values():
            task.cancel()
        if self._work:
            await asyncio.wait(self._work.values())
