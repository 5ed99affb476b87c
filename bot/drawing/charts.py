"""A chart as SVG: on a phone's width, by day or at night."""

from __future__ import annotations

from bot.drawing.axes import HEIGHT, WIDTH, nothing_there, titled
from bot.drawing.bars import draw_bars, height_for
from bot.drawing.colours import DARK, LIGHT
from bot.drawing.columns import draw_columns
from bot.drawing.course import draw_course
from bot.drawing.paper import Paper
from handlers.charts import Chart, Shape

_DRAWN = {Shape.COLUMNS: draw_columns, Shape.LINE: draw_course, Shape.BARS: draw_bars}


def svg_of(chart: Chart) -> str:
    """The whole picture, in the language that is spoken."""
    is_high = chart.shape is Shape.BARS and chart.values
    height = height_for(len(chart.values)) if is_high else HEIGHT
    paper = Paper(WIDTH, height, DARK if chart.is_dark else LIGHT)
    titled(paper, chart)
    if any(chart.values):
        _DRAWN[chart.shape](paper, chart)
    else:
        nothing_there(paper, chart)
    return paper.svg()
