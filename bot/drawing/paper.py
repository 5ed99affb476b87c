"""What is drawn on: the few parts of SVG that charts need, as a tree, so that words can't become anything else."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as Tree

from bot.directions import is_right_to_left
from bot.drawing.colours import Colours
from bot.drawing.measuring import can_draw, fitted
from bot.safety import safe_line
from config.fonts import FAMILIES

Point = tuple[float, float]
STRONG = "600"
_HALO = {"stroke-width": "4", "stroke-linejoin": "round", "paint-order": "stroke"}
_ISOLATED, _END = "\u2067", "\u2069"
"""Around words that are read from right to left, so that a number or a bracket in them stands where it belongs."""


class Paper:
    """So many units wide and high; what is drawn later lies above what was there."""

    def __init__(self, width: float, height: float, colours: Colours) -> None:
        """Empty, in the colour of the ground."""
        self.width, self.height, self.colours = width, height, colours
        size = {"width": _n(width), "height": _n(height)}
        view = {"viewBox": f"0 0 {_n(width)} {_n(height)}", "font-family": ", ".join(FAMILIES)}
        self._root = Tree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, **view})
        self.box((0, 0), (width, height), colours.ground)

    def box(self, corner: Point, size: Point, fill: str, rounded: float = 0) -> None:
        """A filled rectangle from its upper left corner on."""
        x, y = corner
        width, height = size
        values = {"x": _n(x), "y": _n(y), "width": _n(width), "height": _n(height), "fill": fill}
        self._add("rect", {**values, **({"rx": _n(rounded)} if rounded else {})})

    def line(self, points: Sequence[Point], stroke: str, width: float = 1, dashes: str = "") -> None:
        """From point to point."""
        values = {"fill": "none", "stroke": stroke, "stroke-width": _n(width), "stroke-linejoin": "round"}
        self._add("polyline", {"points": _points(points), **values, **({"stroke-dasharray": dashes} if dashes else {})})

    def area(self, points: Sequence[Point], fill: str) -> None:
        """What lies between the points."""
        self._add("polygon", {"points": _points(points), "fill": fill})

    def dot(self, middle: Point, radius: float, fill: str, ring: str = "") -> None:
        """A circle, with a ring in another colour."""
        x, y = middle
        values = {"cx": _n(x), "cy": _n(y), "r": _n(radius), "fill": fill}
        self._add("circle", {**values, **({"stroke": ring, "stroke-width": "2"} if ring else {})})

    def words(
        self,
        text: str,
        at: Point,
        size: float,
        fill: str = "",
        *,
        anchor: str = "start",
        strong: bool = False,
        halo: bool = False,
    ) -> None:
        """One line that begins, ends or has its middle at this point, which lies on its base line.

        With a `halo` it can be read where lines are behind it.
        """
        values = {"x": _n(at[0]), "y": _n(at[1]), "font-size": _n(size), "fill": fill or self.colours.words}
        weight = {"font-weight": STRONG} if strong else {}
        where = {"text-anchor": anchor} if anchor != "start" else {}
        around = {"stroke": self.colours.ground, **_HALO} if halo else {}
        part = self._add("text", {**values, **where, **weight, **around})
        part.text = f"{_ISOLATED}{text}{_END}" if is_right_to_left(text) else text

    def svg(self) -> str:
        """Everything as text."""
        Tree.indent(self._root)
        return Tree.tostring(self._root, encoding="unicode") + "\n"

    def _add(self, kind: str, values: dict[str, str]) -> Tree.Element:
        return Tree.SubElement(self._root, kind, values)


def readable(text: str, instead: str) -> str:
    """Words of people as one line that can be drawn; else what stands for them."""
    line = safe_line(text)
    return line if line and can_draw(line) else instead


def line_of(text: str, instead: str, size: float, most: float, *, is_strong: bool = False) -> str:
    """As much of it as has room."""
    return fitted(readable(text, instead), size, most, is_strong=is_strong)


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _n(value: float) -> str:
    """Short, and the same on every machine."""
    return f"{round(value, 1):g}"
