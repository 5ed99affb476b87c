"""A moderator decides on what waits, and the diary is told of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from random import Random

import sqlalchemy as sa

from storage.comments import Comment, CommentState
from storage.nouns import Nouns
from storage.reviews import HeldItem
from storage.tables.signing import signature
from tests.fuzz.diary import Diary
from tests.fuzz.ledgers import supporter_of
from tests.fuzz.words import PEOPLE

MOST = 100
YES = 0.8
"""How often a moderator finds no harm."""


@dataclass(frozen=True)
class Decision:
    """Yes or no to a signature, a reason or a comment."""

    item: HeldItem | Comment
    person: str
    is_yes: bool

    def note(self, diary: Diary) -> None:
        """The diary hears of it."""
        if isinstance(self.item, Comment):
            diary.comment_is_decided(self.item.author, self.item.text, is_approved=self.is_yes)
        elif self.person:
            self._note_signature(diary, self.item)

    def _note_signature(self, diary: Diary, item: HeldItem) -> None:
        under = item.signature.petition_id
        if item.is_signature:
            diary.signature_is_decided(self.person, under, is_approved=self.is_yes)
        if not item.is_signature or not self.is_yes:
            diary.reason_is_decided(self.person, under, is_approved=self.is_yes)


def decide(nouns: Nouns, *, seed: int, now: datetime) -> list[Decision]:
    """Decide on everything that waits; to be noted once it is committed."""
    random = Random(seed)
    people = {supporter_of(nouns, person=person): person for person in PEOPLE}
    return [*_signatures(nouns, random, people, now), *_comments(nouns, random, now)]


def _signatures(nouns: Nouns, random: Random, people: dict[int | None, str], now: datetime) -> Iterable[Decision]:
    for item in nouns.reviews.held(MOST):
        row = nouns.connection.first(sa.select(signature).where(signature.c.id == item.signature.id))
        whose = people.get(row.supporter_id, "") if row is not None and row.supporter_id is not None else ""
        is_yes = random.random() < YES
        if is_yes:
            nouns.reviews.approve(item, now)
        else:
            nouns.reviews.reject(item, now)
        yield Decision(item, whose, is_yes)


def _comments(nouns: Nouns, random: Random, now: datetime) -> Iterable[Decision]:
    for comment in nouns.comments.waiting(MOST):
        is_yes = random.random() < YES
        nouns.comments.decide(comment.id, CommentState.PUBLISHED if is_yes else CommentState.REJECTED, now)
        yield Decision(comment, "", is_yes)
