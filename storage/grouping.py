"""Groups of people to whom a broadcast about one petition may be narrowed: places and links by which enough came.

Of a petition the newest signatures are looked through, and only so many; who is one of fewer than five is not named.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.audiences import Audience, Group
from storage.broadcast_rows import Broadcast
from storage.came_by import LINK
from storage.connection import Connection, Prepared, Row
from storage.named_links import NamedLinks
from storage.narrowing import fits, narrowing_of, reaches
from storage.showing import SignatureState
from storage.tables.people import IS_REACHED, account
from storage.tables.petitions import petition
from storage.tables.signing import signature
from storage.vault import Vault

LEAST, MOST_GROUPS, MOST_LOOKED_THROUGH = 5, 20, 10_000
_c = signature.c
_newest = (
    sa.select(_c.id, _c.supporter_id, _c.place_key, _c.source, _c.state)
    .where(_c.petition_id == bindparam("petition_id", type_=sa.Integer), _c.supporter_id.is_not(None))
    .order_by(_c.signed_at.desc(), _c.id.desc())
    .limit(MOST_LOOKED_THROUGH)
    .subquery()
)
_counts = _newest.c.state != SignatureState.INVALIDATED.value
_AT_RISK = sa.select(petition.c.id).where(petition.c.at_risk).limit(1)
IS_AT_RISK = Prepared(_AT_RISK.where(petition.c.id == bindparam("petition_id")))
ANY_AT_RISK = Prepared(_AT_RISK.where(petition.c.organisation_id == bindparam("organisation_id")))


def _groups(column: str, has_one: Any, *further: Any) -> Prepared:
    key, people = _newest.c[column], sa.func.count()
    grouped = sa.select(key, people.label("people"), *further).where(has_one, _counts).group_by(key)
    return Prepared(grouped.having(people >= LEAST).order_by(people.desc(), key).limit(MOST_GROUPS))


PLACES = _groups("place_key", _newest.c.place_key.is_not(None), sa.func.max(_newest.c.id).label("signature_id"))
LINKS = _groups("source", _newest.c.source.startswith(LINK))
PLACE = Prepared(sa.select(_c.id, _c.place).where(_c.id == bindparam("signature_id", type_=sa.BigInteger)))


def _fitting(asked: frozenset[str]) -> Prepared:
    """Of the newest signers, as many as are enough."""
    whom = _newest.c.supporter_id

    def build(engine: str) -> sa.Select[Any]:
        told = _newest.outerjoin(account, reaches(engine, asked, whom, IS_REACHED))
        found = sa.select(whom).select_from(told).where(_counts, *fits(engine, asked, whom)).distinct()
        return sa.select(sa.func.count().label("n")).select_from(found.limit(LEAST).subquery())

    return Prepared(build)


class Grouping:
    """Places and links that organizers may choose."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; places go through the vault."""
        self._connection = connection
        self._vault = vault

    def places(self, found: Broadcast) -> list[Group]:
        """Where at least five of its petition's last signers live, as one of them typed it, the most people first."""
        return [Group(row.place_key.hex(), self._place(row), row.people) for row in self._asked(PLACES, found)]

    def links(self, found: Broadcast) -> list[Group]:
        """The named links by which at least five of them came."""
        rows = self._asked(LINKS, found)
        names = NamedLinks(self._connection).names(found.petition_id) if rows and found.petition_id else {}
        return [Group(row.source, names[row.source], row.people) for row in rows if row.source in names]

    def endangers(self, found: Broadcast) -> bool:
        """Whether a number of those whom it is for could tell of a signer, of its petition or its organisation."""
        if found.petition_id is None:
            return self._connection.first(ANY_AT_RISK, organisation_id=found.organisation_id) is not None
        return self._connection.first(IS_AT_RISK, petition_id=found.petition_id) is not None

    def is_large_enough(self, found: Broadcast, audience: Audience) -> bool:
        """Whether one of a place or a link is at least five people; of any other nobody asks.

        Nobody is picked out where a signature could endanger somebody, nor by a place where it is about no petition.
        """
        if not audience.is_everybody and self.endangers(found):
            return False
        if not audience.names_a_group:
            return True
        narrowing = narrowing_of(found, audience)
        if narrowing is None or not self._has_groups(found):
            return False
        row = self._connection.first(_fitting(narrowing.asked), petition_id=found.petition_id, **narrowing.values)
        return row is not None and row.n >= LEAST

    def _asked(self, groups: Prepared, found: Broadcast) -> list[Row]:
        return self._connection.all(groups, petition_id=found.petition_id) if self._has_groups(found) else []

    def _has_groups(self, found: Broadcast) -> bool:
        return found.petition_id is not None and not self.endangers(found)

    def _place(self, row: Row) -> str:
        signed = self._connection.first(PLACE, signature_id=row.signature_id)
        return self._vault.open("signature", "place", signed.id, signed.place) if signed else ""
