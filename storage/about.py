"""What holds for all deliveries of an alert: the campaign that it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alert
from storage.connection import Connection, Prepared
from storage.follows import subject_of
from storage.hearing import CORRECTION, MILESTONE, NEW_PETITION, TEXT_CHANGED, TOLD_BY_ORGANIZERS, VICTORY
from storage.tables.news import alert, reminder
from storage.tables.organisations import organisation
from storage.tables.petitions import petition
from storage.tables.signing import signature
from storage.tables.stories import comment, story
from storage.tables.telling import broadcast, campaign_update
from storage.zones import OWN_ZONE


@dataclass(frozen=True, slots=True)
class About:
    """Zone and language of the campaign, empty where there is none; `is_at_risk` where its petition is.

    `is_replaced` where a higher goal of the same petition was reached since, or the same news corrected once more.
    `course` is how the broadcast stands that tells it, empty where none does.
    """

    zone: str = ""
    locale: str = ""
    is_at_risk: bool = False
    is_replaced: bool = False
    course: str = ""
    won_together: frozenset[str] = frozenset()
    """Of a victory: the subjects of the other petitions that the same event won."""


_ID = bindparam("subject_id", type_=sa.BigInteger)
_of_petition = sa.select(OWN_ZONE.label("zone"), organisation.c.locale, petition.c.at_risk).join(
    petition, petition.c.organisation_id == organisation.c.id
)
_alone = sa.select(organisation.c.zone, organisation.c.locale, sa.false().label("at_risk"))


def _of_theirs(table: sa.Table) -> Any:
    return _of_petition.join(table, table.c.petition_id == petition.c.id).where(table.c.id == _ID)


CAMPAIGNS = {
    "petition": Prepared(_of_petition.where(petition.c.id == _ID)),
    "organisation": Prepared(_alone.where(organisation.c.id == _ID)),
    "signature": Prepared(_of_theirs(signature)),
    "reminder": Prepared(_of_theirs(reminder)),
    "comment": Prepared(
        _alone.join(story, story.c.organisation_id == organisation.c.id)
        .join(comment, comment.c.story_id == story.c.id)
        .where(comment.c.id == _ID)
    ),
}
"""The campaign of each kind of subject."""
COURSE = Prepared(sa.select(broadcast.c.state).where(broadcast.c.alert_id == bindparam("alert_id", type_=sa.Integer)))
LATER = Prepared(
    sa.select(alert.c.id)
    .where(
        alert.c.kind == bindparam("kind"),
        alert.c.subject == bindparam("subject"),
        alert.c.occasion.startswith(bindparam("of_same", type_=sa.Text)),
        alert.c.id > bindparam("alert_id", type_=sa.Integer),
    )
    .limit(1)
)

_won, _other = campaign_update.alias("won"), campaign_update.alias("other")
WON_TOGETHER = Prepared(
    sa.select(_other.c.petition_id)
    .join(_won, sa.and_(_won.c.event == _other.c.event, _won.c.event != ""))
    .where(_won.c.petition_id == bindparam("petition_id"), _won.c.slug == bindparam("slug"))
    .where(_other.c.kind == VICTORY, _other.c.petition_id != _won.c.petition_id)
)


def about(connection: Connection, given: Alert) -> About:
    """What holds for all deliveries of an alert."""
    # A new petition is told of its organisation, and is the campaign itself.
    kind = "petition" if given.kind == NEW_PETITION else given.subject.partition(":")[0]
    number = int(given.occasion) if given.kind == NEW_PETITION else given.subject_id
    row = connection.first(CAMPAIGNS[kind], subject_id=number) if kind in CAMPAIGNS else None
    told = About(row.zone, row.locale, row.at_risk) if row else About()
    together = _won_together(connection, given) if given.kind == VICTORY else frozenset()
    course = course_of(connection, given)
    return replace(told, is_replaced=_is_replaced(connection, given), course=course, won_together=together)


def _won_together(connection: Connection, given: Alert) -> frozenset[str]:
    rows = connection.all(WON_TOGETHER, petition_id=given.subject_id, slug=given.occasion)
    return frozenset(subject_of(row.petition_id) for row in rows)


def course_of(connection: Connection, given: Alert) -> str:
    """How the broadcast stands that tells an alert; empty where none does."""
    row = connection.first(COURSE, alert_id=given.id) if given.kind in TOLD_BY_ORGANIZERS else None
    return "" if row is None else str(row.state)


def of_same(given: Alert) -> str | None:
    """How the occasions begin of which only the last is told: of goals, of texts, of corrections of the same news."""
    if given.kind in {MILESTONE, TEXT_CHANGED}:
        return ""
    return given.occasion.partition(":")[0] + ":" if given.kind == CORRECTION else None


def _is_replaced(connection: Connection, given: Alert) -> bool:
    begins = of_same(given)
    if begins is None:
        return False
    asked = {"kind": given.kind, "subject": given.subject, "of_same": begins, "alert_id": given.id}
    return connection.first(LATER, **asked) is not None
