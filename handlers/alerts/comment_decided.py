"""A moderator has read somebody's comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _
from handlers.alerts.decisions import may_write_anew, read_decision, told_otherwise, why_not
from handlers.alerts.kinds import alert
from handlers.alerts.lines import Told
from handlers.blocks import Block
from handlers.my_comments import standing_of
from handlers.screens import Button, Look, Screen, rows_of, to
from handlers.wording import sample_line, together
from storage.comments import Comment, CommentState
from storage.hearing import COMMENT_DECIDED
from storage.stories import Story

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def _decided(telling: Telling) -> tuple[Comment, Story] | None:
    """The comment, while the decision holds, and its story."""
    comment = telling.store.comments.find_decided(telling.news.subject_id)
    story = telling.store.stories.find(comment.story_id) if comment else None
    state, _cause = read_decision(telling.news.occasion)
    return (comment, story) if comment and story and comment.state == state else None


def _in_a_line(telling: Telling) -> Told | None:
    found = _decided(telling)
    if found is None:
        return None
    comment, story = found
    organisation = telling.store.organisations.find(story.organisation_id)
    day = telling.day(telling.news.raised_at, organisation.zone if organisation else "UTC")
    return Told(day, standing_of(comment), story.title, to("my_comment", comment.id), story.is_sample)


@alert(COMMENT_DECIDED, _in_a_line, is_asked_for=True, again=True)
def comment_decided(telling: Telling) -> Screen | None:
    """Its writer hears whether others see it; the words themselves are not repeated."""
    found = _decided(telling)
    if found is None:
        return None
    comment, story = found
    above = _("On “{title}”", title=story.title)
    mine = Button(_("Read my comment"), to("my_comment", comment.id), Look.MAIN)
    otherwise = told_otherwise(telling.news.occasion)
    if comment.state is CommentState.PUBLISHED:
        return Screen(standing_of(comment), (above, *otherwise, *sample_line(story.is_sample)), rows_of(mine))
    anew = Button(_("Say it anew"), to("rewrite_comment", comment.id)) if comment.may_be_said_anew else None
    because = together(_why_not(telling), may_write_anew() if anew else None)
    body: tuple[Block, ...] = (above, *otherwise, because, *sample_line(story.is_sample))
    return Screen(standing_of(comment), body, rows_of(mine, anew))


def _why_not(telling: Telling) -> str:
    _state, cause = read_decision(telling.news.occasion)
    return why_not(cause)
