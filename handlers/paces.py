"""How fast a petition goes, said so that it is true, and endangers nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from config.texts import _, number
from handlers.blocks import Moment, Span
from handlers.counts import count_told, in_steps, number_told
from handlers.wording import filled
from storage.goals import next_goal, step_of
from storage.petitions import Petition
from storage.signed_lately import Lately

TOO_FAR = timedelta(days=14)
AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class GoalAhead:
    """The next goal, and when it is reached if it goes on like this."""

    threshold: int
    at: datetime


def many(petition: Petition, lately: Lately) -> str:
    """How many signed within a time; nobody counts on without end."""
    if lately.is_all or petition.at_risk:
        return number_told(petition, lately.n)
    return _("more than {n}", n=lately.n)


def goal_above(petition: Petition) -> int:
    """The next goal, above what may be told of the count."""
    return next_goal(count_told(petition), petition.ladder, step_of(at_risk=petition.at_risk))


def goal_ahead(petition: Petition, lately: Lately, within: timedelta, now: datetime) -> GoalAhead | None:
    """None where nobody signed within that time, or it is beyond two weeks; told to the hour that is begun then.

    Where a single signature could endanger somebody, it is reckoned with what may be told.
    """
    signed = in_steps(lately.about) if petition.at_risk else lately.about
    if not petition.is_open or signed <= 0:
        return None
    threshold = goal_above(petition)
    ahead = within * ((threshold - count_told(petition)) / signed)
    at = (now + ahead + AN_HOUR).replace(minute=0, second=0, microsecond=0)
    return GoalAhead(threshold, at) if ahead <= TOO_FAR else None


def goal_line(ahead: GoalAhead, zone: str) -> tuple[Span, ...]:
    """The same in a sentence."""
    sentence = _("At this pace the goal of {goal} is reached by {moment}.")
    return filled(sentence, goal=number(ahead.threshold), moment=Moment(ahead.at, zone, with_time=True))
