"""Where a petition stands, as its organizers change it: published, closed, opened again, retired.

Each says whether it took effect; done twice, or by two at once, it takes effect once.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alerts
from storage.connection import Connection, Prepared
from storage.consents import NEEDED, Consents
from storage.follows import subject_of_organisation
from storage.hearing import NEW_PETITION
from storage.jobs import Jobs
from storage.ledger import Kind, Ledger
from storage.petition_words import write_words
from storage.petitions import Petition
from storage.private_tables import signature
from storage.showing import SignatureState
from storage.standing import State
from storage.tables import petition
from storage.versions import Versions

REOPENING = "reopen"
MOST_AT_ONCE = 500
"""So many are taken from a count within a tap; more are taken in pages, and the petition opens after the last."""
_PETITION = bindparam("of_petition", type_=sa.Integer)
_IS_NAMELESS = sa.and_(
    signature.c.petition_id == _PETITION,
    signature.c.supporter_id.is_(None),
    signature.c.state == SignatureState.COUNTED.value,
)
LOCK = Prepared(sa.select(petition.c.id).where(petition.c.id == _PETITION).with_for_update(key_share=True))
"""Two processes would each take the same ones, and one would think that these were the last.

Whoever closes or retires it meanwhile waits for the page, or the page for them.
"""
NAMELESS = Prepared(sa.select(sa.func.count().label("n")).select_from(signature).where(_IS_NAMELESS))
_some = sa.select(signature.c.id).where(_IS_NAMELESS).order_by(signature.c.id)
TAKE_NAMELESS = Prepared(
    sa.delete(signature)
    .where(signature.c.id.in_(_some.limit(bindparam("most", type_=sa.Integer)).scalar_subquery()))
    .returning(*NEEDED)
)


def _becomes(state: State, *before: State, **also: Any) -> Prepared:
    was = sa.or_(*(petition.c.state == each.value for each in before))
    changed = sa.update(petition).where(petition.c.id == _PETITION, was).values(state=state.value, **also)
    return Prepared(changed.returning(petition.c.id))


PUBLISH = _becomes(State.OPEN, State.DRAFT, started_on=bindparam("today", type_=sa.Date), asks_since=petition.c.version)
CLOSE = _becomes(State.CLOSED, State.OPEN)
_past = sa.case((petition.c.closes_at > bindparam("now", type_=petition.c.closes_at.type), petition.c.closes_at))
REOPEN = _becomes(State.OPEN, State.CLOSED, State.RETIRED, State.OPEN, closes_at=_past, retired_for="")
RETIRE = _becomes(
    State.RETIRED,
    *(State.OPEN, State.CLOSED),
    retired_for=bindparam("why", type_=sa.Text),
    closes_at=bindparam("now", type_=petition.c.closes_at.type),
)
"""That it closed with this says when it was."""
STANDS = Prepared(sa.select(petition.c.state, petition.c.closes_at).where(petition.c.id == _PETITION))
WIN = _becomes(State.WON, State.OPEN, State.CLOSED, State.RETIRED)
LOSE = {state: _becomes(state, State.WON) for state in (State.OPEN, State.CLOSED, State.RETIRED)}


class Stages:
    """The course of a petition."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def publish(self, found: Petition, now: datetime) -> bool:
        """A draft can be read and signed by everybody; who follows its organisation or topics is told."""
        today = now.astimezone(ZoneInfo(found.zone)).date()
        if self._connection.first(PUBLISH, of_petition=found.id, today=today) is None:
            return False
        Versions(self._connection).begin(found, now)
        write_words(found.id, self._connection)
        subject = subject_of_organisation(found.organisation_id)
        Alerts(self._connection).raise_once(NEW_PETITION, subject, str(found.id), now)
        return True

    def close(self, found: Petition) -> bool:
        """It can't be signed any more, nor is it opened again where that was going on."""
        self._lock(found.id)
        has_closed = self._connection.first(CLOSE, of_petition=found.id) is not None
        return self.stop_reopening(found.id) or has_closed

    def retire(self, found: Petition, why: str, now: datetime) -> bool:
        """It can't be signed any more, and says why; where it was being opened again, that ends."""
        has_retired = self._connection.first(RETIRE, of_petition=found.id, why=why, now=now) is not None
        if has_retired:
            self.stop_reopening(found.id)
        return has_retired

    def win(self, petition_id: int) -> State | None:
        """What it asks has come, in full or in part: it can't be signed any more. How it stood; None of a draft."""
        self._lock(petition_id)
        row = self._connection.first(STANDS, of_petition=petition_id)
        if row is None or row.state == State.DRAFT:
            return None
        self._connection.first(WIN, of_petition=petition_id)
        self.stop_reopening(petition_id)
        return State(row.state)

    def take_back_win(self, petition_id: int, before: State, now: datetime) -> None:
        """It stands as it did; where it can be signed again, those who were erased since are taken from its count."""
        row = self._connection.first(STANDS, of_petition=petition_id)
        opens = row is not None and before is State.OPEN and (row.closes_at is None or row.closes_at > now)
        self._connection.first(LOSE[State.CLOSED if opens else before], of_petition=petition_id)
        if opens:
            self._reopen(petition_id, now)

    def nameless(self, found: Petition) -> int:
        """How many of its signatures count whose signers were erased after it had ended."""
        return self._nameless(found.id)

    def _nameless(self, petition_id: int) -> int:
        row = self._connection.first(NAMELESS, of_petition=petition_id)
        return int(row.n) if row else 0

    def reopen(self, found: Petition, now: datetime) -> bool:
        """It can be signed again, without those who were erased; False where that goes on in pages."""
        return self._reopen(found.id, now)

    def _reopen(self, petition_id: int, now: datetime) -> bool:
        if self._nameless(petition_id) > MOST_AT_ONCE:
            Jobs(self._connection).begin(REOPENING, str(petition_id), None, now)
            return False
        self._lock(petition_id)
        self._take_nameless(petition_id, now)
        self._open(petition_id, now)
        return True

    def reopen_more(self, now: datetime) -> bool:
        """One page of the petition that is being opened; False where there is none."""
        jobs = Jobs(self._connection)
        work = jobs.first_unfinished(REOPENING)
        if work is None:
            return False
        petition_id = int(work.subject)
        self._lock(petition_id)
        if jobs.find(REOPENING, work.subject) is None:
            return True
        if self._take_nameless(petition_id, now) < MOST_AT_ONCE:
            self._open(petition_id, now)
            jobs.drop(work)
        return True

    def stop_reopening(self, petition_id: int) -> bool:
        """It stays as it ended; False where it was not being opened."""
        jobs = Jobs(self._connection)
        work = jobs.find(REOPENING, str(petition_id))
        if work is not None:
            jobs.drop(work)
        return work is not None

    def reopens_any(self) -> bool:
        """Whether some petition is being opened in pages."""
        return Jobs(self._connection).first_unfinished(REOPENING) is not None

    def is_reopening(self, found: Petition) -> bool:
        """Whether it is being opened in pages."""
        return Jobs(self._connection).find(REOPENING, str(found.id)) is not None

    def _take_nameless(self, petition_id: int, now: datetime) -> int:
        """What an ended petition counted on without its signers is taken from the count."""
        gone = self._connection.all(TAKE_NAMELESS, of_petition=petition_id, most=MOST_AT_ONCE)
        if gone:
            Ledger(self._connection).enter(petition_id, Kind.ERASED, -len(gone), now)
            Consents(self._connection).leave(gone)
        return len(gone)

    def _lock(self, petition_id: int) -> None:
        self._connection.first(LOCK, of_petition=petition_id)

    def _open(self, petition_id: int, now: datetime) -> None:
        self._connection.first(REOPEN, of_petition=petition_id, now=now)
