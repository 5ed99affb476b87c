"""The outbox of one process: makes the deliveries of what was raised, and brings them on the platforms that run."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import structlog

from bot.outbox.bringing import Bringing, Clock
from bot.outbox.making import make_deliveries
from bot.outbox.steadiness import Steadiness
from bot.platforms import Platform
from storage.store import Store

EVERY_SECONDS = 0.5
AGAIN_SECONDS = 5.0

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
            unfinished = await make_deliveries(self._store, self._clock())
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
        if name in self._bringing or name not in self._steadiness:
            return
        is_due = await self._store.read(lambda nouns: nouns.deliveries.waits(name, self._clock()))
        if is_due and self._platforms.get(name) is platform:
            bringing = Bringing(self._store, platform, self._steadiness[name], self._clock)
            task = self._bringing[name] = asyncio.create_task(bringing.keep())
            task.add_done_callback(lambda done: self._ended(name, done))

    def _ended(self, name: str, done: asyncio.Task[None]) -> None:
        self._bringing.pop(name, None)
        if not done.cancelled() and (fault := done.exception()) is not None:
            log.error("bringing alerts failed; tried again", platform=name, kind=type(fault).__name__)

    async def leave(self, name: str) -> None:
        """A platform is about to close: what is in flight there is waited for, and no more is sent."""
        if (task := self._bringing.get(name)) is not None:
            task.cancel()
            await asyncio.wait((task,))

    async def _end(self) -> None:
        for name in list(self._bringing):
            await self.leave(name)
