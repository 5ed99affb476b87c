"""The ladder of goals a petition climbs."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, dropwhile, groupby, takewhile

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
AT_RISK_STEP = 10
"""Where a signature could endanger somebody, numbers are told in steps of so many."""


def step_of(*, at_risk: bool) -> int:
    """How far apart two goals are at least."""
    return AT_RISK_STEP if at_risk else 1


def goals(ladder: Sequence[int] | None = None, step: int = 1) -> Iterator[int]:
    """All goals upwards without end: the petition's own ladder or the usual one, then by half again; in whole steps."""
    own = tuple(ladder or LADDER)
    return in_whole_steps(chain(own, _half_again(own[-1])), step)


def in_whole_steps(upwards: Iterable[int], step: int) -> Iterator[int]:
    """Each moved up to the next whole step, and told once."""
    return (goal for goal, _same in groupby(-(-goal // step) * step for goal in upwards))


def _half_again(goal: int) -> Iterator[int]:
    while True:
        goal += max(goal // 2, 1)
        yield goal


def next_goal(count: int, ladder: Sequence[int] | None = None, step: int = 1) -> int:
    """The first goal above the count."""
    return next(dropwhile(lambda goal: goal <= count, goals(ladder, step)))


def crossed(old: int, new: int, ladder: Sequence[int] | None = None, step: int = 1) -> list[int]:
    """Every goal t with old < t <= new."""
    if not ladder and new < LADDER[-1] and bisect(LADDER, old) == bisect(LADDER, new):
        return []
    return [goal for goal in takewhile(lambda goal: goal <= new, goals(ladder, step)) if goal > old]
