"""The countdown to a petition's key dates and its last day: 7, 3 and 1 days before, from 9:00 where it is.

A petition is in its own time zone where it has one, else in its organisation's.

What was not told on its own local day is dropped. A date that was moved is another date, and is told anew.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alerts
from storage.connection import Connection, Prepared
from storage.follows import subject_of
from storage.hearing import CLOSING_SOON, KEY_DATE
from storage.listing import IS_OPEN, IS_PUBLIC
from storage.recurring import A_DAY, local_time, moment_of
from storage.tables.news import alert
from storage.tables.organisations import organisation
from storage.tables.petitions import key_date, petition
from storage.zones import OWN_ZONE

DAYS_BEFORE = (7, 3, 1)
TOLD_FROM = time(9)


def _is_untold(kind: str, occasion: Any) -> Any:
    told = sa.exists().where(
        alert.c.kind == kind,
        alert.c.subject == sa.literal("petition:", sa.Text) + sa.cast(petition.c.id, sa.Text),
        alert.c.occasion == occasion,
    )
    return ~told


_IN_ZONE = (petition.c.organisation_id == organisation.c.id, bindparam("zone", type_=sa.Text) == OWN_ZONE)
_DAYS = bindparam("days", type_=sa.Text)
_MOST = bindparam("most", type_=sa.Integer)
_HAS_OWN = petition.c.zone != ""
_TODAY = bindparam("today", type_=sa.Date)
_AT, _BY = (bindparam(name, type_=petition.c.closes_at.type) for name in ("at", "by"))
ZONES = Prepared(
    sa.union(
        sa.select(organisation.c.zone),
        sa.select(petition.c.zone).where(IS_OPEN, _HAS_OWN, petition.c.closes_at > _AT, petition.c.closes_at <= _BY),
        sa.select(petition.c.zone)
        .join(key_date, key_date.c.petition_id == petition.c.id)
        .where(_HAS_OWN, key_date.c.on_date.between(_TODAY, bindparam("ahead", type_=sa.Date))),
    )
)
DUE_DATES = Prepared(
    sa.select(key_date.c.id, key_date.c.petition_id)
    .join(petition, petition.c.id == key_date.c.petition_id)
    .join(organisation, _IN_ZONE[0])
    .where(key_date.c.on_date == bindparam("on_date", type_=sa.Date), IS_PUBLIC, _IN_ZONE[1])
    .where(_is_untold(KEY_DATE, sa.cast(key_date.c.id, sa.Text) + ":" + _DAYS))
    .order_by(key_date.c.id)
    .limit(_MOST)
)
DUE_CLOSINGS = Prepared(
    sa.select(petition.c.id)
    .join(organisation, _IN_ZONE[0])
    .where(IS_OPEN, _IN_ZONE[1])
    .where(petition.c.closes_at > bindparam("begins", type_=petition.c.closes_at.type))
    .where(petition.c.closes_at <= bindparam("ends", type_=petition.c.closes_at.type))
    .where(_is_untold(CLOSING_SOON, bindparam("occasion", type_=sa.Text)))
    .order_by(petition.c.closes_at, petition.c.id)
    .limit(_MOST)
)


class Countdown:
    """What is told of days ahead."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def zones(self, now: datetime) -> list[str]:
        """The time zones of organisations, and those of petitions of which something may be due."""
        ahead = now + (DAYS_BEFORE[0] + 2) * A_DAY
        days = {"today": now.date(), "ahead": ahead.date()}
        return [row.zone for row in self._connection.all(ZONES, at=now, by=ahead, **days)]

    def tell_due(self, zone: str, now: datetime, most: int) -> int:
        """Raise one page of what is due by now in a zone, each once; how much: at `most` there may be more."""
        local = local_time(now, zone)
        if local.time() < TOLD_FROM:
            return 0
        raised = 0
        for days in DAYS_BEFORE:
            ahead = local.date() + days * A_DAY
            raised += self._tell_dates(zone, ahead, days, now, most - raised)
            raised += self._tell_closings(zone, ahead, days, now, most - raised)
        return raised

    def _tell_dates(self, zone: str, on: date, days: int, now: datetime, most: int) -> int:
        rows = self._connection.all(DUE_DATES, zone=zone, on_date=on, days=str(days), most=most)
        for row in rows:
            self._raise(KEY_DATE, row.petition_id, f"{row.id}:{days}", now)
        return len(rows)

    def _tell_closings(self, zone: str, last_day: date, days: int, now: datetime, most: int) -> int:
        """A petition that closes on a day can be signed until that day ends where it is."""
        begins, ends = (_midnight(day, zone) for day in (last_day, last_day + A_DAY))
        occasion = f"{last_day.isoformat()}:{days}"
        values = {"zone": zone, "begins": begins, "ends": ends, "occasion": occasion}
        rows = self._connection.all(DUE_CLOSINGS, **values, most=most)
        for row in rows:
            self._raise(CLOSING_SOON, row.id, occasion, now)
        return len(rows)

    def _raise(self, kind: str, petition_id: int, occasion: str, now: datetime) -> None:
        Alerts(self._connection).raise_once(kind, subject_of(petition_id), occasion, now)


def _midnight(day: date, zone: str) -> datetime:
    return moment_of(datetime.combine(day, time()), zone)
