"""The pictures and files of petitions, stories, news and deliveries, as organizers change them in chat."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import cast

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.attached_files import remembered
from storage.connection import Connection, Prepared, Row
from storage.file_store import Stored
from storage.stories import File, file_of
from storage.tables.petitions import decision_maker, delivery_to, petition
from storage.tables.stories import attachment, story
from storage.tables.telling import campaign_update

MOST_FILES = 10
"""Beside the picture."""


@dataclass(frozen=True, slots=True)
class Owner:
    """What something belongs to: a petition, a story, a piece of news, or handing over to a decision maker."""

    petition_id: int | None = None
    story_id: int | None = None
    update_id: int | None = None
    decision_maker_id: int | None = None


@dataclass(frozen=True, slots=True)
class Attached:
    """A file with what it belongs to."""

    file: File
    owner: Owner
    organisation_id: int


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of a file: what somebody hears who can't see it, and what stands below it."""

    description: str
    caption: str = ""


_OWNERS = tuple(each.name for each in fields(Owner))
_OF_OWNER = sa.or_(*(attachment.c[name] == bindparam(name, type_=sa.Integer) for name in _OWNERS))
_ITS_PETITION = petition.c.id == sa.func.coalesce(
    attachment.c.petition_id, campaign_update.c.petition_id, decision_maker.c.petition_id
)
ALL_OF = Prepared(sa.select(attachment).where(_OF_OWNER).order_by(attachment.c.id))
OF_DELIVERIES = Prepared(
    sa.select(attachment)
    .join(decision_maker, decision_maker.c.id == attachment.c.decision_maker_id)
    .join(delivery_to, delivery_to.c.decision_maker_id == decision_maker.c.id)
    .where(decision_maker.c.petition_id == bindparam("petition_id"))
    .order_by(decision_maker.c.position, decision_maker.c.id, attachment.c.is_picture.desc(), attachment.c.id)
    .limit(bindparam("most", type_=sa.Integer))
)
FIND = Prepared(
    sa.select(
        attachment, sa.func.coalesce(petition.c.organisation_id, story.c.organisation_id).label("organisation_id")
    )
    .outerjoin(campaign_update, campaign_update.c.id == attachment.c.update_id)
    .outerjoin(decision_maker, decision_maker.c.id == attachment.c.decision_maker_id)
    .outerjoin(petition, _ITS_PETITION)
    .outerjoin(story, story.c.id == attachment.c.story_id)
    .where(attachment.c.id == bindparam("file_id"))
)


class Attachments:
    """What is attached to what."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def all_of(self, owner: Owner) -> list[File]:
        """The picture and the files, the oldest first."""
        rows = self._connection.all(ALL_OF, **asdict(owner))
        return [file_of(row) for row in rows]

    def of_deliveries(self, petition_id: int, most: int) -> list[tuple[int, File]]:
        """What there is of handing a petition over, with the id of its decision maker, in the organizers' order."""
        rows = self._connection.all(OF_DELIVERIES, petition_id=petition_id, most=most)
        return [(row.decision_maker_id, file_of(row)) for row in rows]

    def find(self, file_id: int) -> Attached | None:
        """One of them, with what it belongs to."""
        row = self._connection.first(FIND, file_id=file_id)
        return None if row is None else _attached(row)

    def set_picture(self, owner: Owner, stored: Stored, name: str, words: Words) -> None:
        """The one picture, in place of one there was."""
        is_other = sa.and_(_is_of(owner), attachment.c.is_picture)
        self._connection.run(sa.delete(attachment).where(is_other))
        self._add(owner, stored, name, words, is_picture=True)

    def add(self, owner: Owner, stored: Stored, name: str, words: Words) -> bool:
        """One more file; False where there are as many as there may be."""
        files = [file for file in self.all_of(owner) if not file.is_picture]
        if len(files) >= MOST_FILES:
            return False
        if all(file.path != remembered(stored.path) for file in files):
            self._add(owner, stored, name, words, is_picture=False)
        return True

    def replace(self, file_id: int, stored: Stored, name: str) -> None:
        """Another file in its place; what is said of it stays."""
        self._connection.run(sa.update(attachment).where(attachment.c.id == file_id).values(_values(stored, name)))

    def describe(self, file_id: int, words: Words) -> None:
        """Say something else of it."""
        values = {"description": words.description, "caption": words.caption}
        self._connection.run(sa.update(attachment).where(attachment.c.id == file_id).values(values))

    def remove(self, file_id: int) -> None:
        """It is attached no more; the file itself goes when nothing names it."""
        self._connection.run(sa.delete(attachment).where(attachment.c.id == file_id))

    def named(self, hashes: Collection[str]) -> set[str]:
        """Those of the hashes that something attached has."""
        rows = self._connection.all(sa.select(attachment.c.sha256).where(attachment.c.sha256.in_(hashes)))
        return {row.sha256 for row in rows}

    def _add(self, owner: Owner, stored: Stored, name: str, words: Words, *, is_picture: bool) -> None:
        values = {
            **asdict(owner),
            "is_picture": is_picture,
            "description": words.description,
            "caption": words.caption,
            **_values(stored, name),
        }
        self._connection.run(sa.insert(attachment).values(values))


def _values(stored: Stored, name: str) -> dict[str, object]:
    return {
        "path": remembered(stored.path),
        "name": f"{Path(name).stem}{stored.path.suffix}",
        "media_type": stored.media_type,
        "size": stored.size,
        "sha256": stored.sha256,
    }


def _is_of(owner: Owner) -> sa.ColumnElement[bool]:
    (name, key), *_others = ((name, key) for name, key in asdict(owner).items() if key is not None)
    return cast(sa.ColumnElement[bool], attachment.c[name] == key)


def _attached(row: Row) -> Attached:
    return Attached(file_of(row), Owner(*(getattr(row, name) for name in _OWNERS)), row.organisation_id)
