"""Numbers that stand each for itself, such as those of hours or days, one column beside the other."""

from __future__ import annotations

from functools import partial

from bot.drawing.axes import SMALL, field_of, ticked, within
from bot.drawing.measuring import width_of
from bot.drawing.paper import Paper
from bot.drawing.scales import Field, thinned
from config.texts import number
from handlers.charts import Chart

MOST_COLUMNS, WIDEST, LEAST_HIGH = 120, 34.0, 2.0
MOST_NUMBERED = 7
SHARE = 0.72
"""How much of its place a column fills."""


def draw_columns(paper: Paper, chart: Chart) -> None:
    """Few columns have their numbers above them; of many only the highest."""
    field, count = field_of(paper, chart), len(chart.values)
    shown = thinned(chart.values, MOST_COLUMNS)
    wide = min(WIDEST, field.width / len(shown) * SHARE)
    for place, value in shown:
        x = field.middle_of(place, count)
        high = max(field.ground - field.height_of(value), LEAST_HIGH) if value else 0
        if high:
            paper.box((x - wide / 2, field.ground - high), (wide, high), paper.colours.series, min(2.5, wide / 3))
    numbered = shown if count <= MOST_NUMBERED else [max(shown, key=lambda each: each[1])]
    for place, value in numbered:
        _numbered(paper, field, field.middle_of(place, count), value)
    ticked(paper, chart.ticks, field, partial(field.middle_of, count=count))


def _numbered(paper: Paper, field: Field, x: float, value: int) -> None:
    if value:
        words = number(value)
        middle = within(x, width_of(words, SMALL, is_strong=True), paper.width)
        paper.words(words, (middle, field.height_of(value) - 6), SMALL, anchor="middle", strong=True, halo=True)
