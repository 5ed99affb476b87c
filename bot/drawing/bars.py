"""Numbers that have names, one below the other: the name and the number above each bar, as long as they like to be."""

from __future__ import annotations

from bot.drawing.axes import EDGE, SMALL
from bot.drawing.measuring import width_of
from bot.drawing.paper import Paper, line_of
from config.texts import _
from handlers.charts import Chart

FIRST, EACH, THICK = 66.0, 42.0, 14.0
BETWEEN = 12.0


def height_for(count: int) -> float:
    """How high the paper has to be for so many."""
    return FIRST + EACH * count + 10


def draw_bars(paper: Paper, chart: Chart) -> None:
    """The longest fills the whole width; a name that no font here can draw is a number, as in the words below."""
    room, longest = paper.width - 2 * EDGE, max(*chart.values, 1)
    for place, (label, said, value) in enumerate(zip(chart.labels, chart.said, chart.values, strict=True)):
        y = FIRST + EACH * place
        free = room - width_of(said, SMALL, is_strong=True) - BETWEEN
        paper.words(line_of(label, _("No. {n}", n=place + 1), SMALL, free), (EDGE, y + 14), SMALL)
        paper.words(said, (paper.width - EDGE, y + 14), SMALL, anchor="end", strong=True)
        paper.box((EDGE, y + 20), (room, THICK), paper.colours.grid, 3)
        if value:
            paper.box((EDGE, y + 20), (max(room * value / longest, 3), THICK), paper.colours.series, 3)
