"""What stands around a chart: its title, round numbers at the side, and words below that do not touch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from bot.drawing.measuring import width_of
from bot.drawing.paper import Paper, line_of
from bot.drawing.scales import Field, steps_up_to
from config.texts import number
from handlers.charts import Chart, Tick

WIDTH, HEIGHT = 360.0, 300.0
"""A phone's width, so that letters have there the size that is written here."""
EDGE, TITLE, SUBTITLE, SMALL = 16.0, 18.0, 13.0, 13.0
TOP, BELOW, APART, NEAREST = 84.0, 34.0, 10.0, 8.0
MOST_TICKS = 5


def titled(paper: Paper, chart: Chart) -> None:
    """What it shows, and of what."""
    room = paper.width - 2 * EDGE
    title = line_of(chart.title, "", TITLE, room, is_strong=True)
    paper.words(title, (EDGE, 30), TITLE, strong=True)
    paper.words(line_of(chart.subtitle, "", SUBTITLE, room), (EDGE, 51), SUBTITLE, paper.colours.quiet)


def nothing_there(paper: Paper, chart: Chart) -> None:
    """In place of a chart of nothing."""
    words = line_of(chart.empty, "", SUBTITLE, paper.width - 2 * EDGE)
    paper.words(words, (paper.width / 2, paper.height / 2 + 20), SUBTITLE, paper.colours.quiet, anchor="middle")


def field_of(paper: Paper, chart: Chart) -> Field:
    """Lines at round numbers, each with its number; and the room that is left beside them."""
    steps = steps_up_to(max(chart.values))
    left = EDGE + max(width_of(number(step), SMALL) for step in steps) + 8
    field = Field(left, paper.width - EDGE, TOP, paper.height - BELOW, steps[-1])
    for step in steps:
        y = field.height_of(step)
        paper.line([(left, y), (field.right, y)], paper.colours.grid)
        paper.words(number(step), (left - 8, y + 4.5), SMALL, paper.colours.quiet, anchor="end")
    return field


def ticked(paper: Paper, ticks: Iterable[Tick], field: Field, x_of: Callable[[float], float]) -> None:
    """Words below, each as near to its place as the edges allow; whichever would touch another is left out."""
    for words, middle in apart(_placed(ticks, paper, x_of), SMALL):
        paper.words(words, (middle, field.ground + 22), SMALL, paper.colours.quiet, anchor="middle")


def _placed(ticks: Iterable[Tick], paper: Paper, x_of: Callable[[float], float]) -> Iterator[tuple[str, float]]:
    for tick in list(ticks)[:MOST_TICKS]:
        words = line_of(tick.words, "", SMALL, paper.width / 3)
        yield words, within(x_of(tick.place), width_of(words, SMALL), paper.width)


def within(middle: float, width: float, paper_width: float) -> float:
    """The middle of words of this width, moved so that they stay on the paper."""
    return min(max(middle, NEAREST + width / 2), paper_width - NEAREST - width / 2)


def apart(placed: Iterable[tuple[str, float]], size: float) -> Iterator[tuple[str, float]]:
    """From left to right, without those that would come too near to the one before."""
    taken_to = float("-inf")
    for words, middle in placed:
        half = width_of(words, size) / 2
        if words and middle - half >= taken_to + APART:
            taken_to = middle + half
            yield words, middle
