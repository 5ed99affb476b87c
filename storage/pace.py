"""The pace of what is sent in bulk: moments are handed out in turn, to all processes of one bot alike.

A generic cell rate algorithm: https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm
"""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import EPOCH
from storage.connection import Connection, Prepared, insert_into
from storage.private_tables import pace

MICROSECOND = timedelta(microseconds=1)
_later = sa.case(
    (pace.c.next_slot < bindparam("now_us", type_=sa.BigInteger), bindparam("now_us", type_=sa.BigInteger)),
    else_=pace.c.next_slot,
)
BEGIN = Prepared(
    lambda engine: (
        insert_into(engine, pace).values(bot=bindparam("bot"), next_slot=bindparam("now_us")).on_conflict_do_nothing()
    )
)
TAKE = Prepared(
    sa.update(pace)
    .where(pace.c.bot == bindparam("of_bot"))
    .values(next_slot=_later + bindparam("taken_us", type_=sa.BigInteger))
    .returning(pace.c.next_slot)
)


FREE = Prepared(sa.select(pace.c.next_slot).where(pace.c.bot == bindparam("of_bot")))


class Pace:
    """When each bot may send next in bulk."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def take(self, bot: str, moments: int, apart: timedelta, now: datetime) -> datetime:
        """The first of so many moments, so far apart, that nobody else is given."""
        taken = moments * (apart // MICROSECOND)
        return self._take(bot, now, taken) - taken * MICROSECOND

    def free_at(self, bot: str) -> datetime | None:
        """The next moment that is given to nobody; None where none was given yet."""
        row = self._connection.first(FREE, of_bot=bot)
        return None if row is None else EPOCH + int(row.next_slot) * MICROSECOND

    def rest(self, bot: str, until: datetime) -> None:
        """Nobody sends in bulk before then."""
        self._take(bot, until, 0)

    def _take(self, bot: str, earliest: datetime, taken: int) -> datetime:
        now_us = (earliest - EPOCH) // MICROSECOND
        row = self._connection.first(TAKE, of_bot=bot, now_us=now_us, taken_us=taken)
        if row is None:
            self._connection.run(BEGIN, bot=bot, now_us=now_us)
            return self._take(bot, earliest, taken)
        return EPOCH + int(row.next_slot) * MICROSECOND
