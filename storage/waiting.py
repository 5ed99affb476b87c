"""A turn that waits for the writer: claimed on the writer's thread, withdrawn or answered on its event loop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from storage.store import TooBusy, Work

_starting = threading.Lock()


@dataclass(slots=True, eq=False)
class Waiting:
    """One piece of work and the future that waits for it."""

    work: Work[Any]
    future: asyncio.Future[Any]
    loop: asyncio.AbstractEventLoop
    is_started: bool = False
    is_withdrawn: bool = False
    result: Any = None
    fault: BaseException | None = None

    def start(self) -> bool:
        """On the writer: claim the work, unless it was withdrawn; a turn that runs again stays claimed."""
        with _starting:
            self.is_started = not self.is_withdrawn
            return self.is_started

    def withdraw(self) -> bool:
        """On the event loop: take the work back; False if it has started and will come to its end."""
        with _starting:
            self.is_withdrawn = not self.is_started
            return self.is_withdrawn

    def expire(self) -> None:
        """On the event loop: the work has waited too long to be worth starting."""
        if not self.future.done() and self.withdraw():
            self.future.set_exception(TooBusy())

    def settle(self) -> None:
        """On the event loop: hand the outcome over, unless nobody waits any more."""
        if self.future.done():
            return
        if self.fault is None:
            self.future.set_result(self.result)
        else:
            self.future.set_exception(self.fault)


def settle_all(ready: Iterable[Waiting]) -> None:
    """On the event loop: hand over the outcomes of a group."""
    for waiting in ready:
        waiting.settle()
