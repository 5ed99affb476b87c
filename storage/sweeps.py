"""Sweeps: many signatures that fit some conditions are held, invalidated, counted or restored at once, and back again.

A sweep is counted first, then done page after page, and can be undone in the same way: each signature goes back to how
it stood before, unless somebody else has decided on it since.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import Instant
from storage.connection import Connection, Prepared, Row
from storage.members import Member
from storage.showing import Signature, SignatureState
from storage.tables.moderating import sweep
from storage.tables.petitions import petition
from storage.vault import Vault, random_id

MARK = "sweep:"
KEPT_FOR = timedelta(days=1)
"""As long as half-filled forms."""


class SweepDeed(StrEnum):
    """What is done to them."""

    HOLD = "hold"
    INVALIDATE = "invalidate"
    COUNT = "count"
    RESTORE = "restore"


class SweepState(StrEnum):
    """How far it is."""

    COUNTING = "counting"
    COUNTED = "counted"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    UNDOING = "undoing"
    UNDONE = "undone"

    @property
    def is_at_work(self) -> bool:
        """Whether pages of it are still to be done."""
        return self in (SweepState.COUNTING, SweepState.RUNNING, SweepState.UNDOING)

    @property
    def can_be_undone(self) -> bool:
        """Whether something was done that stands."""
        return self in (SweepState.DONE, SweepState.CANCELLED)


TAKES = {
    SweepDeed.HOLD: (SignatureState.COUNTED,),
    SweepDeed.INVALIDATE: (SignatureState.COUNTED, SignatureState.HELD),
    SweepDeed.COUNT: (SignatureState.HELD,),
    SweepDeed.RESTORE: (SignatureState.INVALIDATED,),
}
"""The states in which a deed finds what it changes."""
LEADS_TO = {
    SweepDeed.HOLD: SignatureState.HELD,
    SweepDeed.INVALIDATE: SignatureState.INVALIDATED,
    SweepDeed.COUNT: SignatureState.COUNTED,
    SweepDeed.RESTORE: SignatureState.COUNTED,
}


@dataclass(frozen=True, slots=True)
class Conditions:
    """Which signatures: given from one moment to another, and, where that is said, by people of one app, with one
    place as they typed it, or put into their state by one cause."""

    since: datetime
    until: datetime
    platform: str = ""
    place: str = ""
    put_by: str = ""

    def written(self) -> str:
        """As text that is sealed."""
        times = {"since": self.since.isoformat(), "until": self.until.isoformat()}
        return json.dumps({**times, "platform": self.platform, "place": self.place, "put_by": self.put_by})

    @classmethod
    def read(cls, written: str) -> Conditions:
        """The same again."""
        values = json.loads(written)
        since, until = (datetime.fromisoformat(values.pop(name)) for name in ("since", "until"))
        return cls(since, until, **values)


@dataclass(frozen=True, slots=True)
class Sweep:
    """One of them; `total` fit when they were counted, `done` were changed, or put back where it is being undone.

    Until it is begun, `done` are those that would fit, and stay out as a moderator has decided on them.
    """

    id: int
    organisation_id: int
    petition_id: int
    supporter_id: int | None
    deed: SweepDeed
    conditions: Conditions
    state: SweepState
    total: int
    done: int
    made_at: datetime

    @property
    def mark(self) -> str:
        """What stands in `put_by` of each signature that it put into its state."""
        return f"{MARK}{self.id}"

    @property
    def stay_out(self) -> int:
        """How many a moderator has decided on, whom restoring leaves alone."""
        return self.done if self.state in (SweepState.COUNTING, SweepState.COUNTED) else 0


_c = sweep.c
ADD = Prepared(sa.insert(sweep).values({column.name: bindparam(column.name) for column in sweep.c}))
_SWEPT = sa.select(sweep, petition.c.organisation_id).join(petition, petition.c.id == _c.petition_id)
FIND = Prepared(_SWEPT.where(_c.id == bindparam("sweep_id", type_=sa.BigInteger)))
LOCK = Prepared(sa.select(_c.id).where(_c.id == bindparam("sweep_id", type_=sa.BigInteger)).with_for_update())
OF = Prepared(
    _SWEPT.where(
        _c.petition_id == bindparam("petition_id"),
        _c.state != SweepState.COUNTING.value,
        _c.state != SweepState.COUNTED.value,
    )
    .order_by(_c.made_at.desc(), _c.id)
    .limit(bindparam("most", type_=sa.Integer))
)
SET = Prepared(
    sa.update(sweep)
    .where(_c.id == bindparam("sweep_id", type_=sa.BigInteger))
    .values(state=bindparam("new_state"), total=bindparam("new_total"), done=bindparam("new_done"))
)
NARROW = Prepared(
    sa.update(sweep)
    .where(_c.id == bindparam("sweep_id", type_=sa.BigInteger))
    .values(conditions=bindparam("new_conditions"))
)
BY = Prepared(_SWEPT.where(_c.supporter_id == bindparam("of_person", type_=sa.BigInteger)))
OLD = (
    sa.select(_c.id)
    .where(
        sa.or_(_c.state == SweepState.COUNTING.value, _c.state == SweepState.COUNTED.value),
        _c.made_at < bindparam("before", type_=Instant()),
    )
    .limit(bindparam("most", type_=sa.Integer))
)
FORGET_OLD = Prepared(sa.delete(sweep).where(_c.id.in_(OLD)))
FORGET = Prepared(sa.update(sweep).where(_c.supporter_id == bindparam("of_person")).values(supporter_id=None))


class Sweeps:
    """The sweeps of the store's petitions."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; conditions go through the vault."""
        self._connection = connection
        self._vault = vault

    def make(self, petition_id: int, deed: SweepDeed, conditions: Conditions, now: datetime, by: Member) -> Sweep:
        """A new one, of which nothing is counted yet; nothing given later than now is ever part of it."""
        within = replace(conditions, until=min(conditions.until, now))
        made = Sweep(
            random_id(),
            by.organisation_id,
            petition_id,
            by.supporter_id,
            deed,
            within,
            SweepState.COUNTING,
            total=0,
            done=0,
            made_at=now,
        )
        self._connection.run(ADD, **self._values(made))
        return made

    def find(self, sweep_id: int) -> Sweep | None:
        """One of them, or None."""
        row = self._connection.first(FIND, sweep_id=sweep_id)
        return None if row is None else self._opened(row)

    def locked(self, sweep_id: int) -> Sweep | None:
        """The same; whoever else changes it waits until this turn has ended."""
        self._connection.first(LOCK, sweep_id=sweep_id)
        return self.find(sweep_id)

    def has_put(self, given: Signature) -> bool:
        """Whether one of them put a signature into the state in which it is, together with others."""
        sweep_id = given.put_by.removeprefix(MARK)
        found = self.find(int(sweep_id)) if sweep_id != given.put_by else None
        return found is not None and LEADS_TO[found.deed] is given.state

    def of(self, petition_id: int, most: int) -> list[Sweep]:
        """Those that were begun under a petition, the newest first."""
        return [self._opened(row) for row in self._connection.all(OF, petition_id=petition_id, most=most)]

    def narrow(self, given: Sweep, conditions: Conditions) -> Sweep:
        """Other conditions, by which it is counted anew."""
        sealed = self._vault.seal("sweep", "conditions", given.id, conditions.written())
        self._connection.run(NARROW, sweep_id=given.id, new_conditions=sealed)
        return self.is_now(replace(given, conditions=conditions, total=0, done=0), SweepState.COUNTING)

    def is_now(self, given: Sweep, state: SweepState) -> Sweep:
        """Write down how far it is."""
        values = {"new_state": state.value, "new_total": given.total, "new_done": given.done}
        self._connection.run(SET, sweep_id=given.id, **values)
        return replace(given, state=state)

    def prune(self, now: datetime, most: int) -> int:
        """Forget what was counted and never begun; how many."""
        return self._connection.run(FORGET_OLD, before=now - KEPT_FOR, most=most)

    def place_key(self, place: str) -> bytes:
        """By which signatures with this place are found."""
        return self._vault.keyed_hash("place", place.casefold())

    def erase_person(self, supporter_id: int) -> None:
        """What they did stays and can be undone; who it was goes, what they typed, and what they had not ended."""
        for row in self._connection.all(BY, of_person=supporter_id):
            given = self._opened(row)
            nameless = self.narrow(given, replace(given.conditions, place=""))
            is_left = given.state in (SweepState.COUNTING, SweepState.COUNTED, SweepState.RUNNING)
            state = SweepState.CANCELLED if is_left else given.state
            self.is_now(replace(nameless, total=given.total, done=given.done - given.stay_out), state)
        self._connection.run(FORGET, of_person=supporter_id)

    def _values(self, given: Sweep) -> dict[str, Any]:
        return {
            "id": given.id,
            "petition_id": given.petition_id,
            "supporter_id": given.supporter_id,
            "deed": given.deed.value,
            "conditions": self._vault.seal("sweep", "conditions", given.id, given.conditions.written()),
            "state": given.state.value,
            "total": given.total,
            "done": given.done,
            "made_at": given.made_at,
        }

    def _opened(self, row: Row) -> Sweep:
        conditions = Conditions.read(self._vault.open("sweep", "conditions", row.id, row.conditions))
        return Sweep(
            row.id,
            row.organisation_id,
            row.petition_id,
            row.supporter_id,
            SweepDeed(row.deed),
            conditions,
            SweepState(row.state),
            row.total,
            row.done,
            row.made_at,
        )
