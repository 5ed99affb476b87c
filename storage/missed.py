"""Missed news: the alerts on what a supporter follows, of the kinds they want to hear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import EPOCH, Instant
from storage.connection import Connection, Prepared, Row
from storage.follows import Topic
from storage.private_tables import alert, follow
from storage.tables import campaign_update, petition, petition_topic, story

VICTORY, CAMPAIGN_UPDATE, MILESTONE = "victory", "campaign_update", "milestone"
NEW_PETITION, NEW_STORY = "new_petition", "new_story"
TOPICS = {
    VICTORY: Topic.ENDINGS,
    CAMPAIGN_UPDATE: Topic.UPDATES,
    MILESTONE: Topic.MILESTONES,
    NEW_PETITION: Topic.PETITIONS,
    NEW_STORY: Topic.STORIES,
}
"""Which kind of news an alert is."""


@dataclass(frozen=True, slots=True)
class News:
    """One alert and what it tells of: `update_id` where it is news or a victory, `story_id` where it is a story."""

    kind: str
    occasion: str
    raised_at: datetime
    petition_id: int | None
    update_id: int | None
    story_id: int | None


def _id_in(text: Any, prefix: str) -> Any:
    """The number behind a prefix, or NULL where the text begins otherwise."""
    number = sa.cast(sa.func.substr(text, len(prefix) + 1), sa.Integer)
    return sa.case((text.startswith(prefix, autoescape=True), number))


def _id_of(kind: str) -> Any:
    """The number an alert of this kind has as its occasion, or NULL for other kinds."""
    return sa.case((alert.c.kind == kind, sa.cast(alert.c.occasion, sa.Integer)))


def _named(prefix: str, number: Any) -> Any:
    return sa.literal(prefix) + sa.cast(number, sa.Text)


def _is(*kinds: str) -> Any:
    return sa.or_(*(alert.c.kind == kind for kind in kinds))


def _hears(topic: Any) -> Any:
    return follow.c.topics.bitwise_and(topic) != 0


def _follows(*tables: Any) -> sa.Select[Any]:
    """Alerts since a follow of this supporter began; `tables` are pairs of a table and what joins it."""
    joined: Any = follow
    for table, on in tables:
        joined = joined.join(table, on)
    begun = (follow.c.supporter_id == bindparam("supporter_id"), alert.c.raised_at > follow.c.since)
    return sa.select(alert.c.id).select_from(joined).where(*begun)


_organisation_id = _id_in(follow.c.subject, "organisation:")
_petition_id = _id_in(follow.c.subject, "petition:")
_topic = sa.case((follow.c.subject.startswith("topic:"), sa.func.substr(follow.c.subject, len("topic:") + 1)))

_ITSELF = _follows((alert, alert.c.subject == follow.c.subject)).where(
    _is(*TOPICS),
    _hears(sa.case({kind: int(topic) for kind, topic in TOPICS.items()}, value=alert.c.kind, else_=0)),
)
_ITS_PETITIONS = _follows(
    (petition, petition.c.organisation_id == _organisation_id),
    (alert, alert.c.subject == _named("petition:", petition.c.id)),
).where(_is(VICTORY, CAMPAIGN_UPDATE), _hears(int(Topic.UPDATES)))
_tells_story = sa.and_(
    alert.c.kind == NEW_STORY,
    alert.c.subject == _named("organisation:", story.c.organisation_id),
    alert.c.occasion == sa.cast(story.c.id, sa.Text),
)
_ITS_STORIES = _follows((story, story.c.petition_id == _petition_id), (alert, _tells_story)).where(
    _hears(int(Topic.STORIES))
)
_TOPIC_STORIES = _follows(
    (petition_topic, petition_topic.c.topic == _topic),
    (story, story.c.petition_id == petition_topic.c.petition_id),
    (alert, _tells_story),
).where(_hears(int(Topic.STORIES)))
_TOPIC_PETITIONS = _follows(
    (petition_topic, petition_topic.c.topic == _topic),
    (petition, petition.c.id == petition_topic.c.petition_id),
    (
        alert,
        sa.and_(
            alert.c.kind == NEW_PETITION,
            alert.c.subject == _named("organisation:", petition.c.organisation_id),
            alert.c.occasion == sa.cast(petition.c.id, sa.Text),
        ),
    ),
).where(_hears(int(Topic.PETITIONS)))

_heard = sa.union(_ITSELF, _ITS_PETITIONS, _ITS_STORIES, _TOPIC_STORIES, _TOPIC_PETITIONS).subquery()
_about = sa.func.coalesce(_id_in(alert.c.subject, "petition:"), _id_of(NEW_PETITION))
_update = sa.and_(
    campaign_update.c.petition_id == petition.c.id,
    campaign_update.c.slug == alert.c.occasion,
    _is(VICTORY, CAMPAIGN_UPDATE),
)
NEWS = Prepared(
    sa.select(
        alert.c.kind,
        alert.c.occasion,
        alert.c.raised_at,
        petition.c.id.label("petition_id"),
        campaign_update.c.id.label("update_id"),
        story.c.id.label("story_id"),
        sa.func.count().over().label("total"),
    )
    .join(_heard, _heard.c.id == alert.c.id)
    .outerjoin(petition, petition.c.id == _about)
    .outerjoin(campaign_update, _update)
    .outerjoin(story, story.c.id == _id_of(NEW_STORY))
    .where(
        alert.c.raised_at > bindparam("after", type_=Instant()),
        # What was taken out since, or is a draft, is no news.
        sa.or_(petition.c.state != "draft", story.c.id.is_not(None)),
        sa.or_(campaign_update.c.id.is_not(None), sa.not_(_is(VICTORY, CAMPAIGN_UPDATE))),
    )
    .order_by(alert.c.raised_at.desc(), alert.c.id.desc())
    .limit(bindparam("most", type_=sa.Integer))
    .offset(bindparam("skip", type_=sa.Integer))
)


class MissedNews:
    """What happened to what supporters follow."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def of(self, supporter_id: int, after: datetime | None, most: int, skip: int = 0) -> tuple[list[News], int]:
        """One page of what was raised after a moment and after each follow began, newest first, and how much in all."""
        rows = self._connection.all(NEWS, supporter_id=supporter_id, after=after or EPOCH, most=most, skip=skip)
        if not rows and skip:
            return [], self.of(supporter_id, after, 1)[1]
        return [_news(row) for row in rows], rows[0].total if rows else 0


def _news(row: Row) -> News:
    return News(row.kind, row.occasion, row.raised_at, row.petition_id, row.update_id, row.story_id)
