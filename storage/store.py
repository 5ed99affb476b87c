"""The shared store as the rest of the program sees it: turns, readings and pages of work, on either engine."""

from __future__ import annotations

import contextvars
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from storage.nouns import Nouns

T = TypeVar("T")
Work = Callable[["Nouns"], T]


class StoreTrouble(Exception):
    """The store itself failed: full, locked, unreachable. Nothing was committed; the same turn may be tried again."""


class TooBusy(Exception):
    """The turn had not started in time, or read for too long, and was withdrawn; nothing was changed."""


class Store(Protocol):
    """One store, many chats. What returns from `turn` or `page` is committed; what raises has changed nothing."""

    async def turn(self, work: Work[T], *, within: float | None = None) -> T:
        """Run a handler in one transaction of its own, if it can start within so many seconds.

        Raises what the handler raises, StoreTrouble or TooBusy.
        """

    async def read(self, work: Work[T], *, within: float | None = None) -> T:
        """Run a handler that only reads; the engine refuses anything else.

        Raises TooBusy if it has to wait longer, or reads longer: the engine then stops reading.
        """

    async def page(self, work: Work[T]) -> T:
        """Run one page of larger work, after the waiting turns."""

    async def scrub(self) -> None:
        """After an erasing: leave no earlier version of what was erased in the engine's own files.

        Raises StoreTrouble where that can't be done just now; what is left is encrypted.
        """

    async def close(self) -> None:
        """Finish what is waiting and let go of the files or connections."""


def in_own_context(work: Work[T]) -> Work[T]:
    """The work in a copy of the caller's context, language included, so that nothing it sets leaks out."""
    context = contextvars.copy_context()

    def run(nouns: Nouns) -> T:
        try:
            return context.copy().run(work, nouns)
        except StopIteration as fault:
            # A future refuses a StopIteration, and whoever waits for it would wait for ever.
            raise RuntimeError("the turn raised StopIteration") from fault

    return run
