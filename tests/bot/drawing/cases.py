"""Charts that are kept as files, so that whoever changes how they look sees it: few numbers and many, day and night."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from bot.drawing.charts import svg_of
from config.texts import number
from handlers.charts import Chart, Mark, Shape, Tick

FOLDER = Path(__file__).parent / "charts"
COUNTS = (0, 1, 7, 5_000)
TITLE = "Bring Them Home for the Holidays, all of them and for good this time"
EMPTY = "No signatures in this time."
DAYS = ("3 May", "10 May", "17 May", "24 May", "31 May")
PLACES = {
    "Leeds": 1_284,
    "القاهرة (وسط)": 812,
    "नई दिल्ली": 640,
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch": 120,
    "北京": 33,
    "دمشق 12 and Leeds": 8,
    "Others": 0,
}


def cases() -> dict[str, Chart]:
    """All by their names, each in light and in dark colours."""
    light = dict(_light())
    return light | {f"{name}-dark": replace(chart, is_dark=True) for name, chart in light.items()}


def _light() -> Iterator[tuple[str, Chart]]:
    for count in COUNTS:
        yield f"columns-{count}", _chart("Signatures per day", Shape.COLUMNS, _waves(count))
        grown = tuple(accumulate(_waves(count)))
        yield f"course-{count}", replace(_chart("Signatures in total", Shape.LINE, grown), marks=_marks(count))
    yield "bars-0", _bars({})
    yield "bars-1", _bars({"Telegram": 127})
    yield "bars-7", _bars(PLACES)
    yield (
        "right-to-left",
        replace(
            _bars(dict.fromkeys(("القاهرة", "الإسكندرية", "أسوان"), 640)),
            title="التوقيعات حسب المكان",
            subtitle="عودوا إلى البيت (2026)",
        ),
    )
    yield (
        "hours",
        replace(
            _chart(
                "Signatures per hour",
                Shape.COLUMNS,
                tuple(round(140 * math.exp(-(((at - 20) / 8) ** 2))) for at in range(48)),
            ),
            ticks=tuple(Tick(at, words) for at, words in ((6, "4 May"), (18, "12:00"), (30, "5 May"), (42, "12:00"))),
        ),
    )


def _waves(count: int) -> tuple[int, ...]:
    return tuple(round(40 + 30 * math.sin(at / 4) + 9 * math.sin(at * 1.7)) for at in range(count))


def _chart(title: str, shape: Shape, values: tuple[int, ...]) -> Chart:
    last = max(len(values) - 1, 0)
    ticks = tuple(Tick(last * at / 4, words) for at, words in enumerate(DAYS[: max(min(len(values), 5), 1)]))
    return Chart("chart", title, TITLE, shape, values, "It is drawn.", EMPTY, ticks=ticks)


def _marks(count: int) -> tuple[Mark, ...]:
    if count < 7:
        return ()
    goals = ((0.02, "500"), (0.06, "2,500"), (0.18, "10,000"), (0.2, "15,000"), (0.6, "100,000"))
    news = ((0.17, "1"), (0.18, "2"), (0.7, "3"))
    return (
        *(Mark(part * (count - 1), words, is_goal=True) for part, words in goals),
        *(Mark(part * (count - 1), words) for part, words in news),
    )


def _bars(named: dict[str, int]) -> Chart:
    said = tuple(number(value) if value else "fewer than 5" for value in named.values())
    chart = _chart("Signatures by place", Shape.BARS, ())
    return replace(chart, values=tuple(named.values()), labels=tuple(named), said=said, ticks=())


def main() -> None:
    """Write all of them anew."""
    for old in FOLDER.glob("*.svg"):
        old.unlink()
    for name, chart in cases().items():
        (FOLDER / f"{name}.svg").write_text(svg_of(chart), encoding="utf-8")


if __name__ == "__main__":
    main()
