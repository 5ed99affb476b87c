"""Claiming deliveries: what is brought now by whoever asks, marked before it is; and what is not, as it was decided."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.about import About, about, course_of
from storage.among import among
from storage.columns import Instant
from storage.connection import Connection, Prepared, Row
from storage.due import (
    COLLECTED,
    DIGEST,
    FAILED,
    HOLDING,
    NOBODY_KNOWS,
    NOT_WANTED,
    PAUSED,
    QUEUED,
    SENDING,
    SKIPPED,
    STOPPED,
    Collect,
    Decision,
    Due,
    Heard,
    Send,
    Skip,
    Wait,
    claimed_alert,
    due_of,
)
from storage.lately import heard_lately
from storage.tables.chats import chat
from storage.tables.news import alert, delivery
from storage.tables.people import IS_REACHED, account, supporter
from storage.vault import Unreadable, Vault
from storage.wanting import Wanting

LEASE = timedelta(seconds=60)
"""After so long without a word, whoever was bringing something is given up."""
_c, _its = delivery.c, account.alias("its")
_ONE = _c.id == bindparam("delivery_id", type_=sa.BigInteger)
_due_at, _at = bindparam("until", type_=Instant()), bindparam("now", type_=Instant())
_OF_DELIVERY = ("id", "platform", "why", "state", "problem", "tries", "at", "supporter_id", "chat_id", "message")
_OF_ALERT = tuple(alert.c[name].label(f"alert_{name}") for name in ("id", "kind", "subject", "occasion"))
_OF_PERSON = ("locale", "zone", "night", "digest", "is_discreet", "is_text_only", "is_stopped", "news_seen_at")
_ITS_ACCOUNT = (
    sa.select(sa.func.min(account.c.id))
    .where(account.c.supporter_id == _c.supporter_id, account.c.platform == _c.platform, IS_REACHED)
    .correlate(delivery)
    .scalar_subquery()
)
_FOUND = (
    sa.select(
        *(_c[name] for name in _OF_DELIVERY),
        *_OF_ALERT,
        alert.c.raised_at,
        supporter.c.id.label("person_id"),
        *(supporter.c[name] for name in _OF_PERSON),
        *(_its.c.id.label("account_id"), _its.c.address.label("account_address"), _its.c.spoken),
        *(chat.c[name].label(f"chat_{name}") for name in ("address", "kind", "locale")),
        chat.c.publishes,
    )
    .join(alert, alert.c.id == _c.alert_id)
    .outerjoin(supporter, supporter.c.id == _c.supporter_id)
    .outerjoin(_its, _its.c.id == _ITS_ACCOUNT)
    .outerjoin(chat, chat.c.id == _c.chat_id)
)
CLAIM = Prepared(
    _FOUND.where(_c.platform == bindparam("platform"), _c.due_at <= _at)
    .order_by(_c.due_at, _c.id)
    .limit(bindparam("most", type_=sa.Integer))
    .with_for_update(of=delivery, skip_locked=True)
)
"""What is due on `platform`, the longest due first, each claimed by one process."""


def _due_to(engine: str, column: Any) -> Any:
    return _FOUND.where(among(engine, column, "these"), _c.due_at <= _at).order_by(_c.due_at, _c.id)


CLAIM_ALL = {column.name: Prepared(partial(_due_to, column=column)) for column in (_c.supporter_id, _c.chat_id)}
"""What is due to some people, or in some chats."""
_is_there = _c.message.is_not(None)
"""What is only edited came when and as it came."""
_FIRST_BEGUN = sa.case((sa.or_(_c.state == SENDING, _is_there), _c.at), else_=_at)
"""What may have come already came then: from then on counts how long a platform knows it again."""
_SILENT = sa.case((_is_there, _c.is_silent), else_=bindparam("silent", type_=sa.Boolean))
BEGIN = Prepared(
    lambda engine: (
        sa.update(delivery)
        .where(among(engine, _c.id, "ids"))
        .values(state=SENDING, due_at=_due_at, at=_FIRST_BEGUN, tries=_c.tries + 1)
        .values(is_silent=_SILENT)
    )
)
SET_STATE = Prepared(
    sa.update(delivery)
    .where(_ONE)
    .values(state=bindparam("new_state"), problem=bindparam("new_problem"), due_at=_due_at, at=_at)
)
IN_DOUBT = Prepared(sa.update(delivery).where(_ONE, _c.state == SENDING).values(due_at=_due_at))
MOVE = Prepared(sa.update(delivery).where(_ONE).values(platform=bindparam("on")))
NOBODYS = Prepared(sa.delete(delivery).where(_ONE))
COLLECTED_FOR = Prepared(
    sa.select(_c.id, _c.supporter_id, _c.why)
    .add_columns(*_OF_ALERT, alert.c.raised_at)
    .join(alert, alert.c.id == _c.alert_id)
    .where(
        _c.supporter_id == bindparam("supporter_id", type_=sa.BigInteger),
        _c.problem == DIGEST,
        _c.due_at.is_not(None),
    )
    .order_by(alert.c.raised_at.desc(), _c.id)
)
_CORRECTED = Send(is_silent=True)
Decide = Callable[[Due, Sequence[Heard], datetime], Decision]
REACHING = Prepared(
    sa.select(account.c.platform)
    .where(account.c.supporter_id == bindparam("supporter_id", type_=sa.BigInteger))
    .where(IS_REACHED)
    .order_by(account.c.platform.desc())
    .limit(1)
)


def other_platform(connection: Connection, due: Due) -> str:
    """Where its person can be written to, or nothing."""
    row = connection.first(REACHING, supporter_id=due.supporter_id) if due.supporter_id is not None else None
    return "" if row is None else str(row.platform)


class Known:
    """What is known of deliveries that are looked at together."""

    def __init__(self, connection: Connection, rows: Sequence[Row], now: datetime) -> None:
        """Reads what their people follow, and what they were told of late."""
        self.wanting = Wanting(connection, rows)
        self._connection = connection
        self._lately = heard_lately(connection, rows, now)
        self._about: dict[int, About] = {}

    def about(self, row: Row) -> About:
        """What holds for all deliveries of its alert."""
        if row.alert_id not in self._about:
            self._about[row.alert_id] = about(self._connection, claimed_alert(row))
        return self._about[row.alert_id]

    def heard(self, due: Due) -> list[Heard]:
        """What was told there of late."""
        return self._lately.setdefault(due.whom, [])


class Claims:
    """Takes deliveries, each for one who asks."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; addresses and messages go through the vault."""
        self._connection = connection
        self._vault = vault

    def claim(self, platform: str, now: datetime, most: int, looked_at: int, decide: Decide) -> tuple[list[Due], int]:
        """At most so many to be brought now by whoever asks, and how many were looked at for that.

        `decide` says for each whether it is sent, and how; what is not is written down at once.
        """
        rows = self._connection.all(CLAIM, platform=platform, now=now, most=looked_at)
        return self._taken(rows, most, decide, now)

    def claim_all(self, of: str, these: Collection[int], now: datetime, decide: Decide) -> None:
        """As `claim` does, everything that is due to these people or chats, as `of` says, whatever the platform."""
        while rows := self._connection.all(CLAIM_ALL[of], these=these, now=now):
            self._taken(rows, len(rows), decide, now)

    def _taken(self, rows: Sequence[Row], most: int, decide: Decide, now: datetime) -> tuple[list[Due], int]:
        known = Known(self._connection, rows, now)
        claimed: list[Due] = []
        taken: set[int] = set()
        looked = 0
        for looked, row in enumerate(rows, 1):  # noqa: B007 – it is how many were looked at in the end
            due = self._opened(row, known, now) if row.id not in taken else None
            sent = self._sent(due, known.heard(due), decide, now) if due else None
            if sent is not None:
                claimed.append(sent)
                taken.update(sent.ids)
            if len(claimed) == most:
                break
        self._begin(claimed, now)
        return claimed, looked

    def _opened(self, row: Row, known: Known, now: datetime) -> Due | None:
        """None for one that leads to nobody, or can't be read: it holds up no other."""
        if row.supporter_id is not None and row.person_id is None:
            self._connection.run(NOBODYS, delivery_id=row.id)
            return None
        try:
            return due_of(row, known.about(row), known.wanting, self._vault, now)
        except (Unreadable, ValueError):
            self._ends(row.id, FAILED, "unreadable", now)
            return None

    def _sent(self, due: Due, heard: list[Heard], decide: Decide, now: datetime) -> Due | None:
        """None for what is not sent now."""
        if due.is_held:
            self._held(due, now)
            return None
        other = "" if due.is_reached or due.is_to_chat else other_platform(self._connection, due)
        if other:
            self._connection.run(MOVE, delivery_id=due.id, on=other)
            return None
        sent = self._decided(due, _CORRECTED if due.message else decide(due, heard, now), now)
        if sent is not None and not due.message:
            heard.append(Heard(due.alert.kind, due.alert.subject, now))
        return sent

    def _held(self, due: Due, now: datetime) -> None:
        """Paused, it waits for its organizers; stopped, it ends, but what may have come already is not forgotten."""
        is_paused = due.course == PAUSED
        if due.begun_at is None:
            self._set_aside(due.id, now, is_paused=is_paused)
        elif is_paused:
            self._connection.run(IN_DOUBT, delivery_id=due.id, until=now + LEASE)
        else:
            self._ends(due.id, FAILED, NOBODY_KNOWS, now)

    def _set_aside(self, delivery_id: int, now: datetime, *, is_paused: bool) -> None:
        self._ends(delivery_id, PAUSED if is_paused else SKIPPED, "" if is_paused else STOPPED, now)

    def _decided(self, due: Due, decision: Decision, now: datetime) -> Due | None:
        match decision:
            case Send(is_silent):
                return self._with_collected(due, now, is_silent=is_silent)
            case Wait(until):
                self._waits(due, until)
            case Collect(until):
                self._becomes(due, COLLECTED, DIGEST, until)
            case Skip(why):
                self._ends(due.id, SKIPPED, why, now)
        return None

    def _waits(self, due: Due, until: datetime) -> None:
        """What may have come already stays in doubt."""
        if due.begun_at is None:
            self._becomes(due, QUEUED, due.problem, until)
        else:
            self._connection.run(IN_DOUBT, delivery_id=due.id, until=until)

    def _becomes(self, due: Due, state: str, problem: str, until: datetime) -> None:
        values = {"delivery_id": due.id, "new_state": state, "new_problem": problem}
        self._connection.run(SET_STATE, until=until, now=None, **values)

    def _ends(self, delivery_id: int, state: str, problem: str, now: datetime) -> None:
        values = {"delivery_id": delivery_id, "new_state": state, "new_problem": problem}
        self._connection.run(SET_STATE, until=None, now=now, **values)

    def _with_collected(self, due: Due, now: datetime, *, is_silent: bool) -> Due:
        """A digest takes along everything that was collected for its person and that they still want to hear."""
        if not due.is_digest:
            return due.begun(is_silent, due.ids, ())
        collected = self._connection.all(COLLECTED_FOR, supporter_id=due.supporter_id)
        wanting = Wanting(self._connection, collected)
        held = {row.id: course for row in collected if (course := self._holding(row))}
        together = [row for row in collected if row.id not in held and wanting.hears(row)]
        for row in collected:
            if row.id in held:
                self._set_aside(row.id, now, is_paused=held[row.id] == PAUSED)
            elif row not in together:
                self._ends(row.id, SKIPPED, NOT_WANTED, now)
        ids = tuple(row.id for row in together) or (due.id,)
        return due.begun(is_silent, ids, tuple(claimed_alert(row) for row in together))

    def _holding(self, row: Row) -> str:
        """How its broadcast stands, where that holds it up."""
        course = course_of(self._connection, claimed_alert(row))
        return course if course in HOLDING else ""

    def _begin(self, claimed: Sequence[Due], now: datetime) -> None:
        """Marked before they are sent."""
        for silent in (False, True):
            ids = [each for due in claimed if due.is_silent is silent for each in due.ids]
            if ids:
                self._connection.run(BEGIN, ids=ids, until=now + LEASE, now=now, silent=silent)
