"""The ledger summed by hours, so that a million signatures are drawn as quickly as ten: the clock follows it in pages.

What signs is never slowed by it. An entry counts once it has settled, since on PostgreSQL a later one may be seen
first; what came since then is added by whoever looks (`storage/charting.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, Integer, bindparam

from storage.columns import Instant
from storage.connection import Connection, Prepared, Row, insert_into
from storage.jobs import Jobs
from storage.ledger import Kind
from storage.tables.bookkeeping import job
from storage.tables.charting import chart_count, chart_hour
from storage.tables.petitions import tally

JOB = "hours"
SETTLES = timedelta(seconds=30)
"""Longer than any turn takes."""
ENTRIES_A_PAGE = 2_000
MILLISECONDS = 3_600_000
ELSEWHERE = (Kind.IMPORTED.value, Kind.PAPER.value, Kind.CORRECTED.value)
_t = tally.c
_is_elsewhere = sa.or_(*(_t.kind == kind for kind in ELSEWHERE))
HOUR = (sa.type_coerce(_t.at, BigInteger) // MILLISECONDS).label("hour")
"""Since 1970, of an entry."""


def _sum(name: str, condition: Any) -> Any:
    return sa.cast(sa.func.sum(sa.case((condition, _t.amount), else_=0)), Integer).label(name)


SUMS = (
    _sum("signed", sa.and_(~_is_elsewhere, _t.amount > 0)),
    _sum("gone", sa.and_(~_is_elsewhere, _t.amount < 0)),
    _sum("elsewhere", _is_elsewhere),
)
_after = _t.id > bindparam("after", type_=Integer)
_page = sa.select(_t.id, _t.at).where(_after).order_by(_t.id).limit(bindparam("most", type_=Integer)).subquery()
_is_new = _page.c.at > bindparam("settled", type_=Instant())
PAGE = Prepared(
    sa.select(
        sa.func.max(_page.c.id).label("last"),
        sa.func.min(sa.case((_is_new, _page.c.id))).label("first_new"),
        sa.func.count().label("n"),
    )
)
BETWEEN = Prepared(
    sa.select(_t.petition_id, HOUR, *SUMS)
    .where(_after, _t.id <= bindparam("last", type_=Integer))
    .group_by(_t.petition_id, HOUR)
)


def follow_ledger(connection: Connection, now: datetime, most: int = ENTRIES_A_PAGE) -> bool:
    """One page of it; whether there may be more."""
    work = Jobs(connection).begin(JOB, "", None, now)
    after = int(work.cursor or 0)
    page = connection.first(PAGE, after=after, most=most, settled=now - SETTLES)
    assert page is not None, "a sum is one row"
    last = page.first_new - 1 if page.first_new is not None else page.last
    if last is None or last <= after or not _moved(connection, work.cursor, last, now):
        return False
    _add(connection, connection.all(BETWEEN, after=after, last=last))
    return page.first_new is None and page.n == most


def _moved(connection: Connection, cursor: str, last: int, now: datetime) -> bool:
    """False where another process was faster."""
    its = (job.c.kind == JOB, job.c.subject == "", job.c.cursor == cursor)
    return connection.run(sa.update(job).where(*its).values(cursor=str(last), moved_at=now)) == 1


def _add(connection: Connection, hours: Sequence[Row]) -> None:
    names = [column.name for column in chart_hour.c]
    rows = [{name: getattr(row, name) for name in names} for row in hours]
    added = insert_into(connection.name, chart_hour)
    more = {name: chart_hour.c[name] + added.excluded[name] for name in names[2:]}
    connection.many(added.on_conflict_do_update(index_elements=names[:2], set_=more), rows)
    due = insert_into(connection.name, chart_count)
    again = due.on_conflict_do_update(index_elements=["petition_id"], set_={"is_due": sa.true()})
    connection.many(
        again, [{"petition_id": each, "is_due": True} for each in sorted({row.petition_id for row in hours})]
    )
