"""Something followed has a new story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from config.texts import _
from handlers.alerts.beginnings import beginning
from handlers.alerts.buttons import read_more, see_petition
from handlers.alerts.kinds import alert
from handlers.alerts.lines import Told
from handlers.markdown import blocks_of
from handlers.screens import Screen, rows_of, to
from handlers.stories import told_by
from handlers.wording import sample_line
from storage.follows import Topic
from storage.hearing import NEW_STORY

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling


def _in_a_line(telling: Telling) -> Told | None:
    story = telling.story
    organisation = telling.store.organisations.find(story.organisation_id) if story else None
    if story is None or organisation is None:
        return None
    what = _("{organisation} tells: {title}", organisation=story.organisation, title=story.title)
    day = telling.day(telling.news.raised_at, organisation.zone)
    return Told(day, what, story.title, to("told", story.id), story.is_sample)


@alert(NEW_STORY, _in_a_line, topic=Topic.STORIES)
def new_story(telling: Telling) -> Screen | None:
    """Who tells it, and how it begins."""
    story = telling.story
    if story is None:
        return None
    petition = telling.find(story.petition_id)
    body = (told_by(story), *beginning(blocks_of(story.text)), *sample_line(story.is_sample))
    rows = rows_of(read_more(to("told", story.id)), see_petition(petition.id) if petition else None)
    return Screen(story.title, body, rows)
