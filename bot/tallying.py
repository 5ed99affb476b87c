"""What went which part of the way to a signature, counted in memory until the clock writes it: reading writes nothing.

A crash loses what was counted since, a few seconds of it; several processes each count, and the store adds up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from storage.came_by import CameBy, link_in
from storage.way import Passed, Step

AN_HOUR = timedelta(hours=1)
MOST_AN_HOUR = 2_000
"""What a named link brings beyond that of one step counts as by any link: flooding it earns nothing, and hides none."""
Counted = tuple[int, str, Step]


@dataclass(slots=True)
class Lately:
    """How often since then."""

    since: datetime
    n: int = 0


class Tally:
    """One process's counters."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._counts: Counter[Passed] = Counter()
        self._lately: dict[Counted, Lately] = {}

    def add(self, steps: Iterable[Passed], now: datetime) -> None:
        """What a turn went that is over and kept."""
        self._counts.update(self._within(each, now) for each in steps)

    def taken(self, most: int) -> dict[Passed, int]:
        """Some of what is to be written, which then stands here no more."""
        taken = dict(islice(self._counts.items(), most))
        for each in taken:
            del self._counts[each]
        return taken

    def put_back(self, counted: Mapping[Passed, int]) -> None:
        """What could not be written."""
        self._counts.update(counted)

    def forget(self, now: datetime) -> None:
        """Hours that are over."""
        self._lately = {key: each for key, each in self._lately.items() if now - each.since < AN_HOUR}

    def _within(self, passed: Passed, now: datetime) -> Passed:
        if link_in(passed.source) is None:
            return passed
        key = (passed.petition_id, passed.source, passed.step)
        lately = self._lately.get(key)
        if lately is None or now - lately.since >= AN_HOUR:
            lately = self._lately[key] = Lately(now)
        lately.n += 1
        return passed if lately.n <= MOST_AN_HOUR else replace(passed, source=CameBy.ADDRESS.value)
