"""Stories and news as their organizers write them: nobody else sees what is being written until it is published.

What is public stands in the story's own row. What is written of the next version stands beside it from the first change
on, and what an earlier version said is kept there too. A draft has no version beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alerts
from storage.connection import Connection, Prepared, Row, insert_into
from storage.follows import subject_of_organisation
from storage.hearing import NEW_STORY
from storage.marks import mark_of
from storage.organisations import Source
from storage.slugs import slug_of
from storage.stories import Story, StoryState
from storage.tables.organisations import organisation
from storage.tables.petitions import petition
from storage.tables.stories import story, story_text
from storage.vault import random_id

FIRST = 1


class StoryKind(StrEnum):
    """What it is: the story of people, or news of a campaign."""

    STORY = "story"
    NEWS = "news"


class StoryPart(StrEnum):
    """What is written of it."""

    TITLE = "title"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Written:
    """A story as far as it is written."""

    title: str
    text: str

    def part(self, part: StoryPart) -> str:
        """What stands in one of its parts."""
        return str(getattr(self, part.value))

    def mark(self, part: StoryPart) -> str:
        """Names what stands there."""
        return mark_of(self.part(part))


@dataclass(frozen=True, slots=True)
class StoryConflict:
    """Somebody else has written this part since: nothing was overwritten. `written` is what stands there now."""

    part: StoryPart
    written: Written


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a story said before, until when, and what its organizers said of the change."""

    version: int
    written: Written
    replaced_at: datetime
    note: str


_s, _t = story.c, story_text.c
ZONE = Prepared(
    sa.select(organisation.c.zone, organisation.c.is_sample).where(organisation.c.id == bindparam("organisation_id"))
)
_RANK = sa.case({StoryState.DRAFT.value: 0}, value=_s.state, else_=1)
_OF_ORGANISATION = _s.organisation_id == bindparam("organisation_id")
LISTED = Prepared(
    sa.select(_s.id)
    .where(_OF_ORGANISATION)
    .order_by(_RANK, _s.id.desc())
    .limit(bindparam("most", type_=sa.Integer))
    .offset(bindparam("skip", type_=sa.Integer))
)
HOW_MANY = Prepared(sa.select(sa.func.count().label("n")).where(_OF_ORGANISATION))
_NAMES = (
    *("slug", "organisation_id", "petition_id", "kind", "happened_on", "reported_on", "locale"),
    *("title", "text", "links", "is_sample", "state"),
)
ADD = Prepared(
    lambda engine: (
        insert_into(engine, story)
        .values({name: bindparam(name, type_=story.c[name].type) for name in _NAMES})
        .returning(_s.id)
    )
)
NEXT = Prepared(
    sa.select(_t.title, _t.text).where(_t.story_id == bindparam("story_id"), _t.version == bindparam("at_version"))
)
EARLIER = Prepared(
    sa.select(story_text)
    .where(_t.story_id == bindparam("story_id"), _t.replaced_at.is_not(None))
    .order_by(_t.version.desc())
)
DROP_NEXT = Prepared(
    sa.delete(story_text).where(_t.story_id == bindparam("of_story"), _t.version == bindparam("at_version"))
)
FORGET_EARLIER = Prepared(
    sa.update(story_text)
    .where(_t.story_id == bindparam("of_story"), _t.replaced_at.is_not(None))
    .values(title="", text="")
)
SET_STATE = Prepared(
    sa.update(story)
    .where(_s.id == bindparam("of_story"), _s.state == bindparam("from_state"))
    .values(state=bindparam("to_state"))
)
PUBLISH_NEXT = Prepared(
    sa.update(story)
    .where(_s.id == bindparam("of_story"), _s.version == bindparam("at_version"))
    .values(version=_s.version + 1, title=bindparam("new_title"), text=bindparam("new_text"))
)
ASKS = Prepared(
    sa.select(petition.c.id).where(
        petition.c.id == bindparam("petition_id"), petition.c.organisation_id == bindparam("organisation_id")
    )
)


class StoryDrafts:
    """What organizers begin to tell, change and publish."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def begin(self, organisation_id: int, kind: StoryKind, title: str, locale: str, now: datetime) -> int:
        """A draft with nothing but its title and the day; its id."""
        owner = self._connection.first(ZONE, organisation_id=organisation_id)
        assert owner is not None, "whoever begins a story was let in by its organisation"
        today = now.astimezone(ZoneInfo(owner.zone)).date()
        added = self._connection.first(
            ADD,
            # Many stories are called alike, and nobody types their names.
            slug=f"{slug_of(title, kind.value)}-{random_id():x}",
            organisation_id=organisation_id,
            petition_id=None,
            kind=kind.value,
            happened_on=today,
            reported_on=None,
            locale=locale,
            title=title,
            text="",
            links=[],
            is_sample=owner.is_sample,
            state=StoryState.DRAFT.value,
        )
        assert added is not None, "the id of what was written comes back"
        return int(added.id)

    def of_organisation(self, organisation_id: int, most: int, skip: int = 0) -> tuple[list[int], int]:
        """The ids of one page of its stories, drafts first and the newest before others; and how many there are."""
        total = self._connection.first(HOW_MANY, organisation_id=organisation_id)
        rows = self._connection.all(LISTED, organisation_id=organisation_id, most=most, skip=skip)
        return [row.id for row in rows], int(total.n) if total else 0

    def written(self, given: Story) -> Written:
        """What is written so far: the next version's where that was begun, else what stands there."""
        following = self._following(given)
        return Written(following.title, following.text) if following else Written(given.title, given.text)

    def is_changed(self, given: Story) -> bool:
        """Whether something else is written than what others read."""
        return not given.is_draft and self.written(given) != Written(given.title, given.text)

    def set_part(self, given: Story, part: StoryPart, value: str, seen: str) -> Written | StoryConflict:
        """Write one part where it is as somebody saw it (its mark)."""
        standing = self.written(given)
        if standing.mark(part) != seen and standing.part(part) != value:
            return StoryConflict(part, standing)
        values = {each.value: standing.part(each) for each in StoryPart} | {part.value: value}
        self._write(given, values)
        return Written(**values)

    def _write(self, given: Story, values: dict[str, Any]) -> None:
        if given.is_draft:
            self._connection.run(sa.update(story).where(_s.id == given.id).values(values))
            return
        row = {"story_id": given.id, "version": given.version + 1, **values}
        added = insert_into(self._connection.name, story_text).values(row)
        keys = ["story_id", "version"]
        self._connection.run(added.on_conflict_do_update(index_elements=keys, set_=values))

    def discard(self, given: Story) -> bool:
        """Forget what was written since it was published; False where nothing was."""
        return self._connection.run(DROP_NEXT, of_story=given.id, at_version=given.version + 1) > 0

    def set_days(self, given: Story, happened_on: date, reported_on: date | None) -> None:
        """When it happened, and when it was reported where that is another day."""
        self._set(given, happened_on=happened_on, reported_on=reported_on)

    def set_petition(self, given: Story, petition_id: int | None) -> bool:
        """Which petition of the same organisation it belongs to; False where that is none of them."""
        asked = {"petition_id": petition_id, "organisation_id": given.organisation_id}
        if petition_id is not None and self._connection.first(ASKS, **asked) is None:
            return False
        self._set(given, petition_id=petition_id)
        return True

    def set_links(self, given: Story, links: Sequence[Source]) -> None:
        """Where more of it can be read."""
        self._set(given, links=[{"title": each.title, "url": each.url, "on": each.on or None} for each in links])

    def publish(self, given: Story, note: str, now: datetime) -> bool:
        """Others see what is written from now on; False where somebody else has published it meanwhile.

        Those who follow are told when it is published for the first time. What was taken down is public again with it,
        and nobody reads any more what it said before: somebody may have been endangered by that.
        """
        if given.is_draft:
            return self._publish_first(given, now)
        before, after = Written(given.title, given.text), self.written(given)
        values = {"new_title": after.title, "new_text": after.text}
        if after == before or not self._connection.run(
            PUBLISH_NEXT, of_story=given.id, at_version=given.version, **values
        ):
            return False
        self.discard(given)
        row = {"story_id": given.id, "version": given.version, "title": before.title, "text": before.text}
        self._connection.run(sa.insert(story_text).values(row | {"replaced_at": now, "note": note}))
        if given.is_taken_down:
            self._connection.run(FORGET_EARLIER, of_story=given.id)
            self._becomes(given, StoryState.TAKEN_DOWN, StoryState.PUBLISHED)
        return True

    def _publish_first(self, given: Story, now: datetime) -> bool:
        if not self._becomes(given, StoryState.DRAFT, StoryState.PUBLISHED):
            return False
        subject = subject_of_organisation(given.organisation_id)
        Alerts(self._connection).raise_once(NEW_STORY, subject, str(given.id), now)
        return True

    def take_down(self, given: Story) -> bool:
        """Nobody but its organizers sees it any more; False where that is so already."""
        return self._becomes(given, StoryState.PUBLISHED, StoryState.TAKEN_DOWN)

    def put_back(self, given: Story) -> bool:
        """Others see it again; nobody is told anew. False where it was changed: that is published instead."""
        return not self.is_changed(given) and self._becomes(given, StoryState.TAKEN_DOWN, StoryState.PUBLISHED)

    def earlier(self, story_id: int) -> list[Earlier]:
        """What it said before, the latest first."""
        return [_earlier(row) for row in self._connection.all(EARLIER, story_id=story_id)]

    def _following(self, given: Story) -> Row | None:
        return self._connection.first(NEXT, story_id=given.id, at_version=given.version + 1)

    def _becomes(self, given: Story, before: StoryState, after: StoryState) -> bool:
        values = {"from_state": before.value, "to_state": after.value}
        return self._connection.run(SET_STATE, of_story=given.id, **values) > 0

    def _set(self, given: Story, **values: Any) -> None:
        self._connection.run(sa.update(story).where(_s.id == given.id).values(values))


def _earlier(row: Row) -> Earlier:
    return Earlier(row.version, Written(row.title, row.text), row.replaced_at, row.note)
