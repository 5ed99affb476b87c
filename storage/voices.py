"""What readers say of what others wrote: "me too", and reports that something should be looked at."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, insert_into
from storage.private_tables import me_too, report, signature
from storage.vault import random_id

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
COUNT = Prepared(
    sa.update(signature)
    .where(signature.c.id == bindparam("reason_id"))
    .values(me_too=signature.c.me_too + bindparam("amount", type_=sa.Integer))
)
SAID = Prepared(sa.select(me_too.c.signature_id).where(me_too.c.supporter_id == bindparam("supporter_id")))
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


class Voices:
    """Me too, and reports; each once for a person."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

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

    def said_by(self, supporter_id: int) -> list[int]:
        """The reasons a supporter said "me too" to."""
        return [row.signature_id for row in self._connection.all(SAID, supporter_id=supporter_id)]

    def report(self, kind: str, subject_id: int, supporter_id: int, cause: str, now: datetime) -> bool:
        """Ask that somebody looks at a reason or a comment; False if this person did before."""
        added = self._connection.first(
            REPORT,
            id=random_id(),
            kind=kind,
            subject_id=subject_id,
            supporter_id=supporter_id,
            cause=cause,
            reported_at=now,
        )
        return added is not None

    def erase_person(self, supporter_id: int) -> None:
        """Take back everything they said."""
        for reason_id in self.said_by(supporter_id):
            self.not_me(reason_id, supporter_id)
        self._connection.run(sa.delete(report).where(report.c.supporter_id == supporter_id))
