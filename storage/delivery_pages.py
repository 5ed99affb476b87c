"""All deliveries of one alert, page by page: its people in the order of their ids, then the chats."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import Instant
from storage.connection import Connection, Prepared
from storage.private_tables import delivery

PAGE_ROWS = 2_000
PEOPLE, CHATS = "people", "chats"
OURS = delivery.c.alert_id == bindparam("of_alert", type_=sa.Integer)
NOW = bindparam("now", type_=Instant())
_person = delivery.c.supporter_id
_after = _person > bindparam("after", type_=sa.BigInteger)
_people = sa.select(_person).where(OURS, _after).order_by(_person).limit(PAGE_ROWS)
LAST = Prepared(sa.select(sa.func.max(_people.subquery().c.supporter_id).label("supporter_id")))
PAGES = {
    PEOPLE: sa.and_(OURS, _after, _person <= bindparam("last", type_=sa.BigInteger)),
    CHATS: sa.and_(OURS, delivery.c.chat_id.is_not(None)),
}
"""Which deliveries a statement changes in a page; of people it takes `after` and `last` beside `of_alert`."""


def last_of_page(connection: Connection, alert_id: int, after: int) -> int | None:
    """The last person of the page that begins after this one; None where there is none left."""
    row = connection.first(LAST, of_alert=alert_id, after=after)
    return None if row is None or row.supporter_id is None else int(row.supporter_id)
