"""Which charts there are, what all of them are made of, and how much of a number each may tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from config.texts import _, later, number
from handlers.blocks import Block, Listing
from handlers.charts import Chart, Shape
from handlers.counts import in_steps
from storage.goals import AT_RISK_STEP
from storage.grouping import LEAST
from storage.petitions import Petition


class ChartKind(StrEnum):
    """As buttons name them."""

    HOURS = "hours"
    DAYS = "days"
    TOTAL = "total"
    APPS = "apps"
    LINKS = "links"
    PLACES = "places"
    WAY = "way"
    HEARD = "heard"


NAMES: Mapping[ChartKind, str] = {
    ChartKind.HOURS: later("Per hour"),
    ChartKind.DAYS: later("Per day"),
    ChartKind.TOTAL: later("In total"),
    ChartKind.APPS: later("By app"),
    ChartKind.LINKS: later("By link"),
    ChartKind.PLACES: later("By place"),
    ChartKind.WAY: later("The way"),
    ChartKind.HEARD: later("Messages"),
}
NOT_AT_RISK = frozenset({ChartKind.HOURS, ChartKind.LINKS, ChartKind.PLACES})
"""They could tell single signatures, or where those live who gave them."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart, and what is said below its sentence."""

    chart: Chart
    facts: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One number with its name."""

    label: str
    n: int


def name_of(kind: ChartKind) -> str:
    """As its button says."""
    return _(NAMES[kind])


def is_offered(petition: Petition, kind: ChartKind) -> bool:
    """Whether it can be looked at without telling of anybody."""
    return not (petition.at_risk and kind in NOT_AT_RISK)


def least_of(petition: Petition) -> int:
    """The smallest number of people that may be told."""
    return AT_RISK_STEP if petition.at_risk else LEAST


def told(petition: Petition, n: int) -> int:
    """As much of a number as may be told; nothing where it is too small."""
    if n < least_of(petition):
        return 0
    return in_steps(n) if petition.at_risk else n


def in_words(petition: Petition, n: int) -> str:
    """The same in words; what is too small has no number."""
    shown = told(petition, n)
    return number(shown) if shown else _("fewer than {n}", n=least_of(petition))


def bars(petition: Petition, name: ChartKind, title: str, sentence: str, counted: Iterable[Bar]) -> Drawing:
    """Names with their numbers, also as words."""
    shown = list(counted)
    said = tuple(in_words(petition, each.n) for each in shown)
    chart = Chart(
        name=name.value,
        title=title,
        subtitle=petition.title,
        shape=Shape.BARS,
        values=tuple(told(petition, each.n) for each in shown),
        labels=tuple(each.label for each in shown),
        said=said,
        description=sentence,
        empty=_("Nothing to be drawn yet."),
    )
    lines = tuple(_("{name}: {n}", name=each.label, n=n) for each, n in zip(shown, said, strict=True))
    is_drawn = any(chart.values)
    return Drawing(chart, ((Listing(lines),) if is_drawn else ()) + (_in_tens(petition) if is_drawn else ()))


def _in_tens(petition: Petition) -> tuple[str, ...]:
    return (_("All numbers are whole tens."),) if petition.at_risk else ()


def in_tens_line(petition: Petition) -> tuple[str, ...]:
    """What is said below each chart of a petition whose signers a single number could endanger."""
    if not petition.at_risk:
        return ()
    return (
        _("All numbers are whole tens; days with fewer than {n} are joined with those that follow.", n=AT_RISK_STEP),
    )
