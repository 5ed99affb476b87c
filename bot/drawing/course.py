"""Numbers that grow from one to the next, as one line, with what happened on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise

from bot.drawing.axes import APART, SMALL, field_of, ticked, within
from bot.drawing.measuring import width_of
from bot.drawing.paper import Paper, Point
from bot.drawing.scales import Field, thinned
from config.texts import number
from handlers.charts import Chart, Mark

MOST_POINTS, FLAG = 320, 9.0
FLAG_WORDS = 12.0
XOf = Callable[[float], float]


def draw_course(paper: Paper, chart: Chart) -> None:
    """The line, goals as rings on it, news as numbered flags above it, and the newest number at its end."""
    field, count = field_of(paper, chart), len(chart.values)
    x_of = partial(field.point_of, count=count)
    points = [(x_of(place), field.height_of(value)) for place, value in _points_of(chart.values)]
    if len(points) > 1:
        ends = [(points[-1][0], field.ground), (points[0][0], field.ground)]
        paper.area([*points, *ends], paper.colours.tint)
    _news(paper, field, chart, x_of)
    if len(points) > 1:
        paper.line(points, paper.colours.series, 2.5)
    _goals(paper, field, chart, x_of)
    _newest(paper, points[-1], chart.values[-1])
    ticked(paper, chart.ticks, field, x_of)


def _points_of(values: Sequence[int]) -> list[tuple[float, int]]:
    """No more than can be told apart; the first and the newest are always among them."""
    ends: dict[float, int] = {0: values[0], len(values) - 1: values[-1]}
    return sorted((dict(thinned(values, MOST_POINTS)) | ends).items())


def value_at(values: Sequence[int], place: float) -> float:
    """On the line between its points."""
    inside = min(max(place, 0.0), len(values) - 1.0)
    before = int(inside)
    after = min(before + 1, len(values) - 1)
    return values[before] + (values[after] - values[before]) * (inside - before)


def _goals(paper: Paper, field: Field, chart: Chart, x_of: XOf) -> None:
    """Each as a ring; its number beside it where that touches neither another nor the edge."""
    newest = (x_of(len(chart.values) - 1), field.height_of(chart.values[-1]))
    taken = [newest]
    for mark in (mark for mark in chart.marks if mark.is_goal):
        at = (x_of(mark.place), field.height_of(value_at(chart.values, mark.place)))
        paper.dot(at, 4.5, paper.colours.ground, paper.colours.goal)
        wide = width_of(mark.words, SMALL)
        if at[0] - wide - 8 >= field.left and all(_is_free(at, wide, other) for other in taken):
            paper.words(mark.words, (at[0] - 8, at[1] - 5), SMALL, paper.colours.goal, anchor="end", halo=True)
            taken.append(at)


def _is_free(at: Point, wide: float, other: Point) -> bool:
    return abs(at[1] - other[1]) > SMALL + 4 or abs(at[0] - other[0]) > wide + 2 * APART


def _news(paper: Paper, field: Field, chart: Chart, x_of: XOf) -> None:
    flags = [mark for mark in chart.marks if not mark.is_goal]
    for mark, x in zip(flags, _beside_each_other([x_of(mark.place) for mark in flags]), strict=True):
        _flag(paper, field, mark, x)


def _flag(paper: Paper, field: Field, mark: Mark, x: float) -> None:
    top = field.top - 13
    paper.line([(x, top + FLAG), (x, field.ground)], paper.colours.quiet, 1, "2 3")
    paper.dot((x, top), FLAG, paper.colours.quiet)
    paper.words(mark.words, (x, top + 4.3), FLAG_WORDS, paper.colours.ground, anchor="middle", strong=True)


def _beside_each_other(places: Sequence[float]) -> Iterator[float]:
    """Flags of the same days stand side by side."""
    if places:
        yield places[0]
    taken = places[0] if places else 0.0
    for _before, place in pairwise(places):
        taken = max(place, taken + 2 * FLAG + 1)
        yield taken


def _newest(paper: Paper, at: Point, value: int) -> None:
    words = number(value)
    wide = width_of(words, SMALL, is_strong=True)
    paper.dot(at, 4.5, paper.colours.series)
    paper.words(words, (within(at[0], wide, paper.width), at[1] - 10), SMALL, anchor="middle", strong=True, halo=True)
