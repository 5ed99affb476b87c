"""Comments under stories: read first, shown with or without an author."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared
from storage.private_tables import comment
from storage.vault import Vault

_PUBLISHED = (comment.c.story_id == bindparam("story_id"), comment.c.state == "published")
PAGE = Prepared(
    sa.select(comment)
    .where(*_PUBLISHED)
    .order_by(comment.c.posted_on, comment.c.id)
    .limit(bindparam("most", type_=sa.Integer))
    .offset(bindparam("skip", type_=sa.Integer))
)
HOW_MANY = Prepared(sa.select(sa.func.count().label("n")).select_from(comment).where(*_PUBLISHED))


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment; `author` may be empty, and a link back from elsewhere has a `url`."""

    id: int
    author: str
    text: str
    url: str
    posted_on: date
    is_link_back: bool


class Comments:
    """What readers wrote and somebody has published."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; texts go through the vault."""
        self._connection = connection
        self._vault = vault

    def of(self, story_id: int, most: int, skip: int = 0) -> tuple[list[Comment], int]:
        """One page of comments in the order they came, and how many there are in all."""
        total = self._connection.first(HOW_MANY, story_id=story_id)
        rows = self._connection.all(PAGE, story_id=story_id, most=most, skip=skip)
        found = [
            Comment(
                row.id,
                self._vault.open("comment", "author", row.id, row.author),
                self._vault.open("comment", "text", row.id, row.text),
                row.url,
                row.posted_on,
                row.kind == "link_back",
            )
            for row in rows
        ]
        return found, total.n if total else 0

    def erase_person(self, supporter_id: int) -> None:
        """Delete what one supporter wrote."""
        self._connection.run(sa.delete(comment).where(comment.c.supporter_id == supporter_id))
