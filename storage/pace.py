"""The pace of what is sent unasked: moments are handed out in turn, to all processes of one bot alike.

A generic cell rate algorithm: https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm. Beside each bot stand the
places with limits of their own that were written to of late, without their names.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import EPOCH
from storage.connection import Connection, Prepared, Row, insert_into
from storage.tables.news import pace
from storage.vault import Vault

MICROSECOND = timedelta(microseconds=1)
FURTHEST = timedelta(seconds=30)
"""Nobody takes a moment that lies further ahead, nor hears of a rest so much later: a clock was set back since."""
KEPT_FOR = timedelta(minutes=1)
_c = pace.c
_ITS = _c.bot == bindparam("of")
_now_us = bindparam("now_us", type_=sa.BigInteger)
FIND = Prepared(sa.select(pace).where(_ITS))
LOCK = Prepared(sa.select(pace).where(_ITS).with_for_update())
BEGIN = Prepared(
    lambda engine: insert_into(engine, pace).values(bot=bindparam("of"), next_slot=_now_us).on_conflict_do_nothing()
)
SET_SLOT = Prepared(sa.update(pace).where(_ITS).values(next_slot=bindparam("slot", type_=sa.BigInteger)))
SET_REST = Prepared(
    sa.update(pace).where(_ITS).values(rests_from=_now_us, rests_until=bindparam("until_us", type_=sa.BigInteger))
)
_PLACES = _c.bot.like(bindparam("places", type_=sa.Text))
HELD = Prepared(sa.select(pace).where(_PLACES, sa.or_(_c.next_slot > _now_us, _c.rests_until > _now_us)))
DROP_OVER = Prepared(
    sa.delete(pace).where(_PLACES, _c.next_slot < bindparam("before_us"), _c.rests_until < bindparam("before_us"))
)


class Pace:
    """When each bot may send next unasked, altogether and to a place with limits of its own."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; places are known by keyed hashes."""
        self._connection = connection
        self._vault = vault

    def name_of(self, bot: str, place: str) -> str:
        """By what a bot, or a place that it writes to, is known here."""
        return f"{bot}:{self._vault.keyed_hash('pace', bot, place).hex()}" if place else bot

    def free_at(self, bot: str, now: datetime, place: str = "") -> datetime:
        """The next moment that is given to nobody, and in no rest."""
        row = self._connection.first(FIND, of=self.name_of(bot, place))
        return now if row is None else _free_at(row, now)

    def rests_until(self, bot: str, now: datetime, place: str) -> datetime:
        """Until when the platform wants nothing there, of itself or altogether; now where it says nothing."""
        rows = (self._connection.first(FIND, of=its) for its in (bot, self.name_of(bot, place)))
        return max((EPOCH + _rests_until(row, _us(now)) * MICROSECOND for row in rows if row), default=now)

    def begin(self, bot: str, now: datetime) -> datetime:
        """The same; other processes of this bot wait with theirs until the end of this turn."""
        row = self._locked(bot, now)
        if row.next_slot > _us(now + FURTHEST):
            self.restart(bot, now)
        return _free_at(row, now)

    def take(self, bot: str, moments: int, apart: timedelta, now: datetime, place: str = "") -> datetime:
        """The first of so many moments, so far apart, that nobody else is given."""
        its = self.name_of(bot, place)
        if place:
            over = _us(now - KEPT_FOR)
            self._connection.run(DROP_OVER, places=f"{bot}:%", before_us=over)
        first = _free_at(self._locked(its, now), now)
        self._connection.run(SET_SLOT, of=its, slot=_us(first + moments * apart))
        return first

    def rest(self, bot: str, until: datetime, now: datetime, place: str = "") -> None:
        """The platform wants nothing before then."""
        its = self.name_of(bot, place)
        until_us = max(_us(until), _rests_until(self._locked(its, now), _us(now)))
        self._connection.run(SET_REST, of=its, now_us=_us(now), until_us=until_us)

    def held(self, bot: str, now: datetime) -> dict[str, datetime]:
        """Places that take nothing now, by their names here, and from when on they do."""
        rows = self._connection.all(HELD, places=f"{bot}:%", now_us=_us(now))
        return {row.bot: free_at for row in rows if (free_at := _free_at(row, now)) > now}

    def restart(self, bot: str, now: datetime) -> None:
        """Moments go on from now, whatever was given before."""
        self._connection.run(SET_SLOT, of=bot, slot=_us(now))

    def is_of_a_later_clock(self, bot: str, now: datetime) -> datetime | None:
        """What the clock showed when a moment was given last, where it was set back since; else None."""
        row = self._connection.first(FIND, of=bot)
        return None if row is None or row.next_slot <= _us(now + FURTHEST) else EPOCH + row.next_slot * MICROSECOND

    def _locked(self, its: str, now: datetime) -> Row:
        row = self._connection.first(LOCK, of=its)
        if row is None:
            self._connection.run(BEGIN, of=its, now_us=_us(now))
            return self._locked(its, now)
        return row


def _us(moment: datetime) -> int:
    return (moment - EPOCH) // MICROSECOND


def _free_at(row: Row, now: datetime) -> datetime:
    now_us = _us(now)
    slot: int = row.next_slot if row.next_slot <= _us(now + FURTHEST) else now_us
    return EPOCH + max(slot, _rests_until(row, now_us), now_us) * MICROSECOND


def _rests_until(row: Row, now_us: int) -> int:
    until: Any = row.rests_until if row.rests_from <= now_us + FURTHEST // MICROSECOND else now_us
    return int(until)
