"""What charts are coloured with, by day and at night.

Words and lines have a contrast of at least 4.5 to what they stand on, and blue and orange are told apart by everybody
(Okabe and Ito, https://jfly.uni-koeln.de/color/). Shapes say the same as colours.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colours:
    """`ground` lies below everything, `tint` below a course; `grid` only leads the eye."""

    ground: str
    words: str
    quiet: str
    grid: str
    series: str
    tint: str
    goal: str


LIGHT = Colours("#ffffff", "#16202a", "#52606d", "#dfe4e9", "#0b62b0", "#dcebf8", "#a84300")
DARK = Colours("#17202a", "#f2f5f8", "#a9b7c4", "#34424f", "#6db9ff", "#20405e", "#ffb454")
