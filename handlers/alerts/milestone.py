"""A goal is reached."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from config.texts import _
from handlers.alerts.beginnings import beginning, goes_on
from handlers.alerts.buttons import read_more, see_petition, send_on
from handlers.alerts.kinds import A_DAY, alert
from handlers.alerts.lines import Told, line_on
from handlers.blocks import Block, Quotation
from handlers.counts import is_told, progress, signatures
from handlers.screens import Rows, Screen, rows_of, to
from handlers.wording import sample_line
from storage.follows import Topic
from storage.hearing import MILESTONE
from storage.petition_details import Milestone
from storage.petitions import Petition

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling

TWO_DAYS = timedelta(days=2)


def _reached(petition: Petition, goal: int) -> str:
    """At whole tens alone where a single signature could endanger somebody; else empty there."""
    if not petition.at_risk:
        return _("“{title}” has reached {signatures}.", title=petition.title, signatures=signatures(goal))
    at_least = _("“{title}” has at least {signatures}.", title=petition.title, signatures=signatures(goal))
    return at_least if is_told(petition, goal) else ""


def _in_a_line(telling: Telling) -> Told | None:
    petition = telling.petition
    what = _reached(petition, int(telling.news.occasion)) if petition else ""
    return line_on(telling, petition, what) if petition and what else None


@alert(MILESTONE, _in_a_line, topic=Topic.MILESTONES, late=TWO_DAYS, apart=A_DAY, waits=True)
def milestone(telling: Telling) -> Screen | None:
    """Those who want to hear of goals; a higher one takes the place of one that still waits."""
    petition, goal = telling.petition, int(telling.news.occasion)
    if petition is None or petition.count < goal or not _reached(petition, goal):
        return None
    goals = telling.store.details.milestones(petition.id)
    if any(_is_told(telling, each) for each in goals if each.threshold > goal):
        return None
    said = _message(next((each for each in goals if each.threshold == goal), None))
    body = (progress(petition), *beginning(said), *sample_line(petition.is_sample))
    return Screen(_reached(petition, goal), body, _rows(petition, said), is_guarded=petition.at_risk)


def _is_told(telling: Telling, higher: Milestone) -> bool:
    return telling.store.alerts.named(MILESTONE, telling.news.subject, str(higher.threshold)) is not None


def _message(reached: Milestone | None) -> tuple[Block, ...]:
    """What the organizers say to it, in their own words."""
    if reached is None or not reached.message:
        return ()
    return (Quotation(tuple(reached.message.splitlines()), reached.sign_off),)


def _rows(petition: Petition, said: tuple[Block, ...]) -> Rows:
    if goes_on(said):
        return rows_of(read_more(to("more", petition.id)), see_petition(petition.id))
    return rows_of(send_on(petition.id) if petition.is_open else None, see_petition(petition.id))
