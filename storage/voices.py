"""What readers say of what others wrote: "me too", and reports that something should be looked at."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import Instant
from storage.connection import Connection, Prepared, insert_into
from storage.decisions import Thing
from storage.showing import HELD_BY_REPORTS, ReasonState
from storage.tables.moderating import report
from storage.tables.signing import me_too, signature
from storage.tables.stories import comment
from storage.vault import random_id
from storage.waiting_news import WaitingNews

REPORTS_THAT_HOLD = 3
"""So many people take something out of sight at once, until a moderator has looked at it."""
HELD_FOR = HELD_BY_REPORTS


class Said(StrEnum):
    """What can be reported."""

    REASON = "reason"
    COMMENT = "comment"


class Cause(StrEnum):
    """Why somebody should look at it."""

    REVEALS = "reveals"
    INSULTS = "insults"
    ADVERTISES = "advertises"
    OTHER = "other"


SAY = Prepared(
    lambda engine: (
        insert_into(engine, me_too)
        .values(signature_id=bindparam("signature_id"), supporter_id=bindparam("supporter_id"))
        .on_conflict_do_nothing()
        .returning(me_too.c.signature_id)
    )
)
UNSAY = Prepared(
    sa.delete(me_too)
    .where(me_too.c.signature_id == bindparam("signature_id"), me_too.c.supporter_id == bindparam("supporter_id"))
    .returning(me_too.c.signature_id)
)
UNSAY_ALL_BY = Prepared(
    sa.delete(me_too).where(me_too.c.supporter_id == bindparam("of_supporter")).returning(me_too.c.signature_id)
)
_OWN = sa.select(signature.c.id).where(signature.c.supporter_id == bindparam("of_supporter"))
UNSAY_OF = Prepared(sa.delete(me_too).where(me_too.c.signature_id.in_(_OWN)))
UNSAY_ALL = Prepared(
    sa.delete(me_too).where(me_too.c.signature_id == bindparam("signature_id")).returning(me_too.c.supporter_id)
)
COUNT = Prepared(
    sa.update(signature)
    .where(signature.c.id == bindparam("reason_id"))
    .values(me_too=signature.c.me_too + bindparam("amount", type_=sa.Integer))
)
ONE = Prepared(
    sa.select(me_too.c.signature_id).where(
        me_too.c.signature_id == bindparam("signature_id"), me_too.c.supporter_id == bindparam("supporter_id")
    )
)
REPORTED = Prepared(
    sa.select(report.c.id).where(
        report.c.kind == bindparam("kind"),
        report.c.subject_id == bindparam("subject_id"),
        report.c.supporter_id == bindparam("supporter_id"),
    )
)
REPORT = Prepared(
    lambda engine: (
        insert_into(engine, report)
        .values(
            {name: bindparam(name) for name in ("id", "kind", "subject_id", "supporter_id", "cause", "reported_at")}
        )
        .on_conflict_do_nothing()
        .returning(report.c.id)
    )
)
_ABOUT = (report.c.kind == bindparam("of_kind"), report.c.subject_id == bindparam("of_subject"))
CAUSES = Prepared(sa.select(report.c.cause).where(*_ABOUT, ~report.c.is_settled).order_by(report.c.reported_at))
SETTLE = Prepared(sa.update(report).where(*_ABOUT, ~report.c.is_settled).values(is_settled=True))
UNSETTLE = Prepared(
    sa.update(report)
    .where(*_ABOUT, report.c.reported_at > bindparam("after", type_=Instant()))
    .values(is_settled=False)
)
DROP_REPORTS = Prepared(sa.delete(report).where(*_ABOUT))
DROP_REPORTS_OF_REASONS = Prepared(
    sa.delete(report).where(report.c.kind == Said.REASON.value, report.c.subject_id.in_(_OWN))
)
DROP_REPORTS_OF = Prepared(sa.delete(report).where(report.c.supporter_id == bindparam("supporter_id")))
LOCK = {
    said: Prepared(sa.select(table.c.id).where(table.c.id == bindparam("of_subject")).with_for_update())
    for said, table in ((Said.REASON, signature), (Said.COMMENT, comment))
}
"""Reports of one thing wait for one another, so that the third of three at once sees the other two."""
HOLD = {
    Said.REASON: Prepared(
        sa.update(signature)
        .where(
            signature.c.id == bindparam("of_subject"),
            signature.c.reason_state == ReasonState.PUBLISHED.value,
        )
        .values(reason_state=ReasonState.HELD.value, held_for=HELD_FOR)
    ),
    Said.COMMENT: Prepared(
        sa.update(comment)
        .where(comment.c.id == bindparam("of_subject"), comment.c.state == "published")
        .values(state="held")
    ),
}


class Voices:
    """Me too, and reports; each once for a person, and nobody but that person sees who."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def lock(self, kind: Said, subject_id: int) -> None:
        """Whoever changes or reports it waits until this turn has ended: look at the words again after this."""
        self._connection.first(LOCK[kind], of_subject=subject_id)

    def me_too(self, reason_id: int, supporter_id: int) -> bool:
        """Say it; False if it was said before."""
        said = self._connection.first(SAY, signature_id=reason_id, supporter_id=supporter_id) is not None
        if said:
            self._connection.run(COUNT, reason_id=reason_id, amount=1)
        return said

    def not_me(self, reason_id: int, supporter_id: int) -> bool:
        """Take it back; False if it was not said."""
        taken = self._connection.first(UNSAY, signature_id=reason_id, supporter_id=supporter_id) is not None
        if taken:
            self._connection.run(COUNT, reason_id=reason_id, amount=-1)
        return taken

    def has_said(self, reason_id: int, supporter_id: int) -> bool:
        """Whether this supporter said "me too" to a reason."""
        return self._connection.first(ONE, signature_id=reason_id, supporter_id=supporter_id) is not None

    def report(self, kind: Said, subject_id: int, supporter_id: int, cause: Cause, now: datetime) -> bool:
        """Ask that somebody looks at it; False if this person did before. Enough people hold it at once.

        Whoever moderates locks the organisation before what is said in it, and so does this.
        """
        if self.has_reported(kind, subject_id, supporter_id):
            return False
        WaitingNews(self._connection).note(Thing(kind.value), subject_id, now)
        self.lock(kind, subject_id)
        values = {"kind": kind.value, "subject_id": subject_id, "supporter_id": supporter_id}
        added = self._connection.first(REPORT, id=random_id(), cause=cause.value, reported_at=now, **values)
        if added is None:
            return False
        if len(self.causes(kind, subject_id)) >= REPORTS_THAT_HOLD:
            self._connection.run(HOLD[kind], of_subject=subject_id)
        return True

    def has_reported(self, kind: Said, subject_id: int, supporter_id: int) -> bool:
        """Whether this supporter has reported it."""
        values = {"kind": kind.value, "subject_id": subject_id, "supporter_id": supporter_id}
        return self._connection.first(REPORTED, **values) is not None

    def causes(self, kind: Said, subject_id: int) -> list[Cause]:
        """The causes of all reports that nobody has decided yet, in the order they came."""
        rows = self._connection.all(CAUSES, of_kind=kind.value, of_subject=subject_id)
        return [Cause(row.cause) for row in rows]

    def settle(self, kind: Said, subject_id: int) -> bool:
        """A moderator has looked: the reports so far say no more. Whether there were such."""
        return self._connection.run(SETTLE, of_kind=kind.value, of_subject=subject_id) > 0

    def unsettle(self, kind: Said, subject_id: int, after: datetime) -> None:
        """A decision is undone: the reports that came since the one before it wait again."""
        self._connection.run(UNSETTLE, of_kind=kind.value, of_subject=subject_id, after=after)

    def forget(self, kind: Said, subject_id: int) -> None:
        """The words changed or are gone, and with them all that others said of them."""
        if kind is Said.REASON and (gone := self._connection.all(UNSAY_ALL, signature_id=subject_id)):
            self._connection.run(COUNT, reason_id=subject_id, amount=-len(gone))
        self._connection.run(DROP_REPORTS, of_kind=kind.value, of_subject=subject_id)

    def forget_said_of(self, supporter_id: int) -> None:
        """What others said of all the reasons of one supporter; the numbers are the caller's."""
        self._connection.run(UNSAY_OF, of_supporter=supporter_id)
        self._connection.run(DROP_REPORTS_OF_REASONS, of_supporter=supporter_id)

    def erase_person(self, supporter_id: int) -> None:
        """Take back everything they said."""
        said = {row.signature_id for row in self._connection.all(UNSAY_ALL_BY, of_supporter=supporter_id)}
        self._connection.run(sa.update(signature).where(signature.c.id.in_(said)).values(me_too=signature.c.me_too - 1))
        self._connection.run(DROP_REPORTS_OF, supporter_id=supporter_id)
