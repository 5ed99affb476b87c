"""Petitions of which nothing was told for long: their organizers are asked for news, and nobody else hears of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alerts
from storage.columns import Instant
from storage.connection import Connection, Prepared
from storage.follows import subject_of
from storage.hearing import QUIET
from storage.making import tell_one
from storage.members import Role
from storage.petitions import Petition
from storage.tables.organisations import member, organisation
from storage.tables.petitions import petition
from storage.tables.telling import broadcast, campaign_update


@dataclass(frozen=True, slots=True)
class Silence:
    """A petition of which nothing was told since `asked_before` at the latest."""

    petition_id: int
    organisation_id: int
    asked_before: datetime


_p, _u, _b, _o = petition.c, campaign_update.c, broadcast.c, organisation.c
_newest = (
    sa.select(sa.func.max(_u.happened_on))
    .where(_u.petition_id == _p.id, _u.state == "published")
    .correlate(petition)
    .scalar_subquery()
)
_since = sa.func.coalesce(_newest, _p.started_on)
_asked_before = bindparam("asked_before", type_=Instant())
_was_told = sa.exists().where(_b.petition_id == _p.id, _b.started_at > _asked_before).correlate(petition)
_last_told = sa.select(sa.func.max(_b.started_at)).where(_b.petition_id == _p.id).correlate(petition).scalar_subquery()
_is_asked_for = sa.or_(_p.quiet_told_at.is_(None), _p.quiet_told_at <= _asked_before)
SINCE = Prepared(
    sa.select(
        _since.label("since"),
        _newest.label("newest"),
        sa.type_coerce(_last_told, Instant()).label("told_at"),
        _o.quiet_days,
    )
    .join(organisation, _o.id == _p.organisation_id)
    .where(_p.id == bindparam("petition_id"))
)
ORGANISATIONS = Prepared(
    sa.select(_o.id, _o.quiet_days).where(_o.quiet_days > 0, _o.is_sample.is_(False)).order_by(_o.id)
)
DUE = Prepared(
    sa.select(_p.id)
    .where(
        _p.organisation_id == bindparam("organisation_id"),
        _p.state == "open",
        sa.or_(_p.closes_at.is_(None), _p.closes_at > bindparam("now", type_=Instant())),
        _is_asked_for,
        _since <= bindparam("until", type_=sa.Date),
        ~_was_told,
    )
    .order_by(_p.id)
    .limit(bindparam("most", type_=sa.Integer))
)
TELL = Prepared(
    sa.update(petition)
    .where(_p.id == bindparam("of_petition"), _is_asked_for)
    .values(quiet_told_at=bindparam("now", type_=Instant()))
)
MEMBERS = Prepared(
    sa.select(member.c.supporter_id, member.c.role)
    .where(member.c.organisation_id == bindparam("organisation_id"))
    .order_by(member.c.id)
)


class Quiet:
    """How long nothing was told."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def days_of(self, found: Petition, now: datetime) -> int:
        """For how many days nothing was told of an open petition; 0 as long as its organisation finds that usual."""
        row = self._connection.first(SINCE, petition_id=found.id)
        if row is None or not found.is_open or found.is_sample or not row.quiet_days:
            return 0
        zone = ZoneInfo(found.zone)
        last = max(row.since, row.told_at.astimezone(zone).date()) if row.told_at else row.since
        days = (now.astimezone(zone).date() - last).days
        return int(days) if days >= row.quiet_days else 0

    def last_told_on(self, found: Petition) -> date | None:
        """On which day something was told of it last; None where nothing was."""
        row = self._connection.first(SINCE, petition_id=found.id)
        told = row.told_at.astimezone(ZoneInfo(found.zone)).date() if row and row.told_at else None
        return max(filter(None, (row.newest if row else None, told)), default=None)

    def due(self, now: datetime, most: int) -> list[Silence]:
        """Petitions whose organizers are to be asked; fewer than `most` where there are no others. For readers."""
        found: list[Silence] = []
        for its in self._connection.all(ORGANISATIONS):
            before = now - timedelta(days=its.quiet_days)
            asked = {"organisation_id": its.id, "now": now, "asked_before": before, "until": before.date()}
            rows = self._connection.all(DUE, **asked, most=most - len(found))
            found += [Silence(row.id, its.id, before) for row in rows]
            if len(found) >= most:
                break
        return found

    def ask(self, given: Silence, roles: Sequence[Role], now: datetime) -> bool:
        """Ask its members in these roles for news; False where another process was faster."""
        asked = {"of_petition": given.petition_id, "asked_before": given.asked_before}
        if not self._connection.run(TELL, **asked, now=now):
            return False
        members = self._connection.all(MEMBERS, organisation_id=given.organisation_id)
        people = [row.supporter_id for row in members if Role(row.role) in roles]
        if people:
            self._tell(given, people, now)
        return True

    def _tell(self, given: Silence, people: Sequence[int], now: datetime) -> None:
        alerts, subject, occasion = Alerts(self._connection), subject_of(given.petition_id), f"{now:%Y%m%d}"
        alerts.raise_once(QUIET, subject, occasion, now)
        raised = alerts.named(QUIET, subject, occasion)
        assert raised is not None, "it was raised just now, or today"
        for each in people:
            tell_one(self._connection, raised.id, each, now)
