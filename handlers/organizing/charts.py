"""How a petition goes: a choice of charts, each a picture with the one sentence that says the same."""

from __future__ import annotations

from dataclasses import replace

from config.texts import _
from handlers.counts import progress
from handlers.organizing.chart_course import total
from handlers.organizing.chart_groups import apps, links, places
from handlers.organizing.chart_kinds import ChartKind, Drawing, is_offered, name_of
from handlers.organizing.chart_results import heard, way
from handlers.organizing.chart_times import days, hours, of_last_day
from handlers.organizing.coaching import coach_button
from handlers.organizing.gate import PETITION, Desk, organizes
from handlers.organizing.links import links_button
from handlers.organizing.rights import Deed
from handlers.screens import Button, Reply, Rows, Screen, rows_of, to
from handlers.turn import Turn
from handlers.wording import back_from, sample_line
from storage.petitions import Petition

DRAWN = {
    ChartKind.HOURS: hours,
    ChartKind.DAYS: days,
    ChartKind.TOTAL: total,
    ChartKind.APPS: apps,
    ChartKind.LINKS: links,
    ChartKind.PLACES: places,
    ChartKind.WAY: way,
    ChartKind.HEARD: heard,
}


def how_button(desk: Desk[Petition]) -> Button | None:
    """On the desk of a petition that people can sign, or could."""
    is_there = desk.may(Deed.SEE_CHARTS) and not desk.subject.is_draft
    return Button(_("How it goes"), to("how", desk.subject.id)) if is_there else None


def heard_button(desk: Desk[Petition]) -> Button | None:
    """Where people are told of it."""
    is_there = desk.may(Deed.SEE_CHARTS) and not desk.subject.is_draft
    return Button(_("Who heard of it"), to("chart", desk.subject.id, ChartKind.HEARD)) if is_there else None


@organizes("how", Deed.SEE_CHARTS, of=PETITION, reads=True, again="pet")
def show_how_it_goes(turn: Turn, desk: Desk[Petition]) -> Reply:
    """Where it stands, what the last day brought, and a button for each chart."""
    petition = desk.subject
    return Screen(
        _("How “{title}” goes", title=petition.title),
        (progress(petition), *of_last_day(turn, petition), *sample_line(petition.is_sample)),
        _choices(desk),
    )


def _choices(desk: Desk[Petition]) -> Rows:
    """What became of messages has its button where people are told, and is beside the way here."""
    petition = desk.subject
    kinds = [kind for kind in _offered(petition) if kind is not ChartKind.HEARD]
    buttons = [*(Button(name_of(kind), to("chart", petition.id, kind)) for kind in kinds), links_button(desk)]
    half = -(-len(buttons) // 2)
    return rows_of(
        tuple(buttons[:half]), tuple(buttons[half:]), (coach_button(desk), back_from(to("pet", petition.id)))
    )


def _offered(petition: Petition) -> list[ChartKind]:
    return [kind for kind in ChartKind if is_offered(petition, kind)]


@organizes("chart", Deed.SEE_CHARTS, of=PETITION, reads=True, again="how")
def show_chart(turn: Turn, desk: Desk[Petition], kind: ChartKind) -> Reply:
    """One of them; it takes the place of the one before."""
    petition = desk.subject
    if not is_offered(petition, kind):
        return turn.follow(to("how", petition.id), {})
    return _chart_screen(turn, petition, kind, DRAWN[kind](turn, petition))


def _chart_screen(turn: Turn, petition: Petition, kind: ChartKind, drawing: Drawing) -> Screen:
    is_dark = turn.preferences.has_dark_charts
    chart = replace(drawing.chart, is_dark=is_dark)
    return Screen(
        chart.title,
        (petition.title, chart.description, *drawing.facts, *sample_line(petition.is_sample)),
        _ways_on(petition, kind, is_dark=is_dark),
        picture=chart,
    )


def _ways_on(petition: Petition, kind: ChartKind, *, is_dark: bool) -> Rows:
    """The charts before and after it, the other colours, and back."""
    offered = _offered(petition)
    at = offered.index(kind)
    beside = (offered[at - 1], offered[(at + 1) % len(offered)])
    colours = Button(_("Light") if is_dark else _("Dark"), to("chart_dark", petition.id, kind, int(not is_dark)))
    return rows_of(
        tuple(Button(name_of(each), to("chart", petition.id, each)) for each in beside),
        (colours, back_from(to("how", petition.id))),
    )
