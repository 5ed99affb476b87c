"""Charts look as they were looked at, and nobody's words become anything else in them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.drawing.axes import WIDTH
from bot.drawing.charts import svg_of
from bot.drawing.colours import DARK, LIGHT, Colours
from bot.drawing.measuring import ELLIPSIS, can_draw, fitted, width_of
from bot.drawing.rasterising import NAMESPACE, ZOOM, NotDrawn, is_plain, png_of
from bot.drawing.scales import steps_up_to
from bot.safety import safe_line
from handlers.charts import Chart, Shape, Tick
from tests.bot.drawing.cases import EMPTY, FOLDER, cases

PNG = b"\x89PNG\r\n\x1a\n"
HOSTILE = (
    "</text><script>alert(1)</script>",
    '" onload="alert(1)" x="',
    "&lt;&amp;&#0;&xxe;<!ENTITY xxe SYSTEM 'file:///etc/passwd'>",
    "\u202eevil\u202c \u2066x\u2069 \x00\x1b[31m\x07",
    "<image href='http://127.0.0.1/x.png'/>",
    "ا" * 10_000,
    "W" * 10_000,
    "क्" * 500,
    "e\u0301\u0302\u0303" * 300,
    "\U0010ffff\ufffe",
    "]]>",
)
words = st.one_of(
    st.sampled_from(HOSTILE), st.text(max_size=200), st.text("<>&\"'/\u202e\u0627\u05d0\u0301a1 ", max_size=60)
)


@pytest.mark.parametrize("name", list(cases()))
def test_charts_look_as_they_were_looked_at(name: str) -> None:
    kept = FOLDER / f"{name}.svg"
    assert svg_of(cases()[name]) == kept.read_text(encoding="utf-8"), "python -m tests.bot.drawing.cases, and look"


def test_no_file_is_left_of_a_chart_that_is_gone() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == set(cases())


@pytest.mark.parametrize("name", ["bars-7", "course-7-dark"])
def test_a_chart_becomes_a_picture_for_a_phone(name: str) -> None:
    picture = png_of(svg_of(cases()[name]))
    assert picture.startswith(PNG)
    assert int.from_bytes(picture[16:20], "big") == WIDTH * ZOOM


def test_what_can_not_be_drawn_is_told() -> None:
    with pytest.raises(NotDrawn):
        png_of("<svg")


BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'
RED = '<rect width="9" height="9" fill="red"/>'


@pytest.mark.parametrize(
    "part",
    [
        '<image href="{there}" width="9" height="9"/>',
        '<image xmlns:x="http://www.w3.org/1999/xlink" x:href="file://{there}" width="9" height="9"/>',
        '<style>@import url("{there}");</style>',
        '<rect width="9" height="9" style="fill: url({there})"/>',
        "<foreignObject/>",
    ],
)
def test_nothing_is_brought_from_elsewhere(tmp_path: Path, part: str) -> None:
    there = tmp_path / "red.png"
    there.write_bytes(png_of(BLANK.format(RED)))
    with pytest.raises(NotDrawn):
        png_of(BLANK.format(part.format(there=there)))


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_words_and_shapes_can_be_told_from_the_ground(colours: Colours) -> None:
    for colour in (colours.words, colours.quiet, colours.series, colours.goal):
        low, high = sorted((_luminance(colour), _luminance(colours.ground)))
        assert (high + 0.05) / (low + 0.05) >= 4.5, colour


@pytest.mark.parametrize("largest", [0, 1, 2, 3, 4, 5, 7, 9, 10, 11, 99, 100, 101, 12_031, 1_000_000])
def test_steps_are_few_round_and_whole(largest: int) -> None:
    steps = steps_up_to(largest)
    assert steps[0] == 0
    assert steps[-1] >= largest
    assert 2 <= len(steps) <= 5
    assert len({after - before for before, after in pairwise(steps)}) == 1


def _tree(svg: str) -> Tree.Element:
    return Tree.fromstring(svg)  # noqa: S314 – it was written by us


def _texts(svg: str) -> Iterator[Tree.Element]:
    return _tree(svg).iter(f"{NAMESPACE}text")


def _drawn_words(part: Tree.Element) -> str:
    return (part.text or "").strip("\u2067\u2069")


@pytest.mark.parametrize("name", list(cases()))
def test_words_stay_on_the_picture_and_off_each_other(name: str) -> None:
    lines: dict[str, list[tuple[float, float]]] = {}
    for part in _texts(svg_of(cases()[name])):
        size = float(part.get("font-size", "0"))
        assert size >= 12, "it is read on a phone"
        wide = width_of(_drawn_words(part), size, is_strong=part.get("font-weight") is not None)
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[part.get("text-anchor", "start")]
        left = float(part.get("x", "0")) - wide * share
        assert left >= 0
        assert left + wide <= WIDTH
        lines.setdefault(part.get("y", ""), []).append((left, left + wide))
    for line in lines.values():
        assert all(after[0] >= before[1] for before, after in pairwise(sorted(line)))


@given(words, words, words)
@example(*HOSTILE[:3])
@example(*HOSTILE[3:6])
@example(*HOSTILE[6:9])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_words_of_people_are_nothing_but_words(label: str, title: str, tick: str) -> None:
    bars = Chart("x", title, title, Shape.BARS, (5,), "", EMPTY, labels=(label,), said=("5",))
    course = Chart("x", title, label, Shape.LINE, (1, 2), "", EMPTY, ticks=(Tick(0, tick),))
    for chart in (bars, course):
        svg = svg_of(chart)
        assert is_plain(svg)
        assert not any(name.startswith("on") for part in _tree(svg).iter() for name in part.attrib)
        assert {_drawn_words(part) for part in _texts(svg)} <= _expected(label, title, tick)


def _expected(*texts: str) -> set[str]:
    """Everything that may stand there: numbers, our own words, and as much of theirs as has room."""
    ours = {"", "0", "1", "2", "5", "No. 1"}
    lines = [safe_line(text) for text in texts]
    return ours | {
        fitted(line, size, most, is_strong=strong) for line in lines if can_draw(line) for size, most, strong in _ROOMS
    }


_FREE = WIDTH - 32
_ROOMS = (
    (18.0, _FREE, True),
    (13.0, _FREE, False),
    (13.0, WIDTH / 3, False),
    (13.0, _FREE - width_of("5", 13, is_strong=True) - 12, False),
)


@pytest.mark.parametrize("label", HOSTILE)
def test_every_hostile_label_is_drawn(label: str) -> None:
    chart = Chart("x", label, label, Shape.BARS, (5,), "", EMPTY, labels=(label,), said=("5",))
    assert png_of(svg_of(chart)).startswith(PNG)


@given(st.text(max_size=300), st.floats(20, 400))
def test_what_is_cut_has_room_and_says_so(text: str, most: float) -> None:
    cut = fitted(text, 13, most)
    assert cut == text or (cut.endswith(ELLIPSIS) and width_of(cut, 13) <= most)
