"""A chart as a value: what is drawn, in which words, and the one sentence that says the same; nothing is drawn here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """How numbers are drawn: each for itself, as one course, or as bars that are named."""

    COLUMNS = "columns"
    LINE = "line"
    BARS = "bars"


@dataclass(frozen=True, slots=True)
class Tick:
    """Words below the value at this place, from 0 on; they are left out where there is no room for them."""

    place: float
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened at this place: a goal that was reached, or else news, named by a number."""

    place: float
    words: str
    is_goal: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture that is made after the commit by the platform that shows it.

    `description` says in one sentence what is to be seen. `labels` are those of bars, one for each value, and `said` is
    what stands there for the number; below columns and lines stand `ticks`. Where there are no values stands `empty`.
    """

    name: str
    title: str
    subtitle: str
    shape: Shape
    values: tuple[int, ...]
    description: str
    empty: str
    labels: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    """Each number in words, for those who see no pictures; those of bars stand beside the picture anyway."""
    ticks: tuple[Tick, ...] = ()
    marks: tuple[Mark, ...] = ()
    is_dark: bool = False
    caption: str = ""

    def __post_init__(self) -> None:
        """Each bar has its name, and a number that can be drawn as a length."""
        if self.shape is Shape.BARS and not len(self.labels) == len(self.said) == len(self.values):
            raise ValueError("each bar has one label, and its number in words")
        if any(value < 0 for value in self.values):
            raise ValueError("what is drawn is counted, and never below nothing")
