"""Which alerts a supporter hears of: on what they follow, of the kinds they chose, raised since the follow began.

Petitions that are followed are few, and each has few alerts. Organisations and topics may have a hundred thousand:
there the alerts of each kind are looked through, the newest first, and only so many.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import Instant
from storage.follows import SIGNING_FOLLOWS, Topic, since_of
from storage.tables.news import alert, delivery, follow
from storage.tables.petitions import petition, petition_topic
from storage.tables.stories import story

VICTORY, RESPONSE, DELIVERED = "victory", "response", "delivered"
CAMPAIGN_UPDATE, MILESTONE = "campaign_update", "milestone"
KEY_DATE, CLOSING_SOON = "key_date", "closing_soon"
NEW_PETITION, NEW_STORY = "new_petition", "new_story"
COMMENT_DECIDED, REASON_DECIDED, SIGNATURE_RELEASED = "comment_decided", "reason_decided", "signature_released"
BROADCAST = "broadcast"
REMINDER, REMINDER_TO_SIGN = "reminder", "reminder_to_sign"
TEXT_CHANGED = "text_changed"
"""A petition asks something else than somebody signed."""
TEST_COPY = "test_copy"
"""What an organizer tries out on themselves."""
ALARM, ALARM_UNATTENDED = "alarm", "alarm_unattended"
CORRECTION = "correction"
"""Of something that was told or read; whoever was not told of it yet reads it as it is now."""
ENDINGS = (VICTORY, RESPONSE, DELIVERED)
QUIET = "quiet"
"""That nothing was told of a petition for long; its organizers alone hear that."""
TOLD_BY_ORGANIZERS = (*ENDINGS, CAMPAIGN_UPDATE, BROADCAST)
"""What a broadcast may tell, which its organizers pause and stop."""
TO_DECIDE = "to_decide"
"""That something waits for the moderators of an organisation."""
COACH = "coach"
"""What organizers can do next in the first days of a petition; they alone hear that."""
NOT_SENT = "not_sent"
"""That a broadcast could not begin at its time; its organizers alone hear that."""
TO_CONFIRM = "to_confirm"
"""That somebody wants a broadcast sent, and a second organizer has to agree."""
TEST_OF_BROADCAST = "test_of_broadcast"
"""What an organizer is about to tell, tried out on themselves."""
DOCUMENT_MADE = "document_made"
"""That a file is there which an organizer asked for."""
OWN = (COMMENT_DECIDED, REASON_DECIDED, SIGNATURE_RELEASED, TEXT_CHANGED)
"""What concerns one person alone, and is news until it was told."""
TOPICS_OF_PETITIONS = {
    **dict.fromkeys(ENDINGS, Topic.ENDINGS),
    CAMPAIGN_UPDATE: Topic.UPDATES,
    CORRECTION: SIGNING_FOLLOWS,
    BROADCAST: Topic.UPDATES,
    MILESTONE: Topic.MILESTONES,
    KEY_DATE: Topic.DATES,
    CLOSING_SOON: Topic.DATES,
}
"""Which kind of news an alert on a petition is."""
OF_ORGANISATIONS = (*ENDINGS, CAMPAIGN_UPDATE, CORRECTION)
"""Alerts on a petition that followers of its organisation and chats with its card hear of, too."""
MOST_LOOKED_THROUGH, MOST_STORIES, MOST_DELIVERIES = 1_000, 10_000, 100_000


def id_in(text: Any, prefix: str) -> Any:
    """The number behind a prefix, or NULL where the text begins otherwise."""
    number = sa.cast(sa.func.substr(text, len(prefix) + 1), sa.Integer)
    return sa.case((text.startswith(prefix, autoescape=True), number))


def _named(prefix: str, number: Any) -> Any:
    return sa.literal(prefix) + sa.cast(number, sa.Text)


def _hears(topic: Any) -> Any:
    return follow.c.topics.bitwise_and(topic) != 0


_is_mine = sa.and_(follow.c.supporter_id == bindparam("supporter_id"), follow.c.topics != 0)
_is_petition = follow.c.subject.startswith("petition:")
_after = bindparam("after", type_=Instant())
_is_later = alert.c.raised_at > _after
_first_begun = sa.select(sa.func.min(follow.c.since)).where(_is_mine, sa.not_(_is_petition)).scalar_subquery()
# One bound, so that an index begins there; NULL where only petitions are followed, and nothing is later than that.
_later = sa.case((_first_begun <= _after, _after), else_=_first_begun)


def _on_petitions() -> sa.Select[Any]:
    """Of the petitions that are followed."""
    topic = sa.case({kind: int(topic) for kind, topic in TOPICS_OF_PETITIONS.items()}, value=alert.c.kind, else_=0)
    found = sa.select(alert).select_from(follow).join(alert, alert.c.subject == follow.c.subject)
    begun = sa.case({kind: since_of(each) for kind, each in TOPICS_OF_PETITIONS.items()}, value=alert.c.kind)
    is_begun = sa.and_(alert.c.raised_at > follow.c.since, alert.c.raised_at > begun)
    return found.where(_is_mine, _is_petition, _hears(topic), is_begun, _is_later)


def _stories_of_petitions() -> sa.Select[Any]:
    """Of stories told of the petitions that are followed."""
    its = story.c.petition_id == id_in(follow.c.subject, "petition:")
    begun = since_of(Topic.STORIES).label("since")
    told = sa.select(story.c.id, story.c.organisation_id, begun).select_from(follow).join(story, its)
    # The limit, which nobody reaches, keeps the engines from beginning with the alerts on all stories.
    mine = told.where(_is_mine, _is_petition, _hears(int(Topic.STORIES))).limit(MOST_STORIES).subquery()
    tells = sa.and_(
        alert.c.kind == NEW_STORY,
        alert.c.subject == _named("organisation:", mine.c.organisation_id),
        alert.c.occasion == sa.cast(mine.c.id, sa.Text),
    )
    return sa.select(alert).select_from(mine).join(alert, tells).where(alert.c.raised_at > mine.c.since, _is_later)


def _recent(kind: str) -> Any:
    """The newest alerts of a kind, since the last look and since the first of the other follows began."""
    newest = sa.select(alert).where(alert.c.kind == kind, alert.c.raised_at > _later)
    return newest.order_by(alert.c.raised_at.desc()).limit(MOST_LOOKED_THROUGH).subquery()


def _heard(recent: Any, topic: Topic, subject: Any, *tables: Any) -> sa.Select[Any]:
    """Recent alerts whose subject was followed when they were raised; `tables` are pairs of a table and which row.

    A scalar asked for each alert: of a join the engines would make one that reads all petitions.
    """
    hears = _hears(int(topic))
    asked = sa.select(sa.literal(1)).select_from(*(table for table, _which in tables), follow)
    asked = asked.where(*(which for _table, which in tables), _is_mine, follow.c.subject == subject, hears)
    is_heard = asked.where(recent.c.raised_at > since_of(topic)).limit(1).correlate(recent).scalar_subquery()
    return sa.select(recent).where(is_heard == 1)


def _of_organisations(kind: str, topic: Topic) -> sa.Select[Any]:
    """Petitions or stories of the organisations that are followed."""
    recent = _recent(kind)
    return _heard(recent, topic, recent.c.subject)


def _of_their_petitions(kind: str) -> sa.Select[Any]:
    """What comes of the petitions of the organisations that are followed."""
    recent = _recent(kind)
    its = (petition, petition.c.id == id_in(recent.c.subject, "petition:"))
    return _heard(recent, Topic.UPDATES, _named("organisation:", petition.c.organisation_id), its)


def _petitions_of_topics() -> sa.Select[Any]:
    recent = _recent(NEW_PETITION)
    carried = (petition_topic, petition_topic.c.petition_id == sa.cast(recent.c.occasion, sa.Integer))
    return _heard(recent, Topic.PETITIONS, sa.literal("topic:") + petition_topic.c.topic, carried)


def _stories_of_topics() -> sa.Select[Any]:
    recent = _recent(NEW_STORY)
    told = (story, story.c.id == sa.cast(recent.c.occasion, sa.Integer))
    carried = (petition_topic, petition_topic.c.petition_id == story.c.petition_id)
    return _heard(recent, Topic.STORIES, sa.literal("topic:") + petition_topic.c.topic, told, carried)


def _own() -> sa.Select[Any]:
    """What became of something of theirs."""
    told = sa.select(delivery.c.alert_id).where(delivery.c.supporter_id == bindparam("supporter_id"))
    # This limit, too, keeps the engines from beginning with what concerns all others.
    mine = told.limit(MOST_DELIVERIES).subquery()
    is_own = sa.or_(*(alert.c.kind == kind for kind in OWN))
    return sa.select(alert).select_from(mine).join(alert, alert.c.id == mine.c.alert_id).where(is_own, _is_later)


HEARD = sa.union(
    _on_petitions(),
    _stories_of_petitions(),
    _of_organisations(NEW_PETITION, Topic.PETITIONS),
    _of_organisations(NEW_STORY, Topic.STORIES),
    _of_organisations(BROADCAST, Topic.UPDATES),
    _of_organisations(CORRECTION, Topic.UPDATES),
    _of_their_petitions(BROADCAST),
    *(_of_their_petitions(kind) for kind in OF_ORGANISATIONS),
    _petitions_of_topics(),
    _stories_of_topics(),
    _own(),
)
"""The alerts that `supporter_id` hears of, raised later than `after`."""
