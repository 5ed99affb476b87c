"""What else one supporter has becomes another's, a page at a time; of what both have, one stays."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, Row
from storage.due import DONE, UNTOLD
from storage.follows import UNITED, united
from storage.tables.moderating import report
from storage.tables.news import delivery, follow
from storage.tables.signing import me_too, share_link, signature
from storage.tables.stories import comment

UNITE_FOLLOW = Prepared(
    sa.update(follow)
    .where(follow.c.supporter_id == bindparam("of_supporter"), follow.c.subject == bindparam("of_subject"))
    .values({name: bindparam(f"new_{name}") for name in UNITED})
)
ADD_BROUGHT = Prepared(
    sa.update(share_link)
    .where(share_link.c.supporter_id == bindparam("of_supporter"), share_link.c.petition_id == bindparam("of_petition"))
    .values(brought=share_link.c.brought + bindparam("more", type_=sa.Integer))
)


def move_follows(connection: Connection, going: int, staying: int, most: int) -> int:
    """Followed by both: the stricter choice. How many were moved."""
    page = _page(connection, follow, going, most, follow.c.subject)
    mine = {row.subject: row for row in _of(connection, follow, staying, follow.c.subject, page)}
    for theirs in (row for row in page if row.subject in mine):
        values = {f"new_{name}": value for name, value in united(mine[theirs.subject], theirs).items()}
        connection.run(UNITE_FOLLOW, of_supporter=staying, of_subject=theirs.subject, **values)
    _move(connection, follow, going, staying, follow.c.subject, page, set(mine))
    return len(page)


def move_share_links(connection: Connection, going: int, staying: int, most: int) -> int:
    """Counted for both: one link goes on and has brought what both have. How many were moved."""
    page = _page(connection, share_link, going, most, share_link.c.petition_id)
    mine = {row.petition_id for row in _of(connection, share_link, staying, share_link.c.petition_id, page)}
    for theirs in (row for row in page if row.petition_id in mine):
        connection.run(ADD_BROUGHT, of_supporter=staying, of_petition=theirs.petition_id, more=theirs.brought)
    _move(connection, share_link, going, staying, share_link.c.petition_id, page, mine)
    return len(page)


def move_me_too(connection: Connection, going: int, staying: int, most: int) -> int:
    """Said by both: once. How many were moved."""
    page = _page(connection, me_too, going, most, me_too.c.signature_id)
    mine = {row.signature_id for row in _of(connection, me_too, staying, me_too.c.signature_id, page)}
    _move(connection, me_too, going, staying, me_too.c.signature_id, page, mine)
    _uncount(connection, mine)
    return len(page)


def move_reports(connection: Connection, going: int, staying: int, most: int) -> int:
    """Reported by both: once. How many were moved."""
    page = _page(connection, report, going, most, report.c.id)
    said = {(row.kind, row.subject_id) for row in _of(connection, report, staying, report.c.subject_id, page)}
    doubles = {row.id for row in page if (row.kind, row.subject_id) in said}
    _move(connection, report, going, staying, report.c.id, page, doubles)
    return len(page)


def move_comments(connection: Connection, going: int, staying: int, most: int) -> int:
    """All that was written stays. How many were moved."""
    page = _page(connection, comment, going, most, comment.c.id)
    _move(connection, comment, going, staying, comment.c.id, page, set())
    return len(page)


def move_deliveries(connection: Connection, going: int, staying: int, most: int) -> int:
    """Told, or to be told, by both: what was told stays, else what can be. How many were moved, the newest first."""
    page = _page(connection, delivery, going, most, delivery.c.id.desc())
    mine = {row.alert_id: row for row in _of(connection, delivery, staying, delivery.c.alert_id, page)}
    both = [(row, mine[row.alert_id]) for row in page if row.alert_id in mine]
    replaced = {theirs.id: ours.id for theirs, ours in both if _takes_its_place(theirs.state, ours.state)}
    connection.run(sa.delete(delivery).where(delivery.c.id.in_(replaced.values())))
    doubles = {theirs.id for theirs, _ours in both} - replaced.keys()
    _move(connection, delivery, going, staying, delivery.c.id, page, doubles)
    return len(page)


def _takes_its_place(theirs: str, ours: str) -> bool:
    return (theirs in DONE and ours not in DONE) or (ours in UNTOLD and theirs not in UNTOLD)


def drop_agreement_with_oneself(connection: Connection, supporter_id: int) -> None:
    """ "Me too" under words that turned out to be one's own."""
    mine = sa.select(signature.c.id).where(signature.c.supporter_id == supporter_id)
    said = sa.delete(me_too).where(me_too.c.supporter_id == supporter_id, me_too.c.signature_id.in_(mine))
    _uncount(connection, {row.signature_id for row in connection.all(said.returning(me_too.c.signature_id))})


def _uncount(connection: Connection, signature_ids: Collection[int]) -> None:
    if signature_ids:
        said_of = sa.update(signature).where(signature.c.id.in_(signature_ids))
        connection.run(said_of.values(me_too=signature.c.me_too - 1))


def _page(
    connection: Connection, table: sa.Table, supporter_id: int, most: int, order: sa.ColumnElement[Any]
) -> list[Row]:
    theirs = sa.select(table).where(table.c.supporter_id == supporter_id)
    return connection.all(theirs.order_by(order).limit(most).with_for_update())


def _of(
    connection: Connection, table: sa.Table, supporter_id: int, key: sa.Column[Any], page: Collection[Row]
) -> list[Row]:
    """What the supporter has under the same keys."""
    keys = {getattr(row, key.name) for row in page}
    return connection.all(sa.select(table).where(table.c.supporter_id == supporter_id, key.in_(keys)).with_for_update())


def _move(
    connection: Connection,
    table: sa.Table,
    going: int,
    staying: int,
    key: sa.Column[Any],
    page: Collection[Row],
    doubles: Collection[Any],
) -> None:
    """Drop the doubles of a page and hand over the others."""
    whose = table.c.supporter_id == going
    connection.run(sa.delete(table).where(whose, key.in_(doubles)))
    keys = {getattr(row, key.name) for row in page} - set(doubles)
    connection.run(sa.update(table).where(whose, key.in_(keys)).values(supporter_id=staying))
