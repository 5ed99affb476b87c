"""Comments under stories: read first, shown with or without an author."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, Row
from storage.decisions import Decisions, Ruling, Thing, Verdict
from storage.showing import HELD_BY_REPORTS, MOST_REWRITES, UNREAD
from storage.supporters import Supporters
from storage.tables.moderating import report
from storage.tables.stories import comment
from storage.telling_writers import note_decision
from storage.vault import Vault, random_id
from storage.voices import Said, Voices
from storage.waiting_news import WaitingNews


class CommentState(StrEnum):
    """Whether others see a comment."""

    HELD = "held"
    PUBLISHED = "published"
    REJECTED = "rejected"
    SOFTENED = "softened"
    """A moderator asked its writer to say it less dangerously; until then it is not shown."""


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment; `author` may be empty, and a link back from elsewhere has a `url`."""

    id: int
    story_id: int
    author: str
    text: str
    url: str
    posted_on: date
    is_link_back: bool
    state: CommentState
    rewrites: int = 0

    @property
    def may_be_said_anew(self) -> bool:
        """Whether other words in its place would be read."""
        if self.state is CommentState.SOFTENED:
            return True
        return self.state is CommentState.REJECTED and self.rewrites < MOST_REWRITES


_PUBLISHED = (comment.c.story_id == bindparam("story_id"), comment.c.state == CommentState.PUBLISHED.value)
PAGE = Prepared(
    sa.select(comment)
    .where(*_PUBLISHED)
    .order_by(comment.c.posted_on, comment.c.id)
    .limit(bindparam("most", type_=sa.Integer))
    .offset(bindparam("skip", type_=sa.Integer))
)
HOW_MANY = Prepared(sa.select(sa.func.count().label("n")).select_from(comment).where(*_PUBLISHED))
FIND = Prepared(
    sa.select(comment).where(comment.c.id == bindparam("comment_id"), comment.c.state == CommentState.PUBLISHED.value)
)
_MINE = comment.c.supporter_id == bindparam("supporter_id")
MINE = Prepared(
    sa.select(comment)
    .where(comment.c.story_id == bindparam("story_id"), _MINE)
    .order_by(comment.c.posted_on.desc(), comment.c.id)
)
FIND_MINE = Prepared(sa.select(comment).where(comment.c.id == bindparam("comment_id"), _MINE))
ADD = Prepared(
    sa.insert(comment).values(
        {
            name: bindparam(name)
            for name in (
                "id",
                "story_id",
                "supporter_id",
                "kind",
                "state",
                "author",
                "text",
                "text_key",
                "posted_on",
            )
        }
    )
)
SAME = Prepared(
    sa.select(comment).where(
        comment.c.story_id == bindparam("story_id"), _MINE, comment.c.text_key == bindparam("text_key")
    )
)
DROP = Prepared(sa.delete(comment).where(comment.c.id == bindparam("comment_id"), _MINE))
DROP_ALL = Prepared(sa.delete(comment).where(_MINE))
DROP_REPORTS_OF_ALL = Prepared(
    sa.delete(report).where(
        report.c.kind == Said.COMMENT.value, report.c.subject_id.in_(sa.select(comment.c.id).where(_MINE))
    )
)
_WORDS = {"author": "author", "text": "text", "text_key": "key"}
_REPORTED = sa.and_(
    comment.c.state == CommentState.PUBLISHED.value,
    comment.c.id.in_(sa.select(report.c.subject_id).where(report.c.kind == Said.COMMENT.value, ~report.c.is_settled)),
)
_WAITING = sa.or_(comment.c.state == CommentState.HELD.value, _REPORTED)
WAITING = Prepared(
    sa.select(comment)
    .where(_WAITING)
    .order_by(comment.c.posted_on, comment.c.id)
    .limit(bindparam("most", type_=sa.Integer))
)
FIND_WAITING = Prepared(sa.select(comment).where(comment.c.id == bindparam("comment_id"), _WAITING))
HOW_MANY_WAIT = Prepared(sa.select(sa.func.count().label("n")).select_from(comment).where(_WAITING))
DECIDED = Prepared(
    sa.select(comment).where(
        comment.c.id == bindparam("comment_id"),
        comment.c.supporter_id.is_not(None),
        comment.c.state != CommentState.HELD.value,
    )
)
REWRITE = Prepared(
    sa.update(comment)
    .where(comment.c.id == bindparam("comment_id"))
    .values(
        state=CommentState.HELD.value,
        rewrites=bindparam("new_rewrites"),
        **{name: bindparam(f"new_{short}") for name, short in _WORDS.items()},
    )
)
DECIDE = Prepared(
    sa.update(comment).where(comment.c.id == bindparam("comment_id"), _WAITING).values(state=bindparam("new_state"))
)


class Comments:
    """What readers wrote."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; texts go through the vault."""
        self._connection = connection
        self._vault = vault

    def of(self, story_id: int, most: int, skip: int = 0) -> tuple[list[Comment], int]:
        """One page of published comments in the order they came, and how many there are in all."""
        total = self._connection.first(HOW_MANY, story_id=story_id)
        rows = self._connection.all(PAGE, story_id=story_id, most=most, skip=skip)
        return [self._opened(row) for row in rows], total.n if total else 0

    def find(self, comment_id: int) -> Comment | None:
        """One published comment, or None."""
        return self._opened_if(self._connection.first(FIND, comment_id=comment_id))

    def by(self, supporter_id: int, story_id: int) -> list[Comment]:
        """What one supporter wrote under a story, published or not, the newest first."""
        return [self._opened(row) for row in self._connection.all(MINE, supporter_id=supporter_id, story_id=story_id)]

    def find_mine(self, comment_id: int, supporter_id: int) -> Comment | None:
        """One comment of this supporter, or None."""
        return self._opened_if(self._connection.first(FIND_MINE, comment_id=comment_id, supporter_id=supporter_id))

    def add(
        self, story_id: int, supporter_id: int, author: str, text: str, on: date, now: datetime | None = None
    ) -> Comment:
        """Keep a comment until it is read; the same words again are the comment that is there."""
        Supporters(self._connection, self._vault).lock(supporter_id)
        key = self._vault.keyed_hash("comment", author, text)
        same = self._connection.first(SAME, story_id=story_id, supporter_id=supporter_id, text_key=key)
        if same is not None:
            return self._opened(same)
        written = Comment(random_id(), story_id, author, text, "", on, False, CommentState.HELD)
        self._connection.run(
            ADD,
            id=written.id,
            story_id=story_id,
            supporter_id=supporter_id,
            kind="comment",
            state=written.state.value,
            author=self._vault.seal_if("comment", "author", written.id, author),
            text=self._vault.seal("comment", "text", written.id, text),
            text_key=key,
            posted_on=on,
        )
        if now is not None:
            WaitingNews(self._connection).note(Thing.COMMENT, written.id, now)
        return written

    def drop(self, comment_id: int, supporter_id: int) -> None:
        """Delete a supporter's own comment, and what was reported of it."""
        if self._connection.run(DROP, comment_id=comment_id, supporter_id=supporter_id):
            Voices(self._connection).forget(Said.COMMENT, comment_id)
            Decisions(self._connection).forget(Thing.COMMENT, comment_id)

    def waiting(self, most: int) -> list[Comment]:
        """What somebody should read: new comments and reported ones, the longest waiting first."""
        return [self._opened(row) for row in self._connection.all(WAITING, most=most)]

    def find_waiting(self, comment_id: int) -> Comment | None:
        """One of these, or None if it was decided already."""
        return self._opened_if(self._connection.first(FIND_WAITING, comment_id=comment_id))

    def how_many_wait(self) -> int:
        """How many somebody should read."""
        row = self._connection.first(HOW_MANY_WAIT)
        return row.n if row else 0

    def find_decided(self, comment_id: int) -> Comment | None:
        """A comment of somebody here on which a moderator has decided, or None."""
        return self._opened_if(self._connection.first(DECIDED, comment_id=comment_id))

    def decide(
        self, comment_id: int, state: CommentState, now: datetime, by: int | None = None, cause: str = ""
    ) -> None:
        """Publish it or not, and tell its writer; a decision on something already decided changes nothing."""
        before = self._connection.first(FIND_WAITING, comment_id=comment_id)
        if before is None or not self._connection.run(DECIDE, comment_id=comment_id, new_state=state.value):
            return
        is_reported = Voices(self._connection).settle(Said.COMMENT, comment_id)
        is_shown = before.state == CommentState.PUBLISHED.value
        held_for = "" if is_shown else HELD_BY_REPORTS if is_reported else UNREAD
        ruling = Ruling(Verdict(state.value), cause, by, now)
        note_decision(self._connection, Thing.COMMENT, comment_id, held_for, ruling)

    def rewrite(self, given: Comment, author: str, text: str, now: datetime) -> Comment:
        """Other words in place of those that a moderator did not publish; they wait to be read."""
        values = {
            "new_author": self._vault.seal_if("comment", "author", given.id, author),
            "new_text": self._vault.seal("comment", "text", given.id, text),
            "new_key": self._vault.keyed_hash("comment", author, text),
        }
        rewrites = given.rewrites + (given.state is CommentState.REJECTED)
        self._connection.run(REWRITE, comment_id=given.id, new_rewrites=rewrites, **values)
        WaitingNews(self._connection).note(Thing.COMMENT, given.id, now)
        return replace(given, author=author, text=text, state=CommentState.HELD, rewrites=rewrites)

    def erase_person(self, supporter_id: int) -> None:
        """Delete what one supporter wrote."""
        self._connection.run(DROP_REPORTS_OF_ALL, supporter_id=supporter_id)
        Decisions(self._connection).forget_comments_of(supporter_id)
        self._connection.run(DROP_ALL, supporter_id=supporter_id)

    def _opened_if(self, row: Row | None) -> Comment | None:
        return None if row is None else self._opened(row)

    def _opened(self, row: Row) -> Comment:
        return comment_of(row, self._vault)


def comment_of(row: Row, vault: Vault) -> Comment:
    """A row of the comment table, decrypted."""
    return Comment(
        row.id,
        row.story_id,
        vault.open("comment", "author", row.id, row.author),
        vault.open("comment", "text", row.id, row.text),
        row.url,
        row.posted_on,
        row.kind == "link_back",
        CommentState(row.state),
        row.rewrites,
    )
