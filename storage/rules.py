"""What an organisation has set for all that it tells: how often, by how many organizers, and after which silence."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared
from storage.tables.organisations import organisation


@dataclass(frozen=True, slots=True)
class OwnRules:
    """So many broadcasts a week at most; whether two have to agree; after how many days without news they are asked.

    Where `quiet_days` is 0, they never are.
    """

    most_a_week: int
    needs_two: bool
    quiet_days: int


_NAMES = ("most_a_week", "needs_two", "quiet_days")
_IS_ONE = organisation.c.id == bindparam("organisation_id", type_=sa.Integer)
OF = Prepared(sa.select(*(organisation.c[name] for name in _NAMES)).where(_IS_ONE))
SET = Prepared(
    sa.update(organisation)
    .where(_IS_ONE)
    .values({name: bindparam(f"new_{name}", type_=organisation.c[name].type) for name in _NAMES})
)


class Rules:
    """The rules of each organisation."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def of(self, organisation_id: int) -> OwnRules:
        """As they stand; whoever asks has found the organisation first."""
        row = self._connection.first(OF, organisation_id=organisation_id)
        assert row is not None, "whoever asks has found the organisation"
        return OwnRules(row.most_a_week, row.needs_two, row.quiet_days)

    def set(self, organisation_id: int, rules: OwnRules) -> None:
        """From now on these."""
        values = {f"new_{name}": value for name, value in asdict(rules).items()}
        self._connection.run(SET, organisation_id=organisation_id, **values)
