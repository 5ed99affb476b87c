"""The first days of a petition: what its organizers are told of how it goes, and who of them is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median_low

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alerts
from storage.columns import Instant
from storage.connection import Connection, Prepared
from storage.follows import subject_of
from storage.hearing import COACH
from storage.making import tell_one
from storage.members import Role
from storage.signed_lately import by_ways, signed_between
from storage.tables.news import alert
from storage.tables.organisations import member
from storage.tables.petitions import petition, petition_version

FIRST_DAYS, APART = timedelta(hours=72), timedelta(hours=3)
"""So long after it was published organizers are coached, and so long after one message no other comes of it."""
AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
MOST_HOURS, FEWEST_HOURS, MOST_AN_HOUR = 24, 3, 400
MOST_YOUNG = 200

_p, _m = petition.c, member.c
_published = (
    sa.select(sa.type_coerce(sa.func.min(petition_version.c.published_at), Instant()))
    .where(petition_version.c.petition_id == _p.id)
    .correlate(petition)
    .scalar_subquery()
)
_since = bindparam("since", type_=Instant())
YOUNG = Prepared(
    sa.select(_p.id, _p.organisation_id, _published.label("published_at"))
    .where(_p.state == "open", _p.started_on >= bindparam("from_day", type_=sa.Date), _published > _since)
    .order_by(_p.started_on, _p.id)
    .limit(MOST_YOUNG)
)
PUBLISHED = Prepared(sa.select(_published.label("at")).where(_p.id == bindparam("petition_id")))
TOLD_SINCE = Prepared(
    sa.select(alert.c.id)
    .where(alert.c.subject == bindparam("subject"), alert.c.raised_at > _since, alert.c.kind == COACH)
    .limit(1)
)
MEMBERS = Prepared(
    sa.select(_m.supporter_id, _m.role)
    .where(_m.organisation_id == bindparam("organisation_id"), _m.is_coached)
    .order_by(_m.id)
)
IS_ON = Prepared(sa.select(_m.is_coached).where(_m.id == bindparam("member_id")))
SET = Prepared(
    sa.update(member).where(_m.id == bindparam("member_id")).values(is_coached=bindparam("is_on", type_=sa.Boolean))
)


@dataclass(frozen=True, slots=True)
class Young:
    """A petition in its first days."""

    petition_id: int
    organisation_id: int
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Hours:
    """How many signed within the last hour, and what is usual: the middle one of the hours before it."""

    last: int
    usual: int


class Coaching:
    """What organizers can do next."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def young(self, now: datetime) -> list[Young]:
        """Petitions in their first days, of which nothing was said within the last hours."""
        since = now - FIRST_DAYS
        rows = self._connection.all(YOUNG, since=since, from_day=(since - A_DAY).date())
        return [Young(row.id, row.organisation_id, row.published_at) for row in rows if not self._is_told(row.id, now)]

    def _is_told(self, petition_id: int, now: datetime) -> bool:
        return self._connection.first(TOLD_SINCE, subject=subject_of(petition_id), since=now - APART) is not None

    def published_at(self, petition_id: int) -> datetime | None:
        """When it was first published."""
        row = self._connection.first(PUBLISHED, petition_id=petition_id)
        return row.at if row else None

    def hours(self, petition_id: int, published_at: datetime, now: datetime) -> Hours | None:
        """How the last hour compares; None as long as there are too few whole hours before it."""
        whole = min((now - published_at) // AN_HOUR - 1, MOST_HOURS)
        if whole < FEWEST_HOURS:
            return None
        ends = [now - n * AN_HOUR for n in range(whole + 1)]
        read = (signed_between(self._connection, petition_id, each - AN_HOUR, each, MOST_AN_HOUR) for each in ends)
        last, *earlier = [each.about for each in read]
        return Hours(last, median_low(earlier))

    def went_quiet(self, petition_id: int, published_at: datetime, now: datetime) -> dict[str, int]:
        """By which ways how many came until a day ago, by which nobody has come since."""
        a_day_ago = now - A_DAY
        if a_day_ago <= published_at:
            return {}
        came = by_ways(self._connection, petition_id, published_at, a_day_ago)
        come = by_ways(self._connection, petition_id, a_day_ago, now)
        return {} if came is None or come is None else {way: n for way, n in came.items() if way not in come}

    def was_told(self, petition_id: int, occasion: str) -> bool:
        """Whether this was said before."""
        return Alerts(self._connection).named(COACH, subject_of(petition_id), occasion) is not None

    def tell(self, given: Young, occasion: str, roles: Sequence[Role], now: datetime) -> bool:
        """Those of its members in these roles who want it are told; False where it was said before."""
        alerts, subject = Alerts(self._connection), subject_of(given.petition_id)
        if not alerts.raise_once(COACH, subject, occasion, now):
            return False
        raised = alerts.named(COACH, subject, occasion)
        assert raised is not None, "it was raised just now"
        members = self._connection.all(MEMBERS, organisation_id=given.organisation_id)
        for row in members:
            if Role(row.role) in roles:
                tell_one(self._connection, raised.id, row.supporter_id, now)
        return True

    def is_on(self, member_id: int) -> bool:
        """Whether a member wants to be told."""
        row = self._connection.first(IS_ON, member_id=member_id)
        return row is not None and bool(row.is_coached)

    def set(self, member_id: int, *, is_on: bool) -> None:
        """They are told from now on, or no longer."""
        self._connection.run(SET, member_id=member_id, is_on=is_on)
