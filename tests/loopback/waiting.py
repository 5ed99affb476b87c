"""Waiting for something to become true, without counting on time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

GUARD = 30.0
"""Real seconds after which a test is told what it waits for in vain."""


class Bell:
    """Rings whenever something has changed."""

    def __init__(self) -> None:
        """Nothing has changed yet."""
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake everybody who waits."""
        self._rung.set()
        self._rung = asyncio.Event()

    async def until(self, is_true: Callable[[], bool], tells: Callable[[], str]) -> None:
        """Wait until something is true, or raise with what `tells` says."""
        try:
            async with asyncio.timeout(GUARD):
                await self.ever(is_true)
        except TimeoutError:
            raise AssertionError(f"waited {GUARD} s in vain: {tells()}") from None

    async def ever(self, is_true: Callable[[], bool]) -> None:
        """Wait until something is true, however long that takes."""
        while not is_true():
            await self._rung.wait()
