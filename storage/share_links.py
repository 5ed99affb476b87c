"""Share links whose sharer wants to know how many they brought: an opaque code, a count, and nobody's name.

Who came by a link is written down nowhere: only the number goes up.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import Instant
from storage.connection import Connection, Prepared, insert_into
from storage.petition_rows import CODE_ALPHABET
from storage.tables.signing import share_link

CODE_LETTERS = 8

MOST_AN_HOUR = 500
"""What a link brings beyond that counts as signatures, and no longer for its sharer: flooding earns nothing."""
AN_HOUR = timedelta(hours=1)
_IS_LATE = share_link.c.lately_since > bindparam("hour_began", type_=Instant())

_NAMES = ("code", "petition_id", "supporter_id", "named_link_id")
ADD = Prepared(
    lambda engine: (
        insert_into(engine, share_link)
        .values({name: bindparam(name, type_=share_link.c[name].type) for name in _NAMES})
        .on_conflict_do_nothing()
        .returning(share_link.c.code)
    )
)
OF = Prepared(
    sa.select(share_link).where(
        share_link.c.supporter_id == bindparam("supporter_id"), share_link.c.petition_id == bindparam("petition_id")
    )
)
BRING = Prepared(
    sa.update(share_link)
    .where(
        share_link.c.code == bindparam("of_code"),
        share_link.c.petition_id == bindparam("of_petition"),
        share_link.c.supporter_id != bindparam("not_of"),
    )
    .values(
        brought=share_link.c.brought + sa.case((sa.and_(_IS_LATE, share_link.c.lately >= MOST_AN_HOUR), 0), else_=1),
        lately=sa.case((_IS_LATE, share_link.c.lately + 1), else_=1),
        lately_since=sa.case((_IS_LATE, share_link.c.lately_since), else_=bindparam("now", type_=Instant())),
    )
    .returning(share_link.c.named_link_id)
)
END = Prepared(
    sa.delete(share_link).where(
        share_link.c.supporter_id == bindparam("supporter_id"), share_link.c.petition_id == bindparam("petition_id")
    )
)


class ShareLinks:
    """Counted share links, at most one for a person and petition."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def of(self, supporter_id: int, petition_id: int) -> tuple[str, int] | None:
        """The code and how many it brought, or None where they did not switch counting on."""
        row = self._connection.first(OF, supporter_id=supporter_id, petition_id=petition_id)
        return None if row is None else (row.code, row.brought)

    def begin(self, supporter_id: int, petition_id: int, came_by: int | None = None) -> str:
        """Switch counting on; the code of the link. `came_by` is the link of an organizer by which they came."""
        code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LETTERS))
        values = {"code": code, "petition_id": petition_id, "supporter_id": supporter_id}
        self._connection.first(ADD, named_link_id=came_by, **values)
        found = self.of(supporter_id, petition_id)
        return found[0] if found else self.begin(supporter_id, petition_id, came_by)

    def end(self, supporter_id: int, petition_id: int) -> None:
        """Switch counting off, and forget the count."""
        self._connection.run(END, supporter_id=supporter_id, petition_id=petition_id)

    def bring(self, code: str, petition_id: int, supporter_id: int, now: datetime) -> int | None:
        """Somebody signed who came by this code; a sharer's own signature does not count.

        Gives the link of an organizer by which the sharer had come.
        """
        values = {"of_code": code, "of_petition": petition_id, "not_of": supporter_id}
        row = self._connection.first(BRING, now=now, hour_began=now - AN_HOUR, **values)
        return row.named_link_id if row else None

    def erase_person(self, supporter_id: int) -> None:
        """Forget their links."""
        self._connection.run(sa.delete(share_link).where(share_link.c.supporter_id == supporter_id))

    def drop_all_of(self, petition_id: int) -> None:
        """Forget every link to a petition whose signers are at risk from now on."""
        self._connection.run(sa.delete(share_link).where(share_link.c.petition_id == petition_id))
