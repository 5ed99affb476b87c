"""Deliveries: who is still to be told what, claimed by whoever brings it, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.about import About, about
from storage.alerts import STALE, Alerts
from storage.among import among
from storage.columns import Instant
from storage.connection import Connection, Prepared, Row
from storage.due import (
    COLLECTED,
    DIGEST,
    FAILED,
    GONE,
    QUEUED,
    SENDING,
    SENT,
    SKIPPED,
    Collect,
    Decision,
    Due,
    Heard,
    Send,
    Skip,
    Wait,
    claimed_alert,
    claiming,
    due_of,
)
from storage.lately import heard_lately
from storage.private_tables import account, alert, delivery
from storage.vault import Unreadable, Vault

LEASE = timedelta(seconds=60)
"""After so long without a word, whoever was bringing something is given up."""
MOST_TRIES = 10
_c = delivery.c
_ONE = _c.id == bindparam("delivery_id", type_=sa.BigInteger)
_MINE = sa.and_(_ONE, _c.state == SENDING)
_due_at, _at = bindparam("until", type_=Instant()), bindparam("now", type_=Instant())

CLAIM = Prepared(claiming())
_FIRST_BEGUN = sa.case((_c.state == SENDING, _c.at), else_=_at)
"""What may have come already came then: from then on counts how long a platform knows it again."""
_SILENT = sa.case((_c.message.is_(None), bindparam("silent", type_=sa.Boolean)), else_=_c.is_silent)
"""What is corrected came as it came."""
BEGIN = Prepared(
    lambda engine: (
        sa.update(delivery)
        .where(among(engine, _c.id, "ids"))
        .values(state=SENDING, due_at=_due_at, at=_FIRST_BEGUN, tries=_c.tries + 1)
        .values(is_silent=_SILENT)
    )
)
GIVE_BACK = Prepared(
    lambda engine: (
        sa.update(delivery)
        .where(among(engine, _c.id, "ids"), _c.state == SENDING)
        .values(state=bindparam("new_state"), due_at=_at, tries=_c.tries - 1)
    )
)
SET_STATE = Prepared(
    sa.update(delivery)
    .where(_ONE)
    .values(state=bindparam("new_state"), problem=bindparam("new_problem"), due_at=_due_at, at=_at)
)
IS_SENT = Prepared(
    sa.update(delivery)
    .where(_MINE)
    .values(state=SENT, due_at=None, at=_at, message=bindparam("new_message", type_=sa.LargeBinary))
)
GO_ON = Prepared(
    sa.update(delivery).where(_MINE).values(state=bindparam("new_state"), due_at=_due_at, platform=bindparam("on"))
)
END = Prepared(
    sa.update(delivery)
    .where(_MINE)
    .values(state=bindparam("new_state"), problem=bindparam("new_problem"), due_at=None, at=_at)
)
LET_GO = Prepared(sa.update(delivery).where(_c.state == SENDING, _c.due_at > _at).values(due_at=_at))
WAITS = Prepared(sa.select(_c.id).where(_c.platform == bindparam("platform"), _c.due_at <= _at).limit(1))
COLLECTED_FOR = Prepared(
    sa.select(_c.id, *(alert.c[name].label(f"alert_{name}") for name in ("id", "kind", "subject", "occasion")))
    .add_columns(alert.c.raised_at)
    .join(alert, alert.c.id == _c.alert_id)
    .where(
        _c.supporter_id == bindparam("supporter_id", type_=sa.BigInteger),
        _c.problem == DIGEST,
        _c.due_at.is_not(None),
    )
    .order_by(alert.c.raised_at.desc(), _c.id)
)
GONE_FROM = Prepared(sa.update(account).where(account.c.id == bindparam("account_id")).values(gone_at=_at))
DROP_ALL = Prepared(sa.delete(delivery).where(_c.supporter_id == bindparam("supporter_id", type_=sa.BigInteger)))
_CORRECTED = Send(is_silent=True)
Decide = Callable[[Due, Sequence[Heard], datetime], Decision]


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
        """At most so many to be brought now by whoever asks, and how many were looked at for that.

        `decide` says for each whether it is sent, and how; what is not is written down at once.
        """
        rows = self._connection.all(CLAIM, platform=platform, now=now, most=looked_at)
        lately = heard_lately(self._connection, rows, now)
        claimed: list[Due] = []
        taken: set[int] = set()
        known: dict[int, About] = {}
        looked = 0
        for looked, row in enumerate(rows, 1):  # noqa: B007 – it is how many were looked at in the end
            due = self._opened(row, known, now)
            if due is None or due.id in taken:
                continue
            heard = lately.setdefault(due.whom, [])
            sent = self._decided(due, _CORRECTED if due.message else decide(due, heard, now), now)
            if sent is not None:
                heard.append(Heard(due.alert.kind, due.alert.subject, now))
                claimed.append(sent)
                taken.update(sent.ids)
            if len(claimed) == most:
                break
        self._begin(claimed, now)
        return claimed, looked

    def _opened(self, row: Row, known: dict[int, About], now: datetime) -> Due | None:
        """None for one that this key can't open: it holds up no other."""
        if row.alert_id not in known:
            known[row.alert_id] = about(self._connection, claimed_alert(row))
        try:
            return due_of(row, known[row.alert_id], self._vault)
        except Unreadable:
            values = {"delivery_id": row.id, "new_state": FAILED, "new_problem": "unreadable"}
            self._connection.run(SET_STATE, until=None, now=now, **values)
            return None

    def _decided(self, due: Due, decision: Decision, now: datetime) -> Due | None:
        match decision:
            case Send(is_silent):
                return self._with_collected(due, is_silent=is_silent)
            case Wait(until):
                self._becomes(due, QUEUED, due.problem, now, until)
            case Collect(until):
                self._becomes(due, COLLECTED, DIGEST, now, until)
            case Skip(why):
                self._becomes(due, SKIPPED, why, now, None)
        return None

    def _becomes(self, due: Due, state: str, problem: str, now: datetime, until: datetime | None) -> None:
        values = {"delivery_id": due.id, "new_state": state, "new_problem": problem}
        self._connection.run(SET_STATE, until=until, now=None if until else now, **values)

    def _with_collected(self, due: Due, *, is_silent: bool) -> Due:
        """A digest takes along everything that was collected for its person."""
        together = self._connection.all(COLLECTED_FOR, supporter_id=due.supporter_id) if due.is_digest else []
        ids = tuple(row.id for row in together) or (due.id,)
        return due.begun(is_silent, ids, tuple(claimed_alert(row) for row in together))

    def _begin(self, claimed: Sequence[Due], now: datetime) -> None:
        """Marked before they are sent."""
        for silent in (False, True):
            ids = [each for due in claimed if due.is_silent is silent for each in due.ids]
            if ids:
                self._connection.run(BEGIN, ids=ids, until=now + LEASE, now=now, silent=silent)

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

    def has_failed(self, due: Due, problem: str, now: datetime) -> None:
        """The platform will not take it, or nobody knows whether it did."""
        self._end(due, FAILED, problem, now)

    def is_gone(self, due: Due, now: datetime) -> None:
        """Nobody is there; another account of the same person is tried at once, where there is one."""
        if due.account_id is not None:
            self._connection.run(GONE_FROM, account_id=due.account_id, now=now)
        other = None if due.message else self._other_platform(due)
        if other is None:
            self._end(due, GONE, "", now)
            return
        state = COLLECTED if due.is_digest else QUEUED
        for each in due.ids:
            self._connection.run(GO_ON, delivery_id=each, new_state=state, on=other, until=now)

    def _other_platform(self, due: Due) -> str | None:
        if due.supporter_id is None:
            return None
        row = self._connection.first(reaching(), supporter_id=due.supporter_id)
        return None if row is None else str(row.platform)

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


def reaching() -> sa.Select[Any]:
    """The accounts by which somebody can be written to."""
    reached = (account.c.is_written_to, account.c.gone_at.is_(None))
    its = account.c.supporter_id == bindparam("supporter_id", type_=sa.BigInteger)
    return sa.select(account.c.platform).where(its, *reached).order_by(account.c.platform.desc()).limit(1)
