"""A store that fails when a test wants it to."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from storage.store import Store, Work


@dataclass
class Troubled:
    """A store that fails so many times before it works, or holds its turns up."""

    store: Store
    faults: list[Exception] = field(default_factory=list)
    gate: asyncio.Event | None = None

    async def turn(self, work: Work[Any], *, within: float | None = None) -> Any:
        """Fail, or wait, or do it."""
        if self.gate is not None:
            await self.gate.wait()
        if self.faults:
            raise self.faults.pop(0)
        return await self.store.turn(work, within=within)

    async def read(self, work: Work[Any], *, within: float | None = None) -> Any:
        """Fail, or do it."""
        if self.faults:
            raise self.faults.pop(0)
        return await self.store.read(work, within=within)

    async def page(self, work: Work[Any]) -> Any:
        """Do it: bulk work never fails here."""
        return await self.store.page(work)

    async def scrub(self) -> None:
        """Fail, or do it."""
        if self.faults:
            raise self.faults.pop(0)
        await self.store.scrub()

    async def close(self) -> None:
        """Whoever opened the store closes it."""
