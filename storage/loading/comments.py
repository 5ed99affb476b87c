"""Comments and links back that a campaign file brings."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from storage.connection import Row
from storage.loading.bulk import Bulk, row_id
from storage.loading.campaign_file import Comment
from storage.tables.stories import comment, story
from storage.vault import Vault


def _belong(story_id: int) -> sa.ColumnElement[bool]:
    return sa.and_(comment.c.story_id == story_id, comment.c.supporter_id.is_(None))


def _id_of(vault: Vault, slug: str, said: Comment) -> int:
    return row_id(vault.keyed_hash("imported comment", slug, said.author, said.text, str(said.repeat)))


def _values(vault: Vault, story_id: int, comment_id: int, said: Comment) -> dict[str, Any]:
    return {
        "id": comment_id,
        "story_id": story_id,
        "state": "published",
        "author": vault.seal_if("comment", "author", comment_id, said.author),
        "text": vault.seal("comment", "text", comment_id, said.text),
        "text_key": vault.keyed_hash("comment", said.author, said.text),
        **_open_values(said),
    }


def _outdated(vault: Vault, row: Row, said: Comment) -> dict[str, Any]:  # noqa: ARG001
    return {name: value for name, value in _open_values(said).items() if getattr(row, name) != value}


def _open_values(said: Comment) -> dict[str, Any]:
    return {"kind": said.kind, "url": said.url, "posted_on": said.on}


COMMENTS = Bulk(comment, story, _belong, _id_of, _values, _outdated)
