"""What became of deliveries, written down in small batches: a crash leaves those in doubt that wait here.

Whoever brings something waits for that, and counts as in flight until then: so no more can be in doubt.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import structlog

from storage.nouns import Nouns
from storage.store import Store

Outcome = Callable[[Nouns], object]
EVERY_SECONDS = 0.02
MOST_AT_ONCE = 20
"""Fewer than are in flight at most, so that a full page never waits for time to pass."""
AGAIN_SECONDS = 1.0
LAST_TRIES = 5

log = structlog.get_logger()


class Outcomes:
    """Takes outcomes one by one, and writes them together."""

    def __init__(self, store: Store) -> None:
        """Nothing is known yet."""
        self._store = store
        self._waiting: list[tuple[Outcome, asyncio.Event]] = []
        self._bell = asyncio.Event()
        self._is_enough = asyncio.Event()
        self._is_over = False
        self._writing = asyncio.Lock()

    def add(self, outcome: Outcome) -> asyncio.Event:
        """To be written with the next ones; the event is set when it is."""
        is_written = asyncio.Event()
        self._waiting.append((outcome, is_written))
        self._bell.set()
        if len(self._waiting) >= MOST_AT_ONCE:
            self._is_enough.set()
        return is_written

    def end(self) -> None:
        """Nothing more is added."""
        self._is_over = True
        self._bell.set()
        self._is_enough.set()

    async def keep(self) -> None:
        """Write until the end; what can't be written then is looked at again after the next start."""
        while not self._is_over:
            await self._bell.wait()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._is_enough.wait(), EVERY_SECONDS)
            self._bell.clear()
            self._is_enough.clear()
            await self._write_or_wait()
        for _ in range(LAST_TRIES if self._waiting else 0):
            await self._write_or_wait()

    async def _write_or_wait(self) -> None:
        try:
            await self.write()
        except Exception:
            log.exception("what became of deliveries could not be written; trying again")
            self._bell.set()
            await asyncio.sleep(AGAIN_SECONDS)

    async def write(self) -> None:
        """Write all there is; what can't be written stays."""
        async with self._writing:
            while self._waiting:
                page = self._waiting[:MOST_AT_ONCE]
                await self._store.turn(partial(_write, [outcome for outcome, _is_written in page]))
                del self._waiting[: len(page)]
                for _outcome, is_written in page:
                    is_written.set()


def _write(page: list[Outcome], nouns: Nouns) -> None:
    for outcome in page:
        outcome(nouns)
