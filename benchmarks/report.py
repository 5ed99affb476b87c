"""A table for people and a JSON file for machines: figures, aims, and whether they were met."""

from __future__ import annotations

import json
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Figure:
    """One measured figure: the median of its rounds, in `unit`.

    `aim` is what it should reach at least, `limit` what its best round may not pass, since what else a machine does
    only adds to time; what no round may pass, such as memory, is held to it by `is_of_worst`.
    """

    name: str
    rounds: tuple[float, ...]
    unit: str
    aim: float | None = None
    limit: float | None = None
    is_of_worst: bool = False

    @property
    def median(self) -> float:
        """The figure to quote."""
        return statistics.median(self.rounds)

    @property
    def is_met(self) -> bool | None:
        """Whether the aim is reached, or the limit kept; None where there is neither."""
        if self.limit is not None:
            return (max if self.is_of_worst else min)(self.rounds) <= self.limit
        return None if self.aim is None else self.median >= self.aim

    @property
    def wanted(self) -> str:
        """The aim or the limit, and whether it is met."""
        if self.aim is None and self.limit is None:
            return ""
        bound = f"{self.aim:,.0f}" if self.limit is None else f"at most {self.limit:,.0f}"
        return f"{bound} {'met' if self.is_met else 'not met'}"


def report(name: str, figures: Sequence[Figure], ratios: dict[str, float]) -> None:
    """Print the table and write `benchmarks/results/NAME.json`."""
    print(f"{'':42}{'median':>10}{'min':>10}{'max':>10}  unit            aim")
    for figure in figures:
        print(_line(figure))
    for what, ratio in ratios.items():
        print(f"{what:42}{ratio:10.2f}")
    RESULTS.mkdir(exist_ok=True)
    found = [{**asdict(figure), "median": figure.median, "is_met": figure.is_met} for figure in figures]
    machine = {"python": platform.python_version(), "cores": os.cpu_count()}
    file = RESULTS / f"{name}.json"
    file.write_text(json.dumps({"machine": machine, "figures": found, "ratios": ratios}, indent=1) + "\n")


def _line(figure: Figure) -> str:
    low, high = min(figure.rounds), max(figure.rounds)
    return f"{figure.name:42}{figure.median:10,.0f}{low:10,.0f}{high:10,.0f}  {figure.unit:14}  {figure.wanted}"
