"""Charts of groups: by which apps and links signers came, and where they live; only groups that may be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from config.texts import _, moment, n_
from handlers.came_by import source_name
from handlers.organizing.chart_kinds import Bar, ChartKind, Drawing, bars, least_of, told
from handlers.turn import Turn
from handlers.wording import platform_name
from storage.census import SEVERAL, GroupKind
from storage.charting import Group
from storage.petitions import Petition


def apps(turn: Turn, petition: Petition) -> Drawing:
    """By the app that they have."""
    return _drawn(turn, petition, ChartKind.APPS, GroupKind.APP, _("Signatures by app"), _app)


def links(turn: Turn, petition: Petition) -> Drawing:
    """By the way that led them here, links with a name among them."""
    named = turn.store.named_links.names(petition.id)

    def name(group: Group) -> str:
        return source_name(group.key, named) if group.key else _("Others")

    return _drawn(turn, petition, ChartKind.LINKS, GroupKind.SOURCE, _("Signatures by link"), name)


def places(turn: Turn, petition: Petition) -> Drawing:
    """By the place that they told."""
    return _drawn(turn, petition, ChartKind.PLACES, GroupKind.PLACE, _("Signatures by place"), _place)


def _app(group: Group) -> str:
    if group.key == SEVERAL:
        return _("Several apps")
    return platform_name(group.key) if group.key else _("Others")


def _place(group: Group) -> str:
    return group.place or _("Others, and without a place")


def _drawn(
    turn: Turn, petition: Petition, kind: ChartKind, of: GroupKind, title: str, name: Callable[[Group], str]
) -> Drawing:
    groups = turn.store.charting.groups(petition.id, of)
    counted: Counter[str] = Counter()
    for group in groups:
        counted[name(group)] += group.people
    sentence = _largest(petition, counted, {name(group) for group in groups if group.key})
    drawing = bars(petition, kind, title, sentence, [Bar(*each) for each in counted.items()])
    return Drawing(drawing.chart, (*drawing.facts, *_counted_at(turn, petition)))


def _largest(petition: Petition, counted: Counter[str], named: set[str]) -> str:
    largest = next((each for each in counted.most_common() if each[0] in named), None)
    if largest is None:
        return n_("No group of {n} or more yet.", "No group of {n} or more yet.", least_of(petition))
    name, people = largest
    return _(
        "The largest group is “{name}”: {n} of {total}.",
        name=name,
        n=told(petition, people),
        total=told(petition, counted.total()),
    )


def _counted_at(turn: Turn, petition: Petition) -> tuple[str, ...]:
    """They are counted anew once somebody has signed or withdrawn: where that is a danger, the moment would tell it."""
    at = None if petition.at_risk else turn.store.charting.counted_at(petition.id)
    return (_("Counted on {when}.", when=moment(at, petition.zone, with_time=True)),) if at else ()
