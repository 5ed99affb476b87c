"""Signers counted by app, link and place, in pages that only read; what is kept of them are groups that may be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Integer, bindparam

from storage.columns import EPOCH, Instant
from storage.connection import Connection, Prepared
from storage.goals import AT_RISK_STEP
from storage.grouping import LEAST
from storage.showing import SignatureState
from storage.tables.charting import chart_count, chart_group
from storage.tables.people import account
from storage.tables.petitions import petition
from storage.tables.signing import signature

APART = timedelta(minutes=10)
"""Between two counts of one petition."""
SIGNATURES_A_PAGE = 5_000
MOST_GROUPS = 7
MOST_KEYS = 50_000
"""Held in memory at once; whoever types a million places is counted among the others."""
SEVERAL = "several"
"""The app of somebody who has linked more than one."""
OTHERS = ""


class GroupKind(StrEnum):
    """By what signers are told apart; the words stand in rows."""

    APP = "app"
    SOURCE = "source"
    PLACE = "place"


_s, _g = signature.c, chart_group.c
_from = sa.tuple_(_s.signed_at, _s.id) > sa.tuple_(
    bindparam("signed_at", type_=Instant()), bindparam("signature_id", type_=BigInteger)
)
_page = (
    sa.select(_s.id, _s.signed_at, _s.supporter_id, _s.source, _s.place_key)
    .where(_s.petition_id == bindparam("petition_id", type_=Integer), _from)
    .where(_s.state == SignatureState.COUNTED.value)
    .order_by(_s.signed_at, _s.id)
    .limit(SIGNATURES_A_PAGE)
    .subquery()
)
_people = sa.func.count().label("people")
_one = sa.func.max(_page.c.id).label("signature_id")
LAST = Prepared(
    sa.select(_page.c.signed_at, _page.c.id, sa.select(_people).select_from(_page).scalar_subquery().label("n"))
    .order_by(_page.c.signed_at.desc(), _page.c.id.desc())
    .limit(1)
)


def _by(key: Any) -> Prepared:
    return Prepared(sa.select(key.label("key"), _people, _one).where(key.is_not(None)).group_by(key))


def _app() -> Prepared:
    """Of whoever has accounts still: the one app, or that there are several."""
    first, last = sa.func.min(account.c.platform), sa.func.max(account.c.platform)
    its = sa.select(sa.case((first == last, first), else_=SEVERAL)).where(
        account.c.supporter_id == _page.c.supporter_id
    )
    apps = sa.select(_page.c.id, its.scalar_subquery().label("key")).subquery()
    key = apps.c.key
    counted = sa.select(key, _people, sa.func.max(apps.c.id).label("signature_id"))
    return Prepared(counted.where(key.is_not(None)).group_by(key))


COUNTS = {GroupKind.APP: _app(), GroupKind.SOURCE: _by(_page.c.source), GroupKind.PLACE: _by(_page.c.place_key)}
DUE = Prepared(
    sa.select(chart_count.c.petition_id)
    .where(
        chart_count.c.is_due,
        sa.or_(chart_count.c.counted_at.is_(None), chart_count.c.counted_at <= bindparam("before", type_=Instant())),
    )
    .order_by(chart_count.c.counted_at, chart_count.c.petition_id)
    .limit(1)
)
OF = Prepared(sa.select(petition.c.at_risk).where(petition.c.id == bindparam("petition_id")))


@dataclass(slots=True)
class Census:
    """What was counted of one petition so far; `signed_at` and `signature_id` are the last that was looked at."""

    petition_id: int
    signed_at: datetime = EPOCH
    signature_id: int = -(2**63)
    total: int = 0
    people: dict[GroupKind, Counter[str]] = field(default_factory=lambda: {kind: Counter() for kind in GroupKind})
    one: dict[tuple[GroupKind, str], int] = field(default_factory=dict)


def begin_census(connection: Connection, now: datetime) -> Census | None:
    """Of a petition whose signers are to be counted anew; whatever comes from now on makes it due again."""
    row = connection.first(DUE, before=now - APART)
    if row is None:
        return None
    its = chart_count.c.petition_id == row.petition_id, chart_count.c.is_due
    begun = connection.run(sa.update(chart_count).where(*its).values(counted_at=now, is_due=False))
    return Census(row.petition_id) if begun else None


def count_on(connection: Connection, census: Census) -> bool:
    """Count one page more; whether there may be another."""
    at = {
        "petition_id": census.petition_id,
        "signed_at": census.signed_at,
        "signature_id": census.signature_id,
    }
    last = connection.first(LAST, **at)
    if last is None:
        return False
    for kind, statement in COUNTS.items():
        for row in connection.all(statement, **at):
            key = row.key.hex() if isinstance(row.key, bytes) else row.key
            census.people[kind][key] += int(row.people)
            census.one[kind, key] = row.signature_id
        _forget_small(census, kind)
    census.total += int(last.n)
    census.signed_at, census.signature_id = last.signed_at, last.id
    return int(last.n) == SIGNATURES_A_PAGE


def _forget_small(census: Census, kind: GroupKind) -> None:
    counted = census.people[kind]
    if len(counted) > MOST_KEYS:
        census.people[kind] = Counter(dict(counted.most_common(MOST_KEYS // 2)))
        for key in counted.keys() - census.people[kind].keys():
            del census.one[kind, key]


def keep(connection: Connection, census: Census) -> None:
    """The groups that may be told stand in place of those before."""
    found = connection.first(OF, petition_id=census.petition_id)
    if found is None:
        return
    kinds = (GroupKind.APP,) if found.at_risk else tuple(GroupKind)
    least = AT_RISK_STEP if found.at_risk else LEAST
    connection.run(sa.delete(chart_group).where(_g.petition_id == census.petition_id))
    connection.many(sa.insert(chart_group), [row for kind in kinds for row in _rows(census, kind, least)])


def _rows(census: Census, kind: GroupKind, least: int) -> Iterator[dict[str, Any]]:
    """The largest groups, and all others as one; where those are too few the smallest group joins them."""
    named = [each for each in census.people[kind].most_common(MOST_GROUPS + 1) if each[0] != OTHERS]
    enough = [each for each in named[:MOST_GROUPS] if each[1] >= least]
    others = census.total - sum(people for _key, people in enough)
    while enough and 0 < others < least:
        others += enough.pop()[1]
    for key, people in enough:
        yield _row(census, kind, key, people) | {"signature_id": census.one[kind, key]}
    if others >= least:
        yield _row(census, kind, OTHERS, others)


def _row(census: Census, kind: GroupKind, key: str, people: int) -> dict[str, Any]:
    of = {"petition_id": census.petition_id, "kind": kind.value, "key": key}
    return {**of, "people": people, "signature_id": None}
