"""Until when a petition can be signed, in which time zone that is meant, and the goals it climbs."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from config.texts import _, day, later, number
from handlers.dates import read_date
from handlers.organizing.facts import Fact
from handlers.several import goals_in
from handlers.time_zones import zone_named
from handlers.turn import Turn
from storage.goals import LADDER
from storage.organisations import Organisation
from storage.petitions import Petition


def _until(_turn: Turn, petition: Petition, _organisation: Organisation) -> str:
    return day(petition.last_day) if petition.last_day else ""


def _no_last_day(_petition: Petition, _organisation: Organisation) -> str:
    return _("None: it can be signed until somebody closes it.")


def _keep_until(turn: Turn, petition: Petition, typed: str) -> str:
    last = read_date(typed).on
    assert last is not None, "the rule of the field has read it"
    if problem := _is_over(turn, last, petition.zone):
        return problem
    turn.store.drafted_parts.set_closing(petition, last)
    return ""


def _is_over(turn: Turn, last: date, zone: str) -> str:
    today = turn.now.astimezone(ZoneInfo(zone)).date()
    over = _("{day} is over: the last day is today or later. Nothing was saved.", day=day(last))
    return over if last < today else ""


def _drop_until(turn: Turn, petition: Petition, _organisation: Organisation) -> None:
    turn.store.drafted_parts.set_closing(petition, None)


UNTIL = Fact(
    label=later("Last day"),
    question=later("Which is the last day on which it can be signed?"),
    unset=later("No last day"),
    place="pet_days",
    check="date",
    most=40,
    standing=_until,
    usual=_no_last_day,
    keep=_keep_until,
    drop=_drop_until,
)


def _zone(_turn: Turn, petition: Petition, organisation: Organisation) -> str:
    return "" if petition.zone == organisation.zone else petition.zone


def _usual_zone(_petition: Petition, organisation: Organisation) -> str:
    return _("{zone}, as the organisation has it", zone=organisation.zone)


def _keep_zone(turn: Turn, petition: Petition, typed: str) -> str:
    zone = zone_named(typed)
    if petition.is_open and petition.last_day and (problem := _is_over(turn, petition.last_day, zone)):
        return problem
    turn.store.drafted_parts.set_zone(petition, zone)
    return ""


def _drop_zone(turn: Turn, petition: Petition, organisation: Organisation) -> None:
    turn.store.drafted_parts.set_zone(petition, organisation.zone)


ZONE = Fact(
    label=later("Time zone"),
    question=later("In which time zone are its days meant? Type a large city there, or a zone such as Europe/Berlin."),
    unset=later("Use the usual one"),
    place="pet_days",
    check="zone",
    most=40,
    standing=_zone,
    usual=_usual_zone,
    keep=_keep_zone,
    drop=_drop_zone,
)


def _goals(_turn: Turn, petition: Petition, _organisation: Organisation) -> str:
    return ", ".join(map(number, petition.ladder or ()))


def _usual_goals(_petition: Petition, _organisation: Organisation) -> str:
    return _("The usual ones, from {goal} on", goal=LADDER[0])


def _keep_goals(turn: Turn, petition: Petition, typed: str) -> str:
    goals = goals_in(typed)
    if goals[0] <= petition.count:
        return _("{goal} is reached already: the first goal is higher. Nothing was saved.", goal=goals[0])
    turn.store.drafted_parts.set_ladder(petition, goals)
    return ""


def _drop_goals(turn: Turn, petition: Petition, _organisation: Organisation) -> None:
    turn.store.drafted_parts.set_ladder(petition, None)


GOALS = Fact(
    label=later("Goals"),
    question=later("Which goals shall it reach? Type numbers from low to high, such as 500, 2000, 5000."),
    unset=later("Use the usual ones"),
    place="pet_days",
    check="goals",
    most=300,
    standing=_goals,
    usual=_usual_goals,
    keep=_keep_goals,
    drop=_drop_goals,
)
