"""Missed news: the alerts on what a supporter follows, of the kinds they want to hear, that nobody could tell them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alert, alert_of
from storage.columns import EPOCH, Instant
from storage.connection import Connection, Prepared
from storage.correcting import OF_BROADCAST
from storage.due import COLLECTED, HOLDING, SENT
from storage.goals import AT_RISK_STEP
from storage.hearing import (
    BROADCAST,
    CAMPAIGN_UPDATE,
    CORRECTION,
    HEARD,
    MILESTONE,
    NEW_PETITION,
    NEW_STORY,
    OWN,
    RESPONSE,
    TEXT_CHANGED,
    VICTORY,
    id_in,
)
from storage.recipients import Why
from storage.stories import StoryState
from storage.tables.news import alert, delivery
from storage.tables.petitions import petition
from storage.tables.signing import signature
from storage.tables.stories import story
from storage.tables.telling import broadcast, campaign_update

_heard = HEARD.subquery()


def _is_of(*kinds: str) -> Any:
    return sa.or_(*(_heard.c.kind == kind for kind in kinds))


def _id_of(kind: str) -> Any:
    """The number an alert of this kind has as its occasion, or NULL for other kinds."""
    return sa.case((_heard.c.kind == kind, sa.cast(_heard.c.occasion, sa.Integer)))


def _one(*which: Any) -> Any:
    """Whether there is one; asked for each alert in its turn, since of an EXISTS PostgreSQL would read the table."""
    return sa.select(sa.literal(1)).where(*which).limit(1).scalar_subquery().is_not(None)


def _is_meant(alert_id: Any) -> Any:
    """Whether there is something of an alert for this person, be it told or not."""
    return _one(delivery.c.alert_id == alert_id, delivery.c.supporter_id == bindparam("supporter_id"))


def _is_told(alert_id: Any) -> Any:
    told = sa.or_(delivery.c.state == SENT, delivery.c.state == COLLECTED)
    return _one(delivery.c.alert_id == alert_id, delivery.c.supporter_id == bindparam("supporter_id"), told)


def _corrects(broadcast_id: Any) -> Any:
    """How the occasion of a correction of a broadcast begins."""
    return sa.literal(OF_BROADCAST) + broadcast_id + sa.literal(":")


_was_told = _is_told(_heard.c.id)
_is_of_update = _is_of(VICTORY, RESPONSE, CAMPAIGN_UPDATE)
_petition_id = sa.func.coalesce(id_in(_heard.c.subject, "petition:"), _id_of(NEW_PETITION))
_is_public = sa.exists().where(petition.c.id == _petition_id, petition.c.state != "draft")
_is_goal_told = sa.exists().where(
    petition.c.id == _petition_id,
    petition.c.state != "draft",
    sa.or_(sa.not_(petition.c.at_risk), _id_of(MILESTONE) % AT_RISK_STEP == 0),
)
_has_update = _one(
    campaign_update.c.petition_id == _petition_id,
    campaign_update.c.slug == _heard.c.occasion,
    # What holds no longer is news to nobody, but stays among what somebody was told.
    sa.or_(campaign_update.c.state == "published", sa.and_(campaign_update.c.state == "withdrawn", _was_told)),
)
_has_correction = sa.exists().where(
    campaign_update.c.petition_id == _petition_id,
    sa.or_(campaign_update.c.correction != "", campaign_update.c.withdrawn_for != ""),
    _heard.c.occasion.startswith(campaign_update.c.slug.concat(":")),
)
_has_broadcast = _one(
    broadcast.c.id == _id_of(BROADCAST), sa.or_(broadcast.c.audience.is_(None), _is_meant(_heard.c.id))
)
_of_its_subject = sa.or_(
    broadcast.c.petition_id == id_in(_heard.c.subject, "petition:"),
    broadcast.c.organisation_id == id_in(_heard.c.subject, "organisation:"),
)
_has_corrected_broadcast = _one(
    _of_its_subject,
    broadcast.c.correction != "",
    _heard.c.occasion.startswith(_corrects(sa.cast(broadcast.c.id, sa.Text))),
    sa.or_(broadcast.c.audience.is_(None), _is_meant(broadcast.c.alert_id)),
)
# Paused or stopped, it is news to nobody who was not told of it before.
_is_held = _one(broadcast.c.alert_id == _heard.c.id, sa.or_(*(broadcast.c.state == state for state in sorted(HOLDING))))
_is_of_all = sa.not_(_heard.c.subject.startswith("petition:"))
# Asked for each alert in its turn: of an EXISTS PostgreSQL would read all stories.
_is_story = sa.select(story.c.id).where(story.c.id == _id_of(NEW_STORY), story.c.state == StoryState.PUBLISHED.value)
_has_story = _is_story.limit(1).scalar_subquery().is_not(None)
_is_asked = sa.exists().where(
    signature.c.supporter_id == bindparam("supporter_id"),
    signature.c.petition_id == _petition_id,
    signature.c.text_version < _id_of(TEXT_CHANGED),
)
# What was taken out since, or is a draft, is no news.
_is_there = sa.case(
    (_is_of_update, sa.and_(_is_public, _has_update)),
    (_is_of(CORRECTION), sa.or_(sa.and_(_is_public, _has_correction), _has_corrected_broadcast)),
    (_is_of(MILESTONE), _is_goal_told),
    (_heard.c.kind == NEW_STORY, _has_story),
    (_is_of(BROADCAST), sa.and_(_has_broadcast, sa.or_(_is_of_all, _is_public))),
    (_is_of(TEXT_CHANGED), sa.and_(_is_public, _is_asked)),
    (_is_of(*OWN), sa.true()),
    else_=_is_public,
)


# What is read for the first time as it is now needs no correction beside it.
_original = alert.alias("original")
_is_new_itself = sa.exists().where(
    _is_of(CORRECTION),
    _original.c.subject == _heard.c.subject,
    _heard.c.occasion.startswith(
        sa.case(
            (_original.c.kind == BROADCAST, _corrects(_original.c.occasion)),
            else_=_original.c.occasion.concat(":"),
        )
    ),
    sa.or_(*(_original.c.kind == kind for kind in (VICTORY, RESPONSE, CAMPAIGN_UPDATE, BROADCAST))),
    _original.c.raised_at > bindparam("after", type_=Instant()),
    sa.not_(_is_told(_original.c.id)),
)


def _page(*which: Any) -> Prepared:
    return Prepared(
        sa.select(_heard, sa.func.count().over().label("total"))
        .where(_is_there, sa.or_(sa.not_(_is_held), _was_told), *which)
        .order_by(_heard.c.raised_at.desc(), _heard.c.id.desc())
        .limit(bindparam("most", type_=sa.Integer))
        .offset(bindparam("skip", type_=sa.Integer))
    )


NEWS = _page()
MISSED = _page(sa.not_(_was_told), sa.not_(_is_new_itself))
TOLD_TO = Prepared(
    sa.select(alert, delivery.c.why)
    .join(delivery, delivery.c.alert_id == alert.c.id)
    .where(alert.c.id == bindparam("alert_id"), delivery.c.supporter_id == bindparam("supporter_id"))
)
Page = tuple[list[Alert], int]


class MissedNews:
    """What happened to what supporters follow."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def of(self, supporter_id: int, after: datetime | None, most: int, skip: int = 0) -> Page:
        """One page of what they were not told and was raised after a moment, newest first, and how much in all."""
        return self._page(MISSED, most, skip, supporter_id=supporter_id, after=after or EPOCH)

    def and_told(self, supporter_id: int, most: int, skip: int = 0) -> Page:
        """One page of everything since each follow began, told or not, newest first, and how much in all."""
        return self._page(NEWS, most, skip, supporter_id=supporter_id, after=EPOCH)

    def told_to(self, supporter_id: int, alert_id: int) -> tuple[Alert, Why] | None:
        """An alert that was meant for them, and how it concerns them; None where it was not."""
        row = self._connection.first(TOLD_TO, supporter_id=supporter_id, alert_id=alert_id)
        return None if row is None else (alert_of(row), Why(row.why))

    def _page(self, statement: Prepared, most: int, skip: int, **values: Any) -> Page:
        rows = self._connection.all(statement, most=most, skip=skip, **values)
        if not rows and skip:
            return [], self._page(statement, 1, 0, **values)[1]
        return [alert_of(row) for row in rows], rows[0].total if rows else 0
