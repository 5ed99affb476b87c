"""Brings what is due to the people of one platform, at the pace that all its processes share."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.outbox.outcomes import Outcomes
from bot.outbox.places import Places
from bot.outbox.rendering import Rendering
from bot.outbox.steadiness import Steadiness
from bot.outbox.troubles import Troubles
from bot.platforms import Delivered, Gone, Manner, Platform, Receipt, Refused, Scope, TryLater, Unknown
from bot.working import Work
from config.texts import speaking
from handlers.alerts import all_kinds
from handlers.alerts.manners import decided
from handlers.screens import Screen
from storage.deliveries import Deliveries
from storage.due import NOBODY_KNOWS, Decision, Due, Heard, Send, Skip, Wait
from storage.nouns import Nouns
from storage.store import Store

Clock = Callable[[], datetime]
Sleep = Callable[[float], Awaitable[object]]
MOST_LOOKED_AT = 250
"""Deliveries that are looked at in one turn where the last ones were mostly not to be sent."""
MOST_IN_FLIGHT = 40
"""Fewer than there are connections, so that an answer to somebody never waits for one."""
AHEAD = timedelta(seconds=1)
"""What can't be sent within that is not begun yet: another process may do it, and no lease runs out over it."""
LONGEST_PAUSE = timedelta(hours=1)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_REST = timedelta(seconds=5)
"""After so long it is looked whether there is still something to bring."""
LAST_SECONDS = 8.0


@dataclass(frozen=True, slots=True)
class Batch:
    """Deliveries that are begun, and the moments at which they are due, so far apart."""

    due: list[Due]
    first_at: datetime
    apart: timedelta
    looked_at: int

    @property
    def moments(self) -> Iterator[tuple[Due, datetime]]:
        """Each, and when it is sent."""
        return ((due, self.first_at + number * self.apart) for number, due in enumerate(self.due))


class Bringing:
    """One platform's deliveries."""

    def __init__(
        self, store: Store, platform: Platform, steadiness: Steadiness, clock: Clock, sleep: Sleep = asyncio.sleep
    ) -> None:
        """Nothing is brought before `keep`."""
        self._store = store
        self._platform = platform
        self._steadiness = steadiness
        self._clock = clock
        self._sleep = sleep
        self._rendering = Rendering(store, clock)
        self._outcomes = Outcomes(store)
        self._work = Work("a delivery")
        self._free = asyncio.Semaphore(MOST_IN_FLIGHT)
        self._troubles = Troubles()
        self._unsent: deque[Due] = deque()
        self._held_until: datetime | None = None
        """Until when the platform wants nothing, as it said since the last claim."""
        self._looks_at = MOST_LOOKED_AT

    async def keep(self) -> None:
        """Bring what is due until nothing is; what is in flight at the end is waited for and written down."""
        writing = asyncio.create_task(self._outcomes.keep())
        try:
            while batch := await self._claimed():
                await self._bring_all(batch)
        finally:
            await _to_its_end(self._end(writing))

    async def _claimed(self) -> Batch | None:
        """None where nothing is due. Whatever is claimed is known, also where the end comes meanwhile."""
        held_until, self._held_until = self._held_until, None
        claiming = asyncio.create_task(self._store.turn(partial(self._claim, held_until=held_until)))
        try:
            batch = await asyncio.shield(claiming)
        except asyncio.CancelledError:
            self._unsent += (await claiming).due
            raise
        self._unsent += batch.due
        self._looks_at = self._steadiness.batch if 2 * len(batch.due) >= batch.looked_at else MOST_LOOKED_AT
        return batch if batch.looked_at else None

    def _claim(self, nouns: Nouns, held_until: datetime | None = None) -> Batch:
        now, apart, bot = self._clock(), self._steadiness.apart, self._platform.name
        if held_until is not None:
            nouns.pace.rest(bot, held_until, now)
        free_at = nouns.pace.begin(bot, now)
        if free_at - now > AHEAD:
            return Batch([], free_at, apart, int(nouns.deliveries.waits(bot, now)))
        places = Places(nouns, self._platform, now)
        decide = partial(self._decide, places)
        due, looked_at = nouns.deliveries.claim(bot, now, self._steadiness.batch, self._looks_at, decide)
        due = [self._with_role(nouns, each) for each in self._takes_now(nouns, places, due, now)]
        first_at = nouns.pace.take(bot, len(due), apart, now) if due else now
        return Batch(due, first_at, apart, looked_at)

    def _takes_now(self, nouns: Nouns, places: Places, claimed: Iterable[Due], now: datetime) -> Iterator[Due]:
        """Corrections are decided by nobody: they are put off here where their place takes nothing."""
        for due in claimed:
            if due.message and (until := places.free_at(due)) > now:
                nouns.deliveries.give_back([due], until)
            else:
                yield due

    def _with_role(self, nouns: Nouns, due: Due) -> Due:
        """How a petition ends may call those in a server who asked for it."""
        kind = all_kinds().get(due.alert.kind)
        role = nouns.servers.role_at(due.chat_id) if due.chat_id is not None and kind and kind.is_ending else None
        return replace(due, role=role.id) if role else due

    def _decide(self, places: Places, due: Due, heard: Sequence[Heard], now: datetime) -> Decision:
        kind = all_kinds().get(due.alert.kind)
        if due.begun_at is not None and not self._may_send_again(due, now) and not (kind and kind.again):
            return Skip(NOBODY_KNOWS)
        decision = decided(kind, due, heard, now)
        if not isinstance(decision, Send):
            return decision
        if (until := self._troubles.rests_until(due, now) or places.free_at(due, heard)) > now:
            return Wait(until)
        places.is_written_to(due)
        return decision

    def _may_send_again(self, due: Due, now: datetime) -> bool:
        """Whether the platform would know it for the same message."""
        return due.begun_at is not None and now - due.begun_at < self._platform.knows_again_within

    async def _bring_all(self, batch: Batch) -> None:
        """One after the other, each at its moment, until the platform wants no more."""
        if not batch.due:
            await self._wait_until(min(batch.first_at - AHEAD, self._clock() + LONGEST_REST))
        for due, moment in batch.moments:
            await self._wait_until(moment)
            await self._free.acquire()
            if self._held_until is not None:
                self._free.release()
                break
            self._unsent.popleft()
            self._work.start(self._bring(due)).add_done_callback(lambda _done: self._free.release())
        if self._unsent:
            self._give_back()
            await self._outcomes.write()

    async def _wait_until(self, moment: datetime) -> None:
        if (seconds := (moment - self._clock()).total_seconds()) > 0:
            await self._sleep(seconds)

    def _give_back(self) -> None:
        """What was begun and is not sent now; nobody was told of it."""
        unsent, self._unsent, now = self._unsent, deque(), self._clock()
        self._outcomes.add(lambda nouns: nouns.deliveries.give_back(unsent, now))

    async def _bring(self, due: Due) -> None:
        try:
            screen = await self._rendering.screen(self._platform, due)
        except Exception as fault:
            until = self._troubles.cannot_be_made(due, fault, self._clock())
            await self._note(lambda deliveries, now: deliveries.try_again(due, until, now))
            return
        if screen is None:
            await self._note(lambda deliveries, now: deliveries.has_failed(due, "nothing to tell any more", now))
            return
        with speaking(due.locale):
            receipt = await self._deliver(due, screen)
        await self._received(due, receipt)

    async def _deliver(self, due: Due, screen: Screen) -> Receipt:
        try:
            nonce = "" if due.message else f"d{due.id}"
            manner = Manner(due.is_silent, due.message, nonce, due.role, due.publishes)
            return await self._platform.deliver(due.address, screen, manner)
        except Exception as fault:
            self._troubles.fault(due, fault)
            return Refused(type(fault).__name__)

    async def _received(self, due: Due, receipt: Receipt) -> None:
        match receipt:
            case Delivered(message):
                self._steadiness.went_well()
                await self._note(lambda deliveries, now: deliveries.is_sent(due, message, now))
            case TryLater():
                await self._later(due, receipt)
            case Gone():
                await self._note(lambda deliveries, now: deliveries.is_gone(due, now))
            case Refused(reason):
                await self._fails(due, reason)
            case Unknown():
                await self._is_unknown(due)

    async def _later(self, due: Due, receipt: TryLater) -> None:
        """What is limited rests as long as that says, and nothing else does; each try of the same waits longer."""
        now = self._clock()
        self._troubles.failure(due, "later")
        match receipt.scope:
            case Scope.BOT:
                self._steadiness.was_too_fast(now, now + receipt.after)
                await self._hold(now + receipt.after)
            case Scope.CHAT:
                await self._hold_place(due, now + receipt.after)
            case Scope.SERVICE:
                await self._was_lost()
        until = now + max(receipt.after, _growing(due) if due.tries else timedelta())
        await self._note(lambda deliveries, now: deliveries.try_again(due, until, now))

    async def _hold(self, until: datetime) -> None:
        """Nothing goes before then, from here or from another process."""
        self._held_until = max(until, self._held_until or until)
        await self._store.turn(lambda nouns: nouns.pace.rest(self._platform.name, until, self._clock()))

    async def _hold_place(self, due: Due, until: datetime) -> None:
        """Nothing goes there before then; what shares its limits rests with it."""
        name, place = self._platform.name, self._platform.pace_of(due.address)
        await self._store.turn(lambda nouns: nouns.pace.rest(name, until, self._clock(), place))

    async def _was_lost(self) -> None:
        """Where one after the other is, all wait until the platform is itself again."""
        until = self._steadiness.was_lost(self._clock())
        if until is not None:
            await self._hold(until)

    async def _is_unknown(self, due: Due) -> None:
        """Nobody knows whether it came: sent again where that is told once all the same, or better than not at all."""
        kind = all_kinds().get(due.alert.kind)
        await self._was_lost()
        if self._platform.knows_again_within or (kind and kind.again):
            self._troubles.failure(due, "unknown, sent again")
            pause = FIRST_PAUSE if self._platform.knows_again_within else _growing(due)
            await self._note(lambda deliveries, now: deliveries.is_in_doubt(due, now + pause, now))
        else:
            await self._fails(due, NOBODY_KNOWS)

    async def _fails(self, due: Due, reason: str) -> None:
        self._troubles.failure(due, reason)
        await self._note(lambda deliveries, now: deliveries.has_failed(due, reason, now))

    async def _note(self, outcome: Callable[[Deliveries, datetime], object]) -> None:
        """Until it is written down; whoever waits for that is still in flight."""
        now = self._clock()
        await self._outcomes.add(lambda nouns: outcome(nouns.deliveries, now)).wait()

    async def _end(self, writing: asyncio.Task[None]) -> None:
        self._give_back()
        await self._work.rests(LAST_SECONDS)
        self._outcomes.end()
        await writing


def _growing(due: Due) -> timedelta:
    doubled: timedelta = FIRST_PAUSE * 2**due.tries
    return min(doubled, LONGEST_PAUSE)


async def _to_its_end(work: Coroutine[Any, Any, None]) -> None:
    """Whoever ends us waits for it: what came is written down, also where nothing more was to be brought anyway."""
    task = asyncio.create_task(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await task
        raise
