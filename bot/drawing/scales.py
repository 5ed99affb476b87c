"""Where numbers lie: round steps up to the largest, and so many places beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_STEPS = 4
_ROUND = (1, 2, 5)


def steps_up_to(largest: int) -> tuple[int, ...]:
    """From nothing to at least the largest, in at most four equal steps of whole, round numbers."""
    step = _round_step(max(largest, 1))
    return tuple(step * at for at in range(-(-max(largest, 1) // step) + 1))


def _round_step(largest: int) -> int:
    tens = 1
    while True:
        for each in _ROUND:
            if each * tens * MOST_STEPS >= largest:
                return each * tens
        tens *= 10


@dataclass(frozen=True, slots=True)
class Field:
    """Where courses are drawn: between left and right, and from the ground up to the top."""

    left: float
    right: float
    top: float
    ground: float
    highest: int

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    def height_of(self, value: float) -> float:
        """Where a number lies, counted from above as on all screens."""
        return self.ground - (self.ground - self.top) * value / self.highest

    def middle_of(self, place: float, count: int) -> float:
        """Where the middle of one of so many columns is."""
        return self.left + self.width * (place + 0.5) / count

    def point_of(self, place: float, count: int) -> float:
        """Where one of so many points of a course is; a single one is in the middle."""
        return self.left + self.width * (place / (count - 1) if count > 1 else 0.5)


def thinned(values: Sequence[int], most: int) -> list[tuple[float, int]]:
    """The highest of each group of neighbours, at its middle: no more than can be told apart."""
    size = max(1, -(-len(values) // most))
    groups = (range(first, min(first + size, len(values))) for first in range(0, len(values), size))
    return [((group[0] + group[-1]) / 2, max(values[place] for place in group)) for group in groups]
