"""The ledger of counts: a petition's count is the sum of its amounts, and changes only together with a row here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.sql.base import Executable

from storage.alerts import Alerts
from storage.connection import Connection, Prepared, insert_into
from storage.goals import crossed, step_of
from storage.tables.petitions import milestone, petition, tally

MOST_RELEASED_WITH_ALERT = 50


class Kind(StrEnum):
    """Why a count changed."""

    SIGNED = "signed"
    WITHDRAWN = "withdrawn"
    HELD = "held"
    RELEASED = "released"
    INVALIDATED = "invalidated"
    RESTORED = "restored"
    MERGED = "merged"
    ERASED = "erased"
    IMPORTED = "imported"
    PAPER = "paper"
    CORRECTED = "corrected"


GIVES_NUMBERS = {Kind.SIGNED, Kind.RELEASED, Kind.IMPORTED}

ENTER = Prepared(sa.insert(tally).values({name: bindparam(name) for name in ("petition_id", "kind", "amount", "at")}))
BUMP = Prepared(
    sa.update(petition)
    .where(petition.c.id == bindparam("petition_id"))
    .values(
        count=petition.c.count + bindparam("amount", type_=sa.Integer),
        last_number=petition.c.last_number + bindparam("numbers", type_=sa.Integer),
    )
    .returning(petition.c.count, petition.c.last_number, petition.c.ladder, petition.c.at_risk)
)


def _reached(engine: str) -> Executable:
    """One that was ahead, and has its organizers' message already, is reached now; one that was reached stays so."""
    added = insert_into(engine, milestone).values(
        {name: bindparam(name) for name in ("petition_id", "threshold", "reached_on")}
    )
    written: Executable = added.on_conflict_do_update(
        index_elements=["petition_id", "threshold"],
        set_={"reached_on": added.excluded.reached_on, "is_coming": sa.false()},
        where=milestone.c.is_coming,
    ).returning(milestone.c.threshold)
    return written


REACH = Prepared(_reached)
LOWER = sa.update(petition).values(count=petition.c.count - 1)


@dataclass(frozen=True, slots=True)
class Count:
    """How a petition stands after an entry; `number` is the newest signature number given."""

    count: int
    number: int


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A count that is not the sum of its ledger."""

    petition_id: int
    count: int
    ledger: int


class Ledger:
    """Append-only: what stands here is never changed."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def enter(
        self,
        petition_id: int,
        kind: Kind,
        amount: int,
        now: datetime,
        *,
        numbers: int | None = None,
        is_part: bool = False,
    ) -> Count:
        """Add a row and change the count with it; goals that are crossed are recorded, and told where that is due.

        `numbers` is how many signature numbers are used up, by default as many as were counted. What `is_part` of
        something larger is never told.
        """
        used = numbers if numbers is not None else max(amount, 0) if kind in GIVES_NUMBERS else 0
        self._connection.run(ENTER, petition_id=petition_id, kind=kind.value, amount=amount, at=now)
        row = self._connection.first(BUMP, petition_id=petition_id, amount=amount, numbers=used)
        assert row is not None, "a petition whose count changes exists"
        step = step_of(at_risk=row.at_risk)
        if amount > 0 and (reached := crossed(row.count - amount, row.count, row.ladder, step)):
            # On which day what was imported reached them, nobody has told us.
            on = None if kind is Kind.IMPORTED else now.date()
            if self._reach(petition_id, reached, on) and not is_part and _is_told(kind, amount):
                Alerts(self._connection).raise_once("milestone", f"petition:{petition_id}", str(reached[-1]), now)
        return Count(row.count, row.last_number)

    def take_one_of_each(self, petition_ids: Collection[int], kind: Kind, now: datetime) -> None:
        """One signature fewer under each of these petitions, in the order of their ids; no number is given back."""
        if not petition_ids:
            return
        entries = [{"petition_id": each, "kind": kind.value, "amount": -1, "at": now} for each in sorted(petition_ids)]
        self._connection.many(sa.insert(tally), entries)
        these = petition.c.id.in_(petition_ids)
        self._connection.all(sa.select(petition.c.id).where(these).order_by(petition.c.id).with_for_update())
        self._connection.run(LOWER.where(these))

    def _reach(self, petition_id: int, reached: list[int], on: date | None) -> bool:
        """Whether the highest is news: one reached again, after the count had fallen, is neither recorded nor told."""
        return [self._is_first(petition_id, threshold, on) for threshold in reached][-1]

    def _is_first(self, petition_id: int, threshold: int, on: date | None) -> bool:
        row = self._connection.first(REACH, petition_id=petition_id, threshold=threshold, reached_on=on)
        return row is not None

    def mismatches(self, after_id: int, most: int) -> tuple[list[Mismatch], int | None]:
        """One page of the recount: what differs, and the last petition looked at (None at the end)."""
        page = self._connection.all(
            sa.select(
                petition.c.id,
                petition.c.count,
                sa.func.coalesce(sa.func.sum(tally.c.amount), 0).label("ledger"),
            )
            .outerjoin(tally, tally.c.petition_id == petition.c.id)
            .where(petition.c.id > after_id)
            .group_by(petition.c.id)
            .order_by(petition.c.id)
            .limit(most)
        )
        wrong = [Mismatch(row.id, row.count, int(row.ledger)) for row in page if row.count != row.ledger]
        return wrong, page[-1].id if page else None


def _is_told(kind: Kind, amount: int) -> bool:
    """Whether crossing a goal this way is news; anything else is history."""
    return kind is Kind.SIGNED or (kind is Kind.RELEASED and amount <= MOST_RELEASED_WITH_ALERT)
