"""The clock ticks: it begins what is due, leaves a heartbeat, and nothing that goes wrong stops it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.clock.ticking import EVERY, MISSED_TICKS, Clock, Duty

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)


@dataclass
class Watch:
    """The time of day, and the seconds that nobody sets."""

    now: datetime = NOW
    seconds: float = 0.0

    def passes(self, time: timedelta) -> None:
        """Both go on."""
        self.now += time
        self.seconds += time.total_seconds()


@dataclass
class Chore:
    """Something to do, which takes until it is let go."""

    done: list[datetime] = field(default_factory=list)
    may_end: asyncio.Event = field(default_factory=asyncio.Event)

    async def do(self, now: datetime) -> None:
        """Write down when."""
        self.done.append(now)
        await self.may_end.wait()


def clock_of(watch: Watch, *duties: Duty) -> Clock:
    """A clock on this watch."""
    return Clock(duties, lambda: watch.now, lambda: watch.seconds)


async def test_each_duty_is_done_as_often_as_it_wants() -> None:
    watch, often, seldom = Watch(), Chore(), Chore()
    clock = clock_of(watch, Duty("often", EVERY, often.do), Duty("seldom", A_MINUTE, seldom.do))
    often.may_end.set()
    seldom.may_end.set()
    for _tick in range(13):
        await clock.tick()
        await clock.rests()
        watch.passes(EVERY)
    assert len(often.done) == 13
    assert seldom.done == [NOW, NOW + A_MINUTE]


async def test_a_tick_that_comes_a_little_early_counts() -> None:
    watch, chore = Watch(), Chore()
    chore.may_end.set()
    clock = clock_of(watch, Duty("chore", EVERY, chore.do))
    for _tick in range(4):
        await clock.tick()
        await clock.rests()
        watch.passes(EVERY - timedelta(milliseconds=1))
    assert len(chore.done) == 4


async def test_what_takes_long_is_not_begun_twice_and_holds_up_no_other() -> None:
    watch, slow, quick = Watch(), Chore(), Chore()
    clock = clock_of(watch, Duty("slow", EVERY, slow.do), Duty("quick", EVERY, quick.do))
    quick.may_end.set()
    for _tick in range(3):
        await clock.tick()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        watch.passes(EVERY)
    assert (len(slow.done), len(quick.done)) == (1, 3)
    slow.may_end.set()
    await clock.rests()
    await clock.tick()
    await clock.rests()
    assert len(slow.done) == 2


async def test_trouble_is_logged_and_the_next_time_tries_again() -> None:
    watch, times = Watch(), []

    async def fail(now: datetime) -> None:
        times.append(now)
        raise OSError("the disk")

    clock = clock_of(watch, Duty("fails", EVERY, fail))
    with capture_logs() as logged:
        for _tick in range(2):
            await clock.tick()
            await clock.rests()
            watch.passes(EVERY)
    assert times == [NOW, NOW + EVERY]
    assert [(line["event"], line["duty"]) for line in logged] == [("a duty of the clock failed", "fails")] * 2


async def test_a_time_that_is_set_back_stops_nothing() -> None:
    watch, chore = Watch(), Chore()
    chore.may_end.set()
    clock = clock_of(watch, Duty("chore", EVERY, chore.do))
    await clock.tick()
    await clock.rests()
    watch.passes(EVERY)
    watch.now -= timedelta(days=400)
    await clock.tick()
    await clock.rests()
    assert len(chore.done) == 2


async def test_the_heartbeat_is_missed_after_three_ticks() -> None:
    watch = Watch()
    clock = clock_of(watch)
    watch.passes(MISSED_TICKS * EVERY)
    assert clock.ticks
    watch.passes(timedelta(seconds=1))
    assert not clock.ticks
    await clock.tick()
    assert clock.ticks


async def test_it_ticks_at_once_and_ends_what_is_at_work_when_it_is_stopped() -> None:
    watch, chore, began = Watch(), Chore(), asyncio.Event()

    async def do(now: datetime) -> None:
        began.set()
        await chore.do(now)

    clock = clock_of(watch, Duty("chore", EVERY, do))
    keeping = asyncio.create_task(clock.keep())
    await began.wait()
    keeping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await keeping
    await clock.rests()
    assert chore.done == [NOW]


async def test_a_clock_that_stands_still_is_set_going_again() -> None:
    watch, began, nights = Watch(), asyncio.Event(), iter(range(3))

    async def do(_now: datetime) -> None:
        began.set()

    async def sleep(_seconds: float) -> None:
        """A long time passes without a tick, once one has come."""
        await began.wait()
        began.clear()
        watch.passes(MISSED_TICKS * EVERY + EVERY)
        if next(nights, None) is None:
            raise asyncio.CancelledError

    clock = clock_of(watch, Duty("chore", EVERY, do))
    with capture_logs() as logged, pytest.raises(asyncio.CancelledError):
        await clock.keep(sleep)
    assert [line["event"] for line in logged] == ["the clock stood still and is set going again"] * 3
