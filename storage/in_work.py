"""Which updates were begun right after a start: what is in work at two crashes is set aside."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from storage.connection import Connection, insert_into
from storage.tables.bookkeeping import in_work

KEPT_FOR = timedelta(hours=48)


class InWork:
    """The updates that were begun and not finished."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def begin(self, bot: str, update_id: str, now: datetime) -> int:
        """Mark an update as begun; returns how often the process ended before while it stood so."""
        add = insert_into(self._connection.name, in_work).values(bot=bot, id=update_id, at=now, begun=1)
        again = add.on_conflict_do_update(
            index_elements=["bot", "id"], set_={"begun": in_work.c.begun + 1, "at": add.excluded.at}
        )
        row = self._connection.first(again.returning(in_work.c.begun))
        assert row is not None, "an upsert returns its row"
        return int(row.begun) - 1

    def end(self, bot: str, update_id: str) -> None:
        """It is done, whatever came of it."""
        self._connection.run(sa.delete(in_work).where(in_work.c.bot == bot, in_work.c.id == update_id))

    def prune(self, now: datetime, most: int) -> int:
        """Forget one page of what nobody asks for any more; returns how many were forgotten."""
        old = sa.select(in_work.c.bot, in_work.c.id).where(in_work.c.at < now - KEPT_FOR).limit(most)
        return self._connection.run(sa.delete(in_work).where(sa.tuple_(in_work.c.bot, in_work.c.id).in_(old)))
