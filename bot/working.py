"""Tasks that are begun beside one another, and waited for at the end."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

log = structlog.get_logger()


class Work:
    """What is begun and not done; a fault of it is logged."""

    def __init__(self, of: str) -> None:
        """Nothing is begun; `of` names in the log what the work is on, such as "an update"."""
        self._of = of
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Begin something."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._has_ended)
        return task

    def _has_ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error(f"work on {self._of} failed", exc_info=task.exception())

    async def rests(self, within: float) -> None:
        """Wait until all that is begun is done, at most so many seconds."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within)

    def __len__(self) -> int:
        """How much is not done."""
        return len(self._tasks)

    def cancel(self) -> None:
        """Let nothing of it go on."""
        for task in self._tasks:
            task.cancel()
