"""Who looks at what waits: opening something takes it for some minutes, so that two do not decide on it at once."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import Instant
from storage.connection import Connection, Prepared, insert_into
from storage.decisions import Thing
from storage.tables.moderating import taken

TAKEN_FOR = timedelta(minutes=10)

_c = taken.c
_WHAT = (_c.kind == bindparam("thing"), _c.subject_id == bindparam("of_subject", type_=sa.BigInteger))
_now, _who = bindparam("now", type_=Instant()), bindparam("of_supporter", type_=sa.BigInteger)
TAKE = Prepared(
    lambda engine: (
        insert_into(engine, taken)
        .values({name: bindparam(name) for name in ("kind", "subject_id", "supporter_id", "until")})
        .on_conflict_do_update(
            index_elements=["kind", "subject_id"],
            set_={"supporter_id": bindparam("supporter_id"), "until": bindparam("until")},
            where=sa.or_(_c.until <= _now, _c.supporter_id == bindparam("supporter_id")),
        )
        .returning(_c.supporter_id)
    )
)
BY_OTHERS = Prepared(sa.select(_c.supporter_id).where(*_WHAT, _c.until > _now, _c.supporter_id != _who))
RELEASE = Prepared(sa.delete(taken).where(*_WHAT))
RELEASE_ALL = Prepared(sa.delete(taken).where(_c.supporter_id == _who))
DROP_OVER = Prepared(sa.delete(taken).where(_c.until <= _now))


class Takings:
    """What is being looked at just now."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def take(self, thing: Thing, subject_id: int, supporter_id: int, now: datetime) -> bool:
        """Look at this and at nothing else from now on; False where somebody else does."""
        self.release_all(supporter_id)
        self._connection.run(DROP_OVER, now=now)
        values = {"kind": thing.value, "subject_id": subject_id, "supporter_id": supporter_id}
        return self._connection.first(TAKE, **values, until=now + TAKEN_FOR, now=now) is not None

    def holder(self, thing: Thing, subject_id: int, besides: int, now: datetime) -> int | None:
        """Who else looks at it, or None."""
        asked = {"thing": thing.value, "of_subject": subject_id, "of_supporter": besides}
        row = self._connection.first(BY_OTHERS, **asked, now=now)
        return None if row is None else int(row.supporter_id)

    def release(self, thing: Thing, subject_id: int) -> None:
        """Nobody looks at it any more."""
        self._connection.run(RELEASE, thing=thing.value, of_subject=subject_id)

    def release_all(self, supporter_id: int) -> None:
        """They look at nothing any more: they left, or were erased."""
        self._connection.run(RELEASE_ALL, of_supporter=supporter_id)
