"""Long work: a row with a cursor, done in pages, and gone on with after a restart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.connection import Connection, insert_into
from storage.tables.bookkeeping import job

MOST_ROWS_A_PAGE = 5_000


@dataclass(frozen=True, slots=True)
class Job:
    """Work of one kind on one subject: where it stands and how far that is."""

    kind: str
    subject: str
    cursor: str
    done: int
    total: int | None
    is_finished: bool


class Jobs:
    """The long work there is."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def find(self, kind: str, subject: str) -> Job | None:
        """Where the work stands, or None if it was never begun."""
        row = self._connection.first(sa.select(job).where(job.c.kind == kind, job.c.subject == subject))
        return None if row is None else Job(kind, subject, row.cursor, row.done, row.total, bool(row.is_finished))

    def begin(self, kind: str, subject: str, total: int | None, now: datetime) -> Job:
        """The unfinished work as it stands, or a fresh beginning where there is none."""
        found = self.find(kind, subject)
        if found is not None and not found.is_finished:
            return found
        fresh = Job(kind, subject, "", 0, total, is_finished=False)
        self._write(fresh, now)
        return fresh

    def first_unfinished(self, kind: str) -> Job | None:
        """Work of this kind that is to be gone on with, or None."""
        asked = sa.select(job).where(job.c.kind == kind, ~job.c.is_finished).order_by(job.c.subject).limit(1)
        row = self._connection.first(asked)
        return None if row is None else Job(kind, row.subject, row.cursor, row.done, row.total, is_finished=False)

    def unfinished_at(self, kind: str, cursor: str) -> list[Job]:
        """All work of this kind that stands there."""
        asked = sa.select(job).where(job.c.kind == kind, job.c.cursor == cursor, ~job.c.is_finished)
        rows = self._connection.all(asked.order_by(job.c.subject))
        return [Job(kind, row.subject, cursor, row.done, row.total, is_finished=False) for row in rows]

    def drop(self, work: Job) -> None:
        """Forget work that nobody asks for any more."""
        self._connection.run(sa.delete(job).where(job.c.kind == work.kind, job.c.subject == work.subject))

    def move(self, work: Job, now: datetime) -> None:
        """Write down, with the page itself, how far the work has come."""
        self._write(work, now)

    def _write(self, work: Job, now: datetime) -> None:
        values = {
            "cursor": work.cursor,
            "done": work.done,
            "total": work.total,
            "is_finished": work.is_finished,
            "moved_at": now,
        }
        added = insert_into(self._connection.name, job).values(
            kind=work.kind, subject=work.subject, started_at=now, **values
        )
        self._connection.run(added.on_conflict_do_update(index_elements=["kind", "subject"], set_=values))
