"""Campaign stories and news, their pictures and files, and who else told the same event."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, Row
from storage.organisations import Source, sources_of
from storage.tables.organisations import organisation
from storage.tables.petitions import petition
from storage.tables.stories import attachment, story


class StoryState(StrEnum):
    """Who sees a story."""

    DRAFT = "draft"
    PUBLISHED = "published"
    TAKEN_DOWN = "taken_down"


@dataclass(frozen=True, slots=True)
class Story:
    """A story or a piece of news; `happened_on` is the event's date as this organisation tells it."""

    id: int
    organisation_id: int
    organisation: str
    legal_line: str
    petition_id: int | None
    kind: str
    event: str
    title: str
    text: str
    happened_on: date
    reported_on: date | None
    links: tuple[Source, ...]
    is_sample: bool
    locale: str
    state: StoryState
    version: int

    @property
    def is_draft(self) -> bool:
        """Whether nobody but its organizers has ever seen it."""
        return self.state is StoryState.DRAFT

    @property
    def is_public(self) -> bool:
        """Whether others than its organizers see it."""
        return self.state is StoryState.PUBLISHED

    @property
    def is_taken_down(self) -> bool:
        """Whether others saw it, and no longer do."""
        return self.state is StoryState.TAKEN_DOWN


@dataclass(frozen=True, slots=True)
class File:
    """A picture or another file: `size` in bytes, `path` on this machine."""

    id: int
    is_picture: bool
    path: str
    name: str
    media_type: str
    size: int
    description: str
    caption: str
    sha256: str = ""


IS_PUBLIC = story.c.state == StoryState.PUBLISHED.value
ANY = sa.select(story, organisation.c.name.label("organisation_name"), organisation.c.legal_line).join(organisation)
PUBLIC = ANY.where(IS_PUBLIC)
FIND_ANY = Prepared(ANY.where(story.c.id == bindparam("story_id")))
_NEWEST = (sa.func.coalesce(story.c.reported_on, story.c.happened_on).desc(), story.c.id.desc())
FIND = Prepared(PUBLIC.where(story.c.id == bindparam("story_id")))
NEWEST = Prepared(
    PUBLIC.order_by(*_NEWEST).limit(bindparam("most", type_=sa.Integer)).offset(bindparam("skip", type_=sa.Integer))
)
HOW_MANY = Prepared(sa.select(sa.func.count().label("n")).select_from(story).where(IS_PUBLIC))
OF_PETITION = Prepared(PUBLIC.where(story.c.petition_id == bindparam("petition_id")).order_by(*_NEWEST))
OF_EVENT = Prepared(PUBLIC.where(story.c.event == bindparam("event")).order_by(story.c.happened_on, story.c.id))
FILES_OF_STORY = Prepared(
    sa.select(attachment).where(attachment.c.story_id == bindparam("owner_id")).order_by(attachment.c.id)
)
FILES_OF_PETITION = Prepared(
    sa.select(attachment).where(attachment.c.petition_id == bindparam("owner_id")).order_by(attachment.c.id)
)
PUBLIC_PICTURE = Prepared(
    sa.select(attachment)
    .outerjoin(petition, petition.c.id == attachment.c.petition_id)
    .outerjoin(story, story.c.id == attachment.c.story_id)
    .where(attachment.c.id == bindparam("file_id"), attachment.c.is_picture)
    .where(sa.or_(IS_PUBLIC, petition.c.state != "draft"))
)


class Stories:
    """The stories of the store."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def find(self, story_id: int) -> Story | None:
        """One story by its id, or None."""
        row = self._connection.first(FIND, story_id=story_id)
        return None if row is None else _story(row)

    def find_any(self, story_id: int) -> Story | None:
        """The same of what is not public, for its organizers alone."""
        row = self._connection.first(FIND_ANY, story_id=story_id)
        return None if row is None else _story(row)

    def newest(self, most: int, skip: int = 0) -> tuple[list[Story], int]:
        """One page, newest first, and how many there are in all."""
        total = self._connection.first(HOW_MANY)
        rows = self._connection.all(NEWEST, most=most, skip=skip)
        return [_story(row) for row in rows], total.n if total else 0

    def of_petition(self, petition_id: int) -> list[Story]:
        """What was told of one petition, newest first."""
        return [_story(row) for row in self._connection.all(OF_PETITION, petition_id=petition_id)]

    def other_tellings(self, found: Story) -> list[Story]:
        """How other organisations told the same event, by their dates."""
        if not found.event:
            return []
        rows = self._connection.all(OF_EVENT, event=found.event)
        return [_story(row) for row in rows if row.id != found.id]

    def files(self, story_id: int) -> list[File]:
        """A story's picture and files."""
        return [file_of(row) for row in self._connection.all(FILES_OF_STORY, owner_id=story_id)]

    def files_of_petition(self, petition_id: int) -> list[File]:
        """A petition's picture and files."""
        return [file_of(row) for row in self._connection.all(FILES_OF_PETITION, owner_id=petition_id)]

    def public_picture(self, file_id: int) -> File | None:
        """A picture that anybody may see: one of a petition or a story that is no draft."""
        row = self._connection.first(PUBLIC_PICTURE, file_id=file_id)
        return None if row is None else file_of(row)


def _story(row: Row) -> Story:
    return Story(
        id=row.id,
        organisation_id=row.organisation_id,
        organisation=row.organisation_name,
        legal_line=row.legal_line,
        petition_id=row.petition_id,
        kind=row.kind,
        event=row.event,
        title=row.title,
        text=row.text,
        happened_on=row.happened_on,
        reported_on=row.reported_on,
        links=sources_of(row.links),
        is_sample=row.is_sample,
        locale=row.locale,
        state=StoryState(row.state),
        version=row.version,
    )


def file_of(row: Row) -> File:
    """A row of the files as its noun has it."""
    return File(*(getattr(row, each.name) for each in fields(File)))
