"""Until when a petition can be signed, in which time zone that is meant, and the goals it climbs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from config.texts import _, day, later, number
from handlers.counts import count_told, is_told
from handlers.dates import read_date
from handlers.organizing.facts import Fact
from handlers.several import goals_in
from handlers.time_zones import zone_named
from handlers.turn import Turn
from storage.drafting_parts import DraftingParts
from storage.goals import LADDER, in_whole_steps, step_of
from storage.organisations import Organisation
from storage.petitions import Petition


def _until(_turn: Turn, petition: Petition, _organisation: Organisation) -> str:
    return day(petition.last_day) if petition.last_day else ""


def _no_last_day(_petition: Petition, _organisation: Organisation) -> str:
    return _("None: it can be signed until somebody closes it.")


def _last_day(typed: str) -> date | None:
    last = read_date(typed).on
    assert last is not None, "the rule of the field has read it"
    return last


def _is_over(turn: Turn, petition: Petition, last: date | None) -> str:
    return _over_in(turn, petition.zone, last)


def _over_in(turn: Turn, zone: str, last: date | None) -> str:
    today = turn.now.astimezone(ZoneInfo(zone)).date()
    if last is None or last >= today:
        return ""
    return _("{day} is over: the last day is today or later. Nothing was saved.", day=day(last))


UNTIL = Fact(
    label=later("Last day"),
    question=later("Which is the last day on which it can be signed?"),
    unset=later("No last day"),
    place="pet_days",
    check="date",
    most=40,
    standing=_until,
    usual=_no_last_day,
    read=_last_day,
    put=DraftingParts.set_closing,
    without=lambda _organisation: None,
    refusal=_is_over,
)


def _zone(_turn: Turn, petition: Petition, organisation: Organisation) -> str:
    return "" if petition.zone == organisation.zone else petition.zone


def _usual_zone(_petition: Petition, organisation: Organisation) -> str:
    return _("{zone}, as the organisation has it", zone=organisation.zone)


def _would_be_over(turn: Turn, petition: Petition, zone: str) -> str:
    return _over_in(turn, zone, petition.last_day) if petition.is_open else ""


ZONE = Fact(
    label=later("Time zone"),
    question=later("In which time zone are its days meant? Type a large city there, or a zone such as Europe/Berlin."),
    unset=later("Use the usual one"),
    place="pet_days",
    check="zone",
    most=40,
    standing=_zone,
    usual=_usual_zone,
    read=zone_named,
    put=DraftingParts.set_zone,
    without=lambda organisation: organisation.zone,
    refusal=_would_be_over,
)


def _goals(_turn: Turn, petition: Petition, _organisation: Organisation) -> str:
    """As they are climbed: in whole tens where a single signature could endanger somebody."""
    return ", ".join(map(number, in_whole_steps(petition.ladder or (), step_of(at_risk=petition.at_risk))))


def _usual_goals(_petition: Petition, _organisation: Organisation) -> str:
    return _("The usual ones, from {goal} on", goal=LADDER[0])


def _not_such_goals(_turn: Turn, petition: Petition, goals: Sequence[int] | None) -> str:
    if not goals:
        return ""
    if not all(is_told(petition, goal) for goal in goals):
        return _("At-risk mode is on: goals are whole tens, such as 100, 250, 500. Nothing was saved.")
    if goals[0] > count_told(petition):
        return ""
    return _("{goal} is reached already: the first goal is higher. Nothing was saved.", goal=goals[0])


GOALS = Fact(
    label=later("Goals"),
    question=later("Which goals shall it reach? Type numbers from low to high, such as 500, 2000, 5000."),
    unset=later("Use the usual ones"),
    place="pet_days",
    check="goals",
    most=300,
    standing=_goals,
    usual=_usual_goals,
    read=goals_in,
    put=DraftingParts.set_ladder,
    without=lambda _organisation: None,
    refusal=_not_such_goals,
)
