"""Missed news: the alerts on what a supporter follows, of the kinds they want to hear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import EPOCH
from storage.connection import Connection, Prepared, Row
from storage.hearing import CAMPAIGN_UPDATE, HEARD, NEW_PETITION, NEW_STORY, VICTORY, id_in
from storage.tables import campaign_update, petition, story


@dataclass(frozen=True, slots=True)
class News:
    """One alert and what it tells of: `update_id` where it is news or a victory, `story_id` where it is a story."""

    kind: str
    occasion: str
    raised_at: datetime
    petition_id: int | None
    update_id: int | None
    story_id: int | None


_heard = HEARD.subquery()
_is_told = sa.or_(_heard.c.kind == VICTORY, _heard.c.kind == CAMPAIGN_UPDATE)


def _id_of(kind: str) -> Any:
    """The number an alert of this kind has as its occasion, or NULL for other kinds."""
    return sa.case((_heard.c.kind == kind, sa.cast(_heard.c.occasion, sa.Integer)))


_petition_id = sa.func.coalesce(id_in(_heard.c.subject, "petition:"), _id_of(NEW_PETITION))
_is_public = sa.select(petition.c.id).where(petition.c.id == _petition_id, petition.c.state != "draft")
_update = sa.select(campaign_update.c.id).where(
    _is_told, campaign_update.c.petition_id == _petition_id, campaign_update.c.slug == _heard.c.occasion
)
_story = sa.select(story.c.id).where(story.c.id == _id_of(NEW_STORY))
_named = sa.select(
    _heard.c.id,
    _heard.c.kind,
    _heard.c.occasion,
    _heard.c.raised_at,
    _is_public.scalar_subquery().label("petition_id"),
    _update.scalar_subquery().label("update_id"),
    _story.scalar_subquery().label("story_id"),
).subquery()
NEWS = Prepared(
    sa.select(_named, sa.func.count().over().label("total"))
    .where(
        # What was taken out since, or is a draft, is no news.
        sa.or_(_named.c.petition_id.is_not(None), _named.c.story_id.is_not(None)),
        sa.or_(_named.c.update_id.is_not(None), sa.and_(_named.c.kind != VICTORY, _named.c.kind != CAMPAIGN_UPDATE)),
    )
    .order_by(_named.c.raised_at.desc(), _named.c.id.desc())
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
