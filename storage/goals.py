"""The ladder of goals a petition climbs."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import chain, dropwhile, takewhile

LADDER = (
    100,
    200,
    500,
    1_000,
    1_500,
    2_500,
    5_000,
    7_500,
    10_000,
    15_000,
    25_000,
    35_000,
    50_000,
    75_000,
    100_000,
)


def goals(ladder: Sequence[int] | None = None) -> Iterator[int]:
    """All goals upwards without end: the petition's own ladder or the usual one, then by half again."""
    steps = tuple(ladder or LADDER)
    return chain(steps, _half_again(steps[-1]))


def _half_again(goal: int) -> Iterator[int]:
    while True:
        goal += max(goal // 2, 1)
        yield goal


def next_goal(count: int, ladder: Sequence[int] | None = None) -> int:
    """The first goal above the count."""
    return next(dropwhile(lambda goal: goal <= count, goals(ladder)))


def crossed(old: int, new: int, ladder: Sequence[int] | None = None) -> list[int]:
    """Every goal t with old < t <= new."""
    if not ladder and new < LADDER[-1] and bisect(LADDER, old) == bisect(LADDER, new):
        return []
    return [goal for goal in takewhile(lambda goal: goal <= new, goals(ladder)) if goal > old]
