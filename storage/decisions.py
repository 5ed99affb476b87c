"""What moderators decided: one row for each decision, so that a second one is seen to be that, and can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import Instant
from storage.connection import Connection, Prepared, Row
from storage.tables.moderating import decided
from storage.tables.petitions import petition
from storage.tables.signing import signature
from storage.tables.stories import comment, story
from storage.vault import random_id


class Thing(StrEnum):
    """What is decided on; a signature and its reason have one id."""

    SIGNATURE = "signature"
    REASON = "reason"
    COMMENT = "comment"


class Verdict(StrEnum):
    """How: a signature is published by counting it."""

    PUBLISHED = "published"
    SOFTENED = "softened"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is decided, why, and by whom: None for the command line."""

    verdict: Verdict
    cause: str
    by: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision. `held_for` is what held the words before; empty where they were shown. Nobody's `by` is unknown."""

    id: int
    organisation_id: int
    thing: Thing
    subject_id: int
    by: int | None
    verdict: Verdict
    cause: str
    held_for: str
    at: datetime
    is_undone: bool = False
    is_settled: bool = False
    """Whether its writer was told, or did not need to be."""


_c = decided.c
_ONE = _c.id == bindparam("decision_id", type_=sa.BigInteger)
_ABOUT = (_c.kind == bindparam("thing"), _c.subject_id == bindparam("of_subject", type_=sa.BigInteger))
_BY = (_c.organisation_id == bindparam("organisation_id"), _c.supporter_id == bindparam("supporter_id"))
_SINCE = _c.at >= bindparam("since", type_=Instant())
_NEWEST = (_c.at.desc(), _c.id.desc())
_NAMES = ("id", "organisation_id", "kind", "subject_id", "supporter_id", "verdict", "cause", "held_for", "at")
ADD = Prepared(sa.insert(decided).values({name: bindparam(name) for name in (*_NAMES, "is_settled")}))
_OF_SIGNATURE = sa.select(petition.c.organisation_id).join(signature, signature.c.petition_id == petition.c.id)
_OF_COMMENT = sa.select(story.c.organisation_id).join(comment, comment.c.story_id == story.c.id)
_subject = bindparam("subject_id", type_=sa.BigInteger)
OWNER = {
    Thing.SIGNATURE: Prepared(_OF_SIGNATURE.where(signature.c.id == _subject)),
    Thing.REASON: Prepared(_OF_SIGNATURE.where(signature.c.id == _subject)),
    Thing.COMMENT: Prepared(_OF_COMMENT.where(comment.c.id == _subject)),
}
LAST_ON = Prepared(sa.select(decided).where(*_ABOUT).order_by(*_NEWEST).limit(1))
BEFORE = Prepared(
    sa.select(decided)
    .where(*_ABOUT, _c.at < bindparam("before", type_=Instant()))
    .order_by(*_NEWEST)
    .limit(bindparam("most", type_=sa.Integer))
)
LAST_BY = Prepared(sa.select(decided).where(*_BY, _SINCE, _c.undone_at.is_(None)).order_by(*_NEWEST).limit(1))
BY = Prepared(
    sa.select(decided)
    .where(*_BY, _SINCE)
    .order_by(*_NEWEST)
    .limit(bindparam("most", type_=sa.Integer))
    .offset(bindparam("skip", type_=sa.Integer))
)
HOW_MANY_BY = Prepared(sa.select(sa.func.count().label("n")).where(*_BY, _SINCE))
UNDONE = Prepared(
    sa.update(decided).where(_ONE, _c.undone_at.is_(None)).values(undone_at=bindparam("now", type_=Instant()))
)
DROP = Prepared(sa.delete(decided).where(*_ABOUT))
_WHOSE = bindparam("of_supporter", type_=sa.BigInteger)
_THEIR_SIGNATURES = sa.select(signature.c.id).where(signature.c.supporter_id == _WHOSE)
_THEIR_COMMENTS = sa.select(comment.c.id).where(comment.c.supporter_id == _WHOSE)
DROP_ON_SIGNATURES_OF = Prepared(
    sa.delete(decided).where(_c.kind != Thing.COMMENT.value, _c.subject_id.in_(_THEIR_SIGNATURES))
)
DROP_ON_COMMENTS_OF = Prepared(
    sa.delete(decided).where(_c.kind == Thing.COMMENT.value, _c.subject_id.in_(_THEIR_COMMENTS))
)
FORGET_WHO = Prepared(sa.update(decided).where(_c.supporter_id == _WHOSE).values(supporter_id=None))


def decided_of(row: Row) -> Decided:
    """A row as a decision."""
    return Decided(
        row.id,
        row.organisation_id,
        Thing(row.kind),
        row.subject_id,
        row.supporter_id,
        Verdict(row.verdict),
        row.cause,
        row.held_for,
        row.at,
        row.undone_at is not None,
        row.is_settled,
    )


class Decisions:
    """What was decided, by whom and why."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def write(self, thing: Thing, subject_id: int, held_for: str, given: Ruling) -> Decided | None:
        """Write one down. Its writer is told at once where the command line decided, which undoes nothing."""
        owner = self._connection.first(OWNER[thing], subject_id=subject_id)
        if owner is None:
            return None
        ruled = (given.by, given.verdict, given.cause, held_for, given.at)
        made = Decided(random_id(), owner.organisation_id, thing, subject_id, *ruled)
        values = (made.id, owner.organisation_id, thing.value, subject_id, *ruled)
        self._connection.run(ADD, **dict(zip(_NAMES, values, strict=True)), is_settled=given.by is None)
        return made

    def last_on(self, thing: Thing, subject_id: int) -> Decided | None:
        """The latest decision on something, be it undone."""
        return _decided_if(self._connection.first(LAST_ON, thing=thing.value, of_subject=subject_id))

    def before(self, given: Decided, most: int) -> list[Decided]:
        """Some earlier ones on the same, the latest first."""
        asked = {"thing": given.thing.value, "of_subject": given.subject_id, "before": given.at}
        return [decided_of(row) for row in self._connection.all(BEFORE, **asked, most=most)]

    def last_by(self, organisation_id: int, supporter_id: int, since: datetime) -> Decided | None:
        """What somebody decided last there and has not undone."""
        asked = {"organisation_id": organisation_id, "supporter_id": supporter_id, "since": since}
        return _decided_if(self._connection.first(LAST_BY, **asked))

    def by(
        self, organisation_id: int, supporter_id: int, since: datetime, most: int, skip: int = 0
    ) -> tuple[list[Decided], int]:
        """Some of what somebody decided there since then, the latest first, and how many there are."""
        asked = {"organisation_id": organisation_id, "supporter_id": supporter_id, "since": since}
        rows, total = (
            self._connection.all(BY, **asked, most=most, skip=skip),
            self._connection.first(HOW_MANY_BY, **asked),
        )
        return [decided_of(row) for row in rows], int(total.n) if total else 0

    def is_undone(self, given: Decided, now: datetime) -> bool:
        """Write down that it is; False where it was already."""
        return self._connection.run(UNDONE, decision_id=given.id, now=now) > 0

    def forget(self, thing: Thing, subject_id: int) -> None:
        """What it was on is gone."""
        self._connection.run(DROP, thing=thing.value, of_subject=subject_id)

    def forget_signature(self, signature_id: int) -> None:
        """The same of a signature and its reason."""
        for thing in (Thing.SIGNATURE, Thing.REASON):
            self.forget(thing, signature_id)

    def forget_signatures_of(self, supporter_id: int) -> None:
        """What was decided on all that somebody signed."""
        self._connection.run(DROP_ON_SIGNATURES_OF, of_supporter=supporter_id)

    def forget_comments_of(self, supporter_id: int) -> None:
        """What was decided on all that somebody wrote under stories."""
        self._connection.run(DROP_ON_COMMENTS_OF, of_supporter=supporter_id)

    def erase_person(self, supporter_id: int) -> None:
        """What they decided stays, and who they were goes."""
        self._connection.run(FORGET_WHO, of_supporter=supporter_id)


def _decided_if(row: Row | None) -> Decided | None:
    return None if row is None else decided_of(row)
