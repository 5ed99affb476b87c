"""What organizers can do next in the first days of their petition; nothing where there is nothing to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from config.texts import language
from handlers.counts import is_told
from handlers.paces import GoalAhead, goal_ahead
from storage.came_by import CameBy, link_in
from storage.coaching import A_DAY, Hours, Young
from storage.goals import AT_RISK_STEP
from storage.grouping import LEAST
from storage.petitions import Petition

if TYPE_CHECKING:
    from storage.nouns import Nouns

FEWEST_COMPARED, TIMES = 10, 2
SETTLED = timedelta(hours=3)
"""So long a petition is public before its pace says anything."""
NEAR = timedelta(days=2)
"""So soon a goal is reached that is said to be near."""


class Advice(StrEnum):
    """What it is about; with what it names, a word in alerts for years."""

    DRAFT = "draft"
    GOAL = "goal"
    QUIET = "quiet"
    PACE = "pace"


def advise(store: Nouns, young: Young, now: datetime) -> str:
    """How the alert names it, such as "goal:1000"; empty where there is nothing, or it was said before."""
    petition = store.petitions.find(young.petition_id, language(), now)
    if petition is None or not petition.is_open:
        return ""
    for advice, find in FINDING.items():
        about = find(store, petition, young.published_at, now)
        occasion = f"{advice}:{about}"
        if about and not store.coaching.was_told(petition.id, occasion):
            return occasion
    return ""


def goal_reached(store: Nouns, petition: Petition, now: datetime) -> int | None:
    """The highest goal of today and yesterday, where nothing was told since then."""
    told_on, yesterday = store.quiet.last_told_on(petition), petition.today(now) - A_DAY
    reached = next((each for each in store.details.milestones(petition.id) if is_told(petition, each.threshold)), None)
    if reached is None or reached.reached_on is None or reached.reached_on < yesterday:
        return None
    return None if told_on and told_on >= reached.reached_on else reached.threshold


def goal_in_reach(store: Nouns, petition: Petition, published_at: datetime, now: datetime) -> GoalAhead | None:
    """The next goal, where it is near at the pace of the last day, and nothing is said to it yet."""
    within = min(A_DAY, now - published_at)
    if within < SETTLED:
        return None
    lately = store.at_the_desk.signed_since(petition.id, now - within, now)
    ahead = goal_ahead(petition, lately, within, now)
    if ahead is None or ahead.at > now + NEAR:
        return None
    goal = store.goal_messages.find(petition, ahead.threshold)
    return ahead if goal is not None and not goal.message else None


def quiet_ways(store: Nouns, petition: Petition, published_at: datetime, now: datetime) -> dict[str, int]:
    """Groups and links by which enough people came until a day ago that they tell of nobody, and nobody since."""
    fewest = AT_RISK_STEP if petition.at_risk else LEAST
    found = store.coaching.went_quiet(petition.id, published_at, now)
    return {way: n for way, n in found.items() if n >= fewest and _can_be_revived(way)}


def _can_be_revived(way: str) -> bool:
    """Whether organizers can do something about it."""
    return way == CameBy.GROUP or link_in(way) is not None


def unusual_hour(store: Nouns, petition: Petition, published_at: datetime, now: datetime) -> Hours | None:
    """The last hour, where it is at least twice or at most half of what is usual, and enough signed to say so."""
    hours = store.coaching.hours(petition.id, published_at, now)
    if hours is None:
        return None
    fewer, more = sorted((hours.last, hours.usual))
    is_enough = (fewer if petition.at_risk else more) >= FEWEST_COMPARED
    return hours if is_enough and more >= TIMES * fewer else None


def _draft(store: Nouns, petition: Petition, _published_at: datetime, now: datetime) -> str:
    return str(goal_reached(store, petition, now) or "")


def _goal(store: Nouns, petition: Petition, published_at: datetime, now: datetime) -> str:
    ahead = goal_in_reach(store, petition, published_at, now)
    return str(ahead.threshold) if ahead else ""


def _quiet(store: Nouns, petition: Petition, published_at: datetime, now: datetime) -> str:
    return f"{now:%Y%m%d}" if quiet_ways(store, petition, published_at, now) else ""


def _pace(store: Nouns, petition: Petition, published_at: datetime, now: datetime) -> str:
    return f"{now:%Y%m%dT%H}" if unusual_hour(store, petition, published_at, now) else ""


FINDING: Mapping[Advice, Callable[[Nouns, Petition, datetime, datetime], str]] = {
    Advice.DRAFT: _draft,
    Advice.GOAL: _goal,
    Advice.QUIET: _quiet,
    Advice.PACE: _pace,
}
"""In the order in which they are said: what calls for a hand first."""
