"""How many went which part of the way to a signature: counters by petition, day and source, which hold no person.

They are counted in memory and written every few seconds, so that reading writes nothing; what a crash takes is lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, insert_into
from storage.tables.links import way_count, way_total
from storage.tables.petitions import petition


class Step(StrEnum):
    """A part of the way; the words stand in rows for years."""

    OPENED = "opened"
    READ = "read"
    SIGNED = "signed"
    SHARED = "shared"
    FURTHER = "further"
    """Signed by the own link of somebody who had come by that source."""


WAY = (Step.OPENED, Step.READ, Step.SIGNED, Step.SHARED)


@dataclass(frozen=True, slots=True)
class Passed:
    """What one counter counts."""

    petition_id: int
    day: date
    source: str
    step: Step


def _adding(table: sa.Table) -> Prepared:
    """To whatever stands there; a petition that is gone by now is counted no more."""
    names, keys = table.c.keys(), table.primary_key.columns.keys()

    def build(engine: str) -> sa.Executable:
        values = (bindparam(f"its_{name}", type_=table.c[name].type) for name in names[1:])
        of_one = sa.select(petition.c.id, *values).where(
            petition.c.id == bindparam("its_petition_id", type_=sa.Integer)
        )
        added = insert_into(engine, table).from_select(names, of_one)
        more: sa.Executable = added.on_conflict_do_update(index_elements=keys, set_={"n": table.c.n + added.excluded.n})
        return more

    return Prepared(build)


ADDS = (_adding(way_count), _adding(way_total))
TOTALS = Prepared(sa.select(way_total).where(way_total.c.petition_id == bindparam("petition_id", type_=sa.Integer)))


class Way:
    """The counters of petitions."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def add(self, counted: Mapping[Passed, int]) -> None:
        """So many more of each; several processes add up. In one order, so that none waits for another crosswise."""
        for passed, n in sorted(counted.items(), key=lambda each: tuple(asdict(each[0]).values())):
            its = {f"its_{name}": value for name, value in asdict(passed).items()}
            for add in ADDS:
                self._connection.run(add, **its | {"its_step": passed.step.value, "its_n": n})

    def of(self, petition_id: int) -> dict[Step, int]:
        """How many opened, read, signed and shared it, by whichever way."""
        by_source = self.by_source(petition_id).values()
        return {step: sum(each.get(step, 0) for each in by_source) for step in WAY}

    def by_source(self, petition_id: int) -> dict[str, dict[Step, int]]:
        """The same for each way by which they came, and how many came further from there."""
        found: dict[str, dict[Step, int]] = defaultdict(dict)
        for row in self._connection.all(TOTALS, petition_id=petition_id):
            found[row.source][Step(row.step)] = row.n
        return dict(found)
