"""A bot that is killed with SIGKILL again and again, over one store, and what was on its way at each kill."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.messages import ANSWERED_AFTER, Messages
from benchmarks.processes import ended, settings, started, undersigned_run
from benchmarks.telling import beside, how_many_are_written

PATIENCE_SECONDS = 180.0
LOOK_SECONDS = 0.003
COMES_SECONDS = 0.2
"""What a bot had sent before it ended has come by that."""
EARLY = 0.1
"""How many lives end while they begin."""
LONGEST_BEGINNING = 2.0


@dataclass
class Dying:
    """Each life is a process of its own; there is one at a time."""

    folder: Path
    messages: Messages
    chance: random.Random
    in_flight: list[int] = field(default_factory=list)
    """At each kill: how many messages had come in that life of which the store did not say so yet."""
    early: int = 0
    _not_written: int = 0
    _environment: dict[str, str] = field(default_factory=dict)
    _process: asyncio.subprocess.Process | None = None

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """The service listens; whatever life there is at the end of the block ends with it."""
        async with self.messages.listening() as at:
            usual = settings("http://127.0.0.1:1", self.folder)
            self._environment = {name: value for name, value in usual.items() if "TELEGRAM" not in name} | at
            try:
                yield
            finally:
                await self.ends()

    @property
    def is_alive(self) -> bool:
        """Whether it lives."""
        return self._process is not None

    async def begins(self) -> None:
        """A new life."""
        self._process = await started(undersigned_run(uvloop=True), self._environment, self.folder)

    async def ends(self) -> None:
        """It ends well."""
        if self._process is not None:
            await ended(self._process)
            self._process = None

    async def dies(self) -> None:
        """It ends now."""
        assert self._process is not None, "there is a life to end"
        self._process.kill()
        await self._process.wait()
        self._process = None
        await asyncio.sleep(COMES_SECONDS)
        async with beside(self.folder) as store:
            written = await how_many_are_written(store)
        come_and_not_written = self.messages.arrived - written
        self.in_flight.append(max(0, come_and_not_written - self._not_written))
        self._not_written = come_and_not_written

    async def makes_store(self) -> None:
        """The first life, which ends well: it leaves a store with the samples."""
        await self.begins()
        log = self.folder / "log"
        async with asyncio.timeout(PATIENCE_SECONDS):
            while b"Sample campaigns loaded" not in log.read_bytes():  # noqa: ASYNC110 – another process tells it
                await asyncio.sleep(0.1)
        await self.ends()

    async def lives_shortly(self, usual: int) -> None:
        """Killed while it begins, or around the moment at which some more have been told."""
        await self.begins()
        if self.chance.random() < EARLY:
            self.early += 1
            await asyncio.sleep(self.chance.uniform(0, LONGEST_BEGINNING))
        else:
            await self.some_arrive(usual)
            await asyncio.sleep(self.chance.uniform(0, 2 * ANSWERED_AFTER))
        await self.dies()

    async def some_arrive(self, usual: int) -> None:
        """Wait until some more have been told: mostly so many."""
        wanted = self.messages.arrived + self.chance.randint(1, max(1, 2 * usual))
        until = min(wanted, len(self.messages.ids) - 1)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while self.messages.arrived < until:  # noqa: ASYNC110 – both services count, and neither rings
                await asyncio.sleep(LOOK_SECONDS)
