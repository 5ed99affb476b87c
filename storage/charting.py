"""What charts of one petition are drawn from: each question reads no more than a few hundred sums, however many signed.

The newest entries of the ledger, which the clock has not yet summed, are added while they are few.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import BigInteger, Integer, bindparam

from storage.census import GroupKind
from storage.columns import EPOCH
from storage.connection import Connection, Prepared, Row
from storage.due import COLLECTED, FAILED, GONE, HAS_STOPPED, NOT_WANTED, OUT_OF_REACH, QUEUED, SENDING, SENT, STOPPED
from storage.follows import subject_of
from storage.hourly import HOUR, JOB, SUMS
from storage.jobs import Jobs
from storage.tables.charting import chart_count, chart_group, chart_hour
from storage.tables.news import alert, delivery
from storage.tables.petitions import tally
from storage.tables.signing import signature
from storage.vault import Vault

AN_HOUR = timedelta(hours=1)
MOST_POINTS = 400
MOST_BEHIND = 20_000
"""Entries that are summed while somebody waits."""
MOST_DELIVERIES = 200_000
_h, _g = chart_hour.c, chart_group.c
_its = bindparam("petition_id", type_=Integer)
_since, _first, _step = (bindparam(name, type_=Integer) for name in ("since", "first", "step"))
HOURS = Prepared(
    sa.select(_h.hour, _h.signed, _h.gone, _h.elsewhere)
    .where(_h.petition_id == _its, _h.hour >= _since)
    .order_by(_h.hour)
)
_part = ((_h.hour - _first) // _step).label("part")
PARTS = Prepared(
    sa.select(_part, sa.cast(sa.func.sum(_h.signed + _h.gone + _h.elsewhere), Integer).label("amount"))
    .where(_h.petition_id == _its)
    .group_by(_part)
    .order_by(_part)
)
REACH = Prepared(
    sa.select(sa.func.min(_h.hour).label("first"), sa.func.max(_h.hour).label("last")).where(_h.petition_id == _its)
)
_is_new = tally.c.id > bindparam("after", type_=Integer)
NEW = Prepared(sa.select(HOUR, *SUMS).where(tally.c.petition_id == _its, _is_new).group_by(HOUR).order_by(HOUR))
NEWEST = Prepared(sa.select(sa.func.max(tally.c.id).label("id")))
GROUPS = Prepared(
    sa.select(_g.key, _g.people, _g.signature_id)
    .where(_g.petition_id == _its, _g.kind == bindparam("kind"))
    .order_by(_g.people.desc(), _g.key)
)
COUNTED = Prepared(sa.select(chart_count.c.counted_at).where(chart_count.c.petition_id == _its))
PLACE = Prepared(
    sa.select(signature.c.id, signature.c.place).where(signature.c.id == bindparam("signature_id", type_=BigInteger))
)
_told = (
    sa.select(delivery.c.state, delivery.c.problem, delivery.c.message)
    .join(alert, alert.c.id == delivery.c.alert_id)
    .where(alert.c.subject == bindparam("subject"), delivery.c.supporter_id.is_not(None))
    .limit(MOST_DELIVERIES)
    .subquery()
)
_state = sa.case((_told.c.message.is_not(None), SENT), else_=_told.c.state).label("state")
TOLD = Prepared(sa.select(_state, _told.c.problem, sa.func.count().label("n")).group_by(_state, _told.c.problem))


@dataclass(frozen=True, slots=True)
class Hour:
    """How the count changed in the hour that begins `at`."""

    at: datetime
    signed: int
    gone: int
    elsewhere: int


@dataclass(frozen=True, slots=True)
class Course:
    """How many there were at the end of each of equal parts of time, the first of which begins at `begins`.

    The last one goes `until` the moment of asking, and is not over.
    """

    begins: datetime
    part: timedelta
    totals: tuple[int, ...]
    until: datetime


@dataclass(frozen=True, slots=True)
class Group:
    """So many signers have this in common; all that are in no group of their own have an empty key."""

    key: str
    people: int
    place: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """Of messages on one petition to people: what was told, whom nothing reaches, who wants no more, and the rest."""

    told: int = 0
    gone: int = 0
    stopped: int = 0
    later: int = 0
    on_their_way: int = 0


class Charting:
    """The numbers of one petition, as sums."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; places are opened by the vault."""
        self._connection = connection
        self._vault = vault

    def hours(self, petition_id: int, since: datetime) -> list[Hour]:
        """Those in which the count changed, in their order, from the hour of this moment on."""
        first = hour_of(since)
        found = {row.hour: _hour(row) for row in self._connection.all(HOURS, petition_id=petition_id, since=first)}
        for row in self._new(petition_id):
            if row.hour >= first:
                found[row.hour] = _both(found.get(row.hour), _hour(row))
        return [found[hour] for hour in sorted(found)]

    def newest(self, petition_id: int) -> datetime | None:
        """The last hour in which its count changed; None before the first."""
        new = self._new(petition_id)
        reach = self._connection.first(REACH, petition_id=petition_id)
        last = max([row.hour for row in new] + ([reach.last] if reach and reach.last is not None else []), default=None)
        return None if last is None else begin_of(last)

    def course(
        self, petition_id: int, until: datetime, *, since: datetime | None = None, least: timedelta = AN_HOUR
    ) -> Course | None:
        """Its whole time up to this moment, in a few hundred parts; None before the first signature.

        It begins with the first signature, or `since` then at the latest; no part is shorter than the `least`.
        """
        reach, new = self._connection.first(REACH, petition_id=petition_id), self._new(petition_id)
        hours = [row.hour for row in new] + ([] if reach is None or reach.first is None else [reach.first])
        if not hours:
            return None
        first, last = min(*hours, hour_of(since or until)), max(*hours, hour_of(until))
        step = max(-(-(last - first + 1) // MOST_POINTS), least // AN_HOUR)
        changes = [0] * ((last - first) // step + 1)
        for row in self._connection.all(PARTS, petition_id=petition_id, first=first, step=step):
            changes[min(int(row.part), len(changes) - 1)] += int(row.amount)
        for row in new:
            changes[(row.hour - first) // step] += row.signed + row.gone + row.elsewhere
        return Course(begin_of(first), step * AN_HOUR, _totals(changes), until)

    def groups(self, petition_id: int, kind: GroupKind) -> list[Group]:
        """Those that may be told, the largest first, and all others last."""
        rows = self._connection.all(GROUPS, petition_id=petition_id, kind=kind.value)
        named = [Group(row.key, row.people, self._place(row, kind)) for row in rows if row.key]
        return [*named, *(Group("", row.people) for row in rows if not row.key)]

    def counted_at(self, petition_id: int) -> datetime | None:
        """When its signers were last counted in groups."""
        row = self._connection.first(COUNTED, petition_id=petition_id)
        return row.counted_at if row else None

    def heard(self, petition_id: int) -> Heard:
        """What became of the messages on it, as far as so many can be counted while somebody waits."""
        counts = dict.fromkeys(Heard.__dataclass_fields__, 0)
        for row in self._connection.all(TOLD, subject=subject_of(petition_id)):
            counts[_what_became(row)] += row.n
        return Heard(**counts)

    def _place(self, row: Row, kind: GroupKind) -> str:
        """As one of them typed it; empty where they have left."""
        if kind is not GroupKind.PLACE:
            return ""
        one = self._connection.first(PLACE, signature_id=row.signature_id)
        return self._vault.open("signature", "place", one.id, one.place) if one and one.place else ""

    def _new(self, petition_id: int) -> list[Row]:
        """What is not yet summed; nothing while that would take too long."""
        work, newest = Jobs(self._connection).find(JOB, ""), self._connection.first(NEWEST)
        after = int(work.cursor or 0) if work else 0
        if newest is None or newest.id is None or newest.id - after > MOST_BEHIND:
            return []
        return self._connection.all(NEW, petition_id=petition_id, after=after)


def hour_of(moment: datetime) -> int:
    """Counted from 1970 on."""
    return (moment - EPOCH) // AN_HOUR


def begin_of(hour: int) -> datetime:
    """When it began."""
    return EPOCH + hour * AN_HOUR


def _hour(row: Row) -> Hour:
    return Hour(begin_of(row.hour), row.signed, row.gone, row.elsewhere)


def _both(one: Hour | None, other: Hour) -> Hour:
    if one is None:
        return other
    return Hour(one.at, one.signed + other.signed, one.gone + other.gone, one.elsewhere + other.elsewhere)


def _totals(changes: list[int]) -> tuple[int, ...]:
    total, totals = 0, []
    for change in changes:
        total += change
        totals.append(max(total, 0))
    return tuple(totals)


_STATES: Mapping[str, str] = {
    **dict.fromkeys((SENT,), "told"),
    **dict.fromkeys((GONE, FAILED), "gone"),
    **dict.fromkeys((QUEUED, SENDING, COLLECTED), "on_their_way"),
}
_PROBLEMS: Mapping[str, str] = {
    OUT_OF_REACH: "gone",
    **dict.fromkeys((HAS_STOPPED, NOT_WANTED), "stopped"),
}


def _what_became(row: Row) -> str:
    """In which of the sums it is; whoever was told enough of late finds it later, or where organizers stopped it."""
    found = _STATES.get(row.state) or _PROBLEMS.get(row.problem) or "later"
    return "later" if row.problem == STOPPED else found
