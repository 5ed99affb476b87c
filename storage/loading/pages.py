"""Long work in small steps: as many to a transaction as fit in a few milliseconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from storage.rows import Changes
from storage.store import Store

if TYPE_CHECKING:
    from storage.nouns import Nouns

PAGE_SECONDS = 0.01
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Loading:
    """What holds for a whole load."""

    now: datetime
    announces: bool
    is_sample: bool
    overwrites: bool = False
    """Whether the file's texts take the place of what organizers have written in a chat since."""
    kept: set[str] = field(default_factory=set)
    """The petitions of which something else stands there than in the file, since it was written in a chat."""

    def tell(self, nouns: Nouns, kind: str, subject: str, occasion: str) -> None:
        """Raise an alert, where this load announces."""
        if self.announces:
            nouns.alerts.raise_once(kind, subject, occasion, self.now)

    def correct(self, nouns: Nouns, petition_id: int, slug: str, *, says_so: bool) -> None:
        """Correct what was told of a campaign update, where this load announces."""
        if self.announces:
            nouns.campaign_updates.correct(petition_id, slug, self.now, says_so=says_so)


@dataclass(frozen=True, slots=True)
class Step:
    """The smallest piece of the work; doing it again changes nothing. `weight` is what it counts in the progress."""

    weight: int
    write: Callable[[Nouns], Changes]


class Pages:
    """Runs steps in pages of the store, and adds up what they changed."""

    def __init__(self, store: Store, total: int, progress: Progress | None) -> None:
        """`total` is the weight of all steps there will be."""
        self._store = store
        self._total = total
        self._done = 0
        self._progress = progress
        self.changes = Changes()

    async def run(self, steps: Sequence[Step]) -> None:
        """Run all of these, in their order."""
        at = 0
        while at < len(steps):
            ran, changes = await self._store.page(partial(_page, steps, at))
            self._done += sum(step.weight for step in steps[at : at + ran])
            self.changes += changes
            at += ran
            if self._progress is not None:
                self._progress(self._done, self._total)


def _page(steps: Sequence[Step], at: int, nouns: Nouns) -> tuple[int, Changes]:
    """One step at least, and more while there is time; how many, and what they changed."""
    until = time.monotonic() + PAGE_SECONDS
    changes = Changes()
    ran = 0
    while at + ran < len(steps) and (ran == 0 or time.monotonic() < until):
        changes += steps[at + ran].write(nouns)
        ran += 1
    return ran, changes
