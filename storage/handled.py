"""Which updates were done: (bot, update or interaction id), for 48 hours, without any person."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, insert_into
from storage.tables.bookkeeping import handled

KEPT_FOR = timedelta(hours=48)

ADD = Prepared(
    lambda engine: (
        insert_into(engine, handled)
        .values(bot=bindparam("bot"), id=bindparam("id"), at=bindparam("at"))
        .on_conflict_do_nothing()
        .returning(handled.c.at)
    )
)


class Handled:
    """The updates that were done already."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def add(self, bot: str, update_id: str, now: datetime) -> bool:
        """Mark an update as done; False if it was done before."""
        return self._connection.first(ADD, bot=bot, id=update_id, at=now) is not None

    def prune(self, now: datetime, most: int) -> int:
        """Forget one page of what is older than 48 hours; returns how many were forgotten."""
        old = sa.select(handled.c.bot, handled.c.id).where(handled.c.at < now - KEPT_FOR).limit(most)
        return self._connection.run(sa.delete(handled).where(sa.tuple_(handled.c.bot, handled.c.id).in_(old)))
