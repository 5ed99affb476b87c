"""The outbox of one process: makes the deliveries of what was raised, and brings them on the platforms that run."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime
from functools import partial

import structlog

from bot.outbox.bringing import Bringing, Clock
from bot.outbox.making import Aside, make_deliveries
from bot.outbox.steadiness import Steadiness
from bot.platforms import Platform
from storage.nouns import Nouns
from storage.set_back import bring_forward
from storage.store import Store

EVERY_SECONDS = 0.5
AGAIN_SECONDS = 5.0
MOST_BROUGHT_FORWARD = 3_000

log = structlog.get_logger()


class Outbox:
    """Looks twice a second; where nothing waits, that is one reading for each platform."""

    def __init__(
        self, store: Store, platforms: Mapping[str, Platform], paces: Mapping[str, float], clock: Clock
    ) -> None:
        """`platforms` are those that run, as they come and go; `paces` how many messages each takes in a second."""
        self._store = store
        self._platforms = platforms
        self._clock = clock
        self._steadiness = {name: Steadiness(per_second) for name, per_second in paces.items()}
        self._bringing: dict[str, asyncio.Task[None]] = {}
        self._failed: dict[str, float] = {}
        """When bringing failed on a platform, as the loop counts time."""
        self._aside = Aside()
        self._is_begun = False

    async def keep(self) -> None:
        """Go on until cancelled; trouble is logged, and tried again."""
        try:
            while True:
                rest = await self._look()
                await asyncio.sleep(rest)
        finally:
            await self._end()

    async def _look(self) -> float:
        """How many seconds it may rest."""
        try:
            await self._begin()
            unfinished = await make_deliveries(self._store, self._clock(), self._aside)
            for name, platform in list(self._platforms.items()):
                await self._see_to(name, platform)
        except Exception:
            log.exception("the outbox could not look")
            return AGAIN_SECONDS
        return 0.0 if unfinished else EVERY_SECONDS

    async def _begin(self) -> None:
        """Once, what the last process left is looked at."""
        if not self._is_begun:
            await self._store.turn(lambda nouns: nouns.deliveries.begin_anew(self._clock()))
            self._is_begun = True

    async def _see_to(self, name: str, platform: Platform) -> None:
        if name in self._bringing or name not in self._steadiness or self._rests_after_a_fault(name):
            return
        is_due, is_set_back = await self._store.read(partial(_stands, name=name, now=self._clock()))
        if is_set_back:
            await self._bring_forward(name)
        if is_due and self._platforms.get(name) is platform:
            bringing = Bringing(self._store, platform, self._steadiness[name], self._clock)
            task = self._bringing[name] = asyncio.create_task(bringing.keep())
            task.add_done_callback(lambda done: self._ended(name, done))

    def _ended(self, name: str, done: asyncio.Task[None]) -> None:
        self._bringing.pop(name, None)
        if not done.cancelled() and (fault := done.exception()) is not None:
            self._failed[name] = asyncio.get_running_loop().time()
            log.error("bringing alerts failed; tried again", platform=name, exc_info=fault)

    def _rests_after_a_fault(self, name: str) -> bool:
        failed = self._failed.get(name)
        return failed is not None and asyncio.get_running_loop().time() - failed < AGAIN_SECONDS

    async def _bring_forward(self, name: str) -> None:
        """What waits for a time that the clock showed before it was set back."""
        log.warning("the clock was set back; what was due by then is due now", platform=name)
        page = partial(bring_forward, platform=name, now=self._clock(), most=MOST_BROUGHT_FORWARD)
        while await self._store.page(page) == MOST_BROUGHT_FORWARD:
            pass

    async def leave(self, name: str) -> None:
        """A platform is about to close: what is in flight there is waited for, and no more is sent."""
        if (task := self._bringing.get(name)) is not None:
            task.cancel()
            await asyncio.wait((task,))

    async def _end(self) -> None:
        for name in list(self._bringing):
            await self.leave(name)


def _stands(nouns: Nouns, *, name: str, now: datetime) -> tuple[bool, bool]:
    """Whether something is to be brought, and whether the clock was set back since something was."""
    return nouns.deliveries.waits(name, now), nouns.pace.is_of_a_later_clock(name, now) is not None
