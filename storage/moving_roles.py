"""What one supporter is as an organizer becomes another's, a page at a time; of two roles the stronger one stays."""

from __future__ import annotations

import sqlalchemy as sa

from storage.connection import Connection, Row
from storage.members import Role
from storage.tables.documents import document
from storage.tables.moderating import alarm, decided, sweep, taken
from storage.tables.organisations import audit, invite, member


def move_members(connection: Connection, going: int, staying: int, most: int) -> int:
    """Members of the same organisation both: the stronger role with its name, since the earlier day. How many moved."""
    page = connection.all(_of(member, going).order_by(member.c.id).limit(most).with_for_update())
    same = member.c.organisation_id.in_([row.organisation_id for row in page])
    mine = {row.organisation_id: row for row in connection.all(_of(member, staying).where(same).with_for_update())}
    for theirs in page:
        if theirs.organisation_id in mine:
            _unite(connection, mine[theirs.organisation_id], theirs)
    _hand_over(connection, member, [row.id for row in page], staying)
    return len(page)


def _unite(connection: Connection, mine: Row, theirs: Row) -> None:
    """Only one of the two is left."""
    stays, goes = (theirs, mine) if Role(theirs.role).is_stronger_than(Role(mine.role)) else (mine, theirs)
    connection.run(sa.delete(member).where(member.c.id == goes.id))
    duties = [row.on_duty_until for row in (mine, theirs) if row.on_duty_until]
    values = {"since": min(mine.since, theirs.since), "on_duty_until": max(duties, default=None)}
    connection.run(sa.update(member).where(member.c.id == stays.id).values(values))


def move_invites(connection: Connection, going: int, staying: int, most: int) -> int:
    """Whom they invited. How many were moved."""
    return _move_all(connection, invite, going, staying, most)


def move_answers(connection: Connection, going: int, staying: int, most: int) -> int:
    """Which alarms they answered. How many were moved."""
    return _move_all(connection, alarm, going, staying, most)


def move_sweeps(connection: Connection, going: int, staying: int, most: int) -> int:
    """What they held, struck out and restored. How many were moved."""
    return _move_all(connection, sweep, going, staying, most)


def move_documents(connection: Connection, going: int, staying: int, most: int) -> int:
    """What they had made to be handed over. How many were moved."""
    return _move_all(connection, document, going, staying, most)


def move_deeds(connection: Connection, going: int, staying: int, most: int) -> int:
    """What they did, and what was done to them. How many were moved of whichever is more."""
    about = connection.all(sa.select(audit.c.id).where(audit.c.about_id == going).limit(most))
    connection.run(sa.update(audit).where(audit.c.id.in_([row.id for row in about])).values(about_id=staying))
    return max(len(about), _move_all(connection, audit, going, staying, most))


def move_decisions(connection: Connection, going: int, staying: int, most: int) -> int:
    """What they decided, and what they look at just now. How many were moved of what they decided."""
    connection.run(sa.update(taken).where(taken.c.supporter_id == going).values(supporter_id=staying))
    return _move_all(connection, decided, going, staying, most)


def _move_all(connection: Connection, table: sa.Table, going: int, staying: int, most: int) -> int:
    ids = [row.id for row in connection.all(_of(table, going).order_by(table.c.id).limit(most))]
    _hand_over(connection, table, ids, staying)
    return len(ids)


def _hand_over(connection: Connection, table: sa.Table, ids: list[int], staying: int) -> None:
    connection.run(sa.update(table).where(table.c.id.in_(ids)).values(supporter_id=staying))


def _of(table: sa.Table, supporter_id: int) -> sa.Select[tuple[object, ...]]:
    return sa.select(table).where(table.c.supporter_id == supporter_id)
