"""Deliveries: who is still to be told what, claimed by whoever brings it, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import STALE, Alerts
from storage.among import among
from storage.claiming import IN_DOUBT, Claims, Decide, other_platform
from storage.columns import Instant
from storage.connection import Connection, Prepared
from storage.due import (
    COLLECTED,
    FAILED,
    GONE,
    NOBODY_KNOWS,
    QUEUED,
    SENDING,
    SENT,
    Due,
)
from storage.tables.news import delivery
from storage.tables.people import account
from storage.vault import Vault

MOST_TRIES = 10
_c = delivery.c
_ONE = _c.id == bindparam("delivery_id", type_=sa.BigInteger)
_MINE = sa.and_(_ONE, _c.state == SENDING)
_due_at, _at = bindparam("until", type_=Instant()), bindparam("now", type_=Instant())

_OUTCOME_AT = sa.case((_c.message.is_not(None), _c.at), else_=_at)
"""What is only edited came when it came."""
GIVE_BACK = Prepared(
    lambda engine: (
        sa.update(delivery)
        .where(among(engine, _c.id, "ids"), _c.state == SENDING)
        .values(state=bindparam("new_state"), due_at=_at, tries=_c.tries - 1)
    )
)
IS_SENT = Prepared(
    sa.update(delivery)
    .where(_MINE)
    .values(state=SENT, due_at=None, at=_OUTCOME_AT, message=bindparam("new_message", type_=sa.LargeBinary))
)
GO_ON = Prepared(
    sa.update(delivery).where(_MINE).values(state=bindparam("new_state"), due_at=_due_at, platform=bindparam("on"))
)
END = Prepared(
    sa.update(delivery)
    .where(_MINE)
    .values(state=bindparam("new_state"), problem=bindparam("new_problem"), due_at=None, at=_OUTCOME_AT)
)
LET_GO = Prepared(sa.update(delivery).where(_c.state == SENDING, _c.due_at > _at).values(due_at=_at))
WAITS = Prepared(sa.select(_c.id).where(_c.platform == bindparam("platform"), _c.due_at <= _at).limit(1))
GONE_FROM = Prepared(sa.update(account).where(account.c.id == bindparam("account_id")).values(gone_at=_at))
DROP_ALL = Prepared(sa.delete(delivery).where(_c.supporter_id == bindparam("supporter_id", type_=sa.BigInteger)))


class Deliveries:
    """What is brought to whom."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; addresses and messages go through the vault."""
        self._connection = connection
        self._vault = vault

    def waits(self, platform: str, now: datetime) -> bool:
        """Whether something is to be brought now."""
        return self._connection.first(WAITS, platform=platform, now=now) is not None

    def claim(self, platform: str, now: datetime, most: int, looked_at: int, decide: Decide) -> tuple[list[Due], int]:
        """What is to be brought now, as `Claims.claim` says."""
        return Claims(self._connection, self._vault).claim(platform, now, most, looked_at, decide)

    def is_sent(self, due: Due, message: str, now: datetime) -> None:
        """It came; `message` is the platform's name for it."""
        for each in due.ids:
            sealed = self._vault.seal_if("delivery", "message", each, message)
            self._connection.run(IS_SENT, delivery_id=each, new_message=sealed, now=now)

    def give_back(self, unsent: Iterable[Due], now: datetime) -> None:
        """They were begun and not tried; what nobody knew the end of stays like that."""
        for due in unsent:
            state = (COLLECTED if due.is_digest else QUEUED) if due.begun_at is None else SENDING
            self._connection.run(GIVE_BACK, ids=due.ids, new_state=state, now=now)

    def try_again(self, due: Due, until: datetime, now: datetime) -> None:
        """It did not come, and may later; tried often enough, it has failed."""
        if due.tries + 1 >= MOST_TRIES:
            self.has_failed(due, "tried too often", now)
            return
        state = COLLECTED if due.is_digest else QUEUED
        for each in due.ids:
            self._connection.run(GO_ON, delivery_id=each, new_state=state, on=due.platform, until=until)

    def is_in_doubt(self, due: Due, until: datetime, now: datetime) -> None:
        """Nobody knows whether it came, which is not forgotten when it is looked at again."""
        if due.tries + 1 >= MOST_TRIES:
            self.has_failed(due, NOBODY_KNOWS, now)
            return
        for each in due.ids:
            self._connection.run(IN_DOUBT, delivery_id=each, until=until)

    def has_failed(self, due: Due, problem: str, now: datetime) -> None:
        """The platform will not take it, or nobody knows whether it did."""
        self._end(due, FAILED, problem, now)

    def is_gone(self, due: Due, now: datetime) -> None:
        """Nobody is there; another account of the same person is tried at once, where there is one.

        Of a message that is only edited, it says no more than that it was taken away.
        """
        if due.account_id is not None and not due.message:
            self._connection.run(GONE_FROM, account_id=due.account_id, now=now)
        other = "" if due.message else other_platform(self._connection, due)
        if not other:
            self._end(due, GONE, "", now)
            return
        state = COLLECTED if due.is_digest else QUEUED
        for each in due.ids:
            self._connection.run(GO_ON, delivery_id=each, new_state=state, on=other, until=now)

    def _end(self, due: Due, state: str, problem: str, now: datetime) -> None:
        """What could only not be corrected was told all the same."""
        state, problem = (SENT, "not corrected") if due.message else (state, problem)
        for each in due.ids:
            self._connection.run(END, delivery_id=each, new_state=state, new_problem=problem, now=now)

    def begin_anew(self, now: datetime) -> int:
        """What the last process was sending when it ended is looked at now, where no other process can be sending it.

        Where others may, their leases have to run out.
        """
        return self._connection.run(LET_GO, now=now) if self._connection.name == "sqlite" else 0

    def prune(self, now: datetime, most: int) -> int:
        """Forget one page of whom old alerts were told; fewer than `most` where nothing is left."""
        alerts = Alerts(self._connection)
        old = alerts.old(now)
        if old is None:
            return 0
        page = sa.select(_c.id).where(_c.alert_id == old.id).limit(most)
        if self._connection.run(sa.delete(delivery).where(_c.id.in_(page))) < most:
            alerts.is_now(old, STALE)
        return most

    def erase_person(self, supporter_id: int) -> None:
        """Forget what somebody was told and is to be told."""
        self._connection.run(DROP_ALL, supporter_id=supporter_id)
