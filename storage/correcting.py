"""What was told and has been corrected since: messages that stand in chats say it right from now on, page by page."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import Instant
from storage.connection import Prepared
from storage.private_tables import delivery

if TYPE_CHECKING:
    from storage.alerts import Alert
    from storage.nouns import Nouns

CORRECTING = "correct"
PAGE_ROWS = 2_000
_page = (
    sa.select(delivery.c.id)
    .where(
        delivery.c.alert_id == bindparam("of_alert", type_=sa.Integer),
        delivery.c.id > bindparam("after", type_=sa.BigInteger),
    )
    .order_by(delivery.c.id)
    .limit(PAGE_ROWS)
)
LAST = Prepared(sa.select(sa.func.max(_page.subquery().c.id).label("id")))
DUE_AGAIN = Prepared(
    sa.update(delivery)
    .where(
        delivery.c.alert_id == bindparam("of_alert", type_=sa.Integer),
        delivery.c.id > bindparam("after", type_=sa.BigInteger),
        delivery.c.id <= bindparam("last", type_=sa.BigInteger),
        delivery.c.state == "sent",
        delivery.c.message.is_not(None),
        # What went in one message with others is no message of its own.
        delivery.c.problem == "",
    )
    .values(state="queued", tries=0, due_at=bindparam("now", type_=Instant()))
)


def correct(nouns: Nouns, given: Alert, now: datetime) -> None:
    """What it tells has changed: what still waits tells it by itself, what was told is edited, without a sound."""
    work = nouns.jobs.begin(CORRECTING, str(given.id), None, now)
    nouns.jobs.move(replace(work, cursor=""), now)


def is_correcting(nouns: Nouns) -> bool:
    """Whether anything is still to be corrected."""
    return nouns.jobs.first_unfinished(CORRECTING) is not None


def correct_page(nouns: Nouns, now: datetime) -> bool:
    """One page of whatever is to be corrected; False where there is nothing."""
    work = nouns.jobs.first_unfinished(CORRECTING)
    if work is None:
        return False
    alert_id, after = int(work.subject), int(work.cursor or 0)
    row = nouns.connection.first(LAST, of_alert=alert_id, after=after)
    if row is None or row.id is None:
        nouns.jobs.drop(work)
    else:
        nouns.connection.run(DUE_AGAIN, of_alert=alert_id, after=after, last=row.id, now=now)
        nouns.jobs.move(replace(work, cursor=str(row.id)), now)
    return True
