"""What organizers can do next in the first days of a petition: one thing at a time, with the one step to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from config.texts import _, listing
from handlers.advice import Advice, goal_in_reach, goal_reached, quiet_ways, unusual_hour
from handlers.alerts.kinds import HOURS, alert
from handlers.alerts.lines import Told, line_on
from handlers.blocks import Block, Paragraph
from handlers.came_by import source_name
from handlers.counts import number_told
from handlers.organizing.rights import Deed
from handlers.paces import goal_line
from handlers.screens import Action, Button, Look, Screen, rows_of, to
from handlers.wording import sample_line
from storage.hearing import COACH
from storage.petitions import Petition

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling

MOST_A_DAY = 3


@dataclass(frozen=True, slots=True)
class Said:
    """What it is, what is known of it, and the step that follows."""

    what: str
    more: tuple[Block, ...]
    label: str
    step: Action


Say = Callable[["Telling", Petition, datetime], Said | None]


def _drafted(telling: Telling, petition: Petition, _published_at: datetime) -> Said | None:
    threshold = goal_reached(telling.store, petition, telling.news.raised_at)
    if threshold is None:
        return None
    draft = _("Whoever signed will like to hear it. A draft is there: read it, change it, send it or leave it.")
    what = _("The goal of {n} is reached, and nothing was told since", n=threshold)
    return Said(what, (draft,), _("Look at the draft"), to("tell_draft", petition.id))


def _goal(telling: Telling, petition: Petition, published_at: datetime) -> Said | None:
    ahead = goal_in_reach(telling.store, petition, published_at, telling.news.raised_at)
    if ahead is None:
        return None
    nothing = _("Nothing is said to it yet: a message of yours would be told with it.")
    line = Paragraph(goal_line(ahead, telling.zone or petition.zone))
    step = to("goal", petition.id, ahead.threshold)
    return Said(_("The goal of {n} is near", n=ahead.threshold), (line, nothing), _("Write a message"), step)


def _quiet(telling: Telling, petition: Petition, published_at: datetime) -> Said | None:
    ways = quiet_ways(telling.store, petition, published_at, telling.news.raised_at)
    if not ways:
        return None
    links = telling.store.named_links.names(petition.id)
    named = [(source_name(way, links), number_told(petition, n)) for way, n in sorted(ways.items())]
    came = listing([_("{way}: {n}", way=way, n=n) for way, n in named])
    body = (_("Signatures until a day ago, and none since: {ways}.", ways=came),)
    return Said(_("It went quiet where people came from"), body, _("Share it again"), to("share", petition.id))


def _pace(telling: Telling, petition: Petition, published_at: datetime) -> Said | None:
    hours = unusual_hour(telling.store, petition, published_at, telling.news.raised_at)
    if hours is None:
        return None
    last, usual = (number_told(petition, n) for n in (hours.last, hours.usual))
    known = _("Within the last hour: {n}. Usual before it: {usual} an hour.", n=last, usual=usual)
    if hours.last > hours.usual:
        many = _("Many look at it now: what stands there is read, and what you tell is heard.")
        return Said(_("Far more sign than before"), (known, many), _("Look at a draft"), to("tell_draft", petition.id))
    few = _("Whoever you send it to yourself comes most surely.")
    return Said(_("Far fewer sign than before"), (known, few), _("Share it again"), to("share", petition.id))


SAYS: Mapping[Advice, Say] = {
    Advice.DRAFT: _drafted,
    Advice.GOAL: _goal,
    Advice.QUIET: _quiet,
    Advice.PACE: _pace,
}


def _said(telling: Telling) -> tuple[Petition, Said] | None:
    """As it was when it was raised; None where it holds no longer, or nobody can sign any more."""
    petition, kind = telling.petition, telling.news.occasion.partition(":")[0]
    published_at = telling.store.coaching.published_at(petition.id) if petition else None
    if petition is None or published_at is None or not petition.is_open or kind not in list(Advice):
        return None
    said = SAYS[Advice(kind)](telling, petition, published_at)
    return (petition, said) if said else None


def _in_a_line(telling: Telling) -> Told | None:
    found = _said(telling)
    if found is None:
        return None
    petition, said = found
    return line_on(telling, petition, _("“{title}”: {said}", title=petition.title, said=said.what), said.step)


@alert(
    COACH,
    _in_a_line,
    is_asked_for=True,
    late=HOURS,
    most_a_day=MOST_A_DAY,
    is_for_day=True,
    deed=Deed.SEE_STATUS,
)
def coach(telling: Telling) -> Screen | None:
    """Only where there is something to do."""
    found = _said(telling)
    if found is None:
        return None
    petition, said = found
    about = _("About: {title}", title=petition.title)
    return Screen(
        said.what,
        (about, *said.more, *sample_line(petition.is_sample)),
        rows_of(Button(said.label, said.step, Look.MAIN)),
        is_guarded=petition.at_risk,
    )
