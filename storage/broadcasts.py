"""Broadcasts: what organizers tell, in words of their own or by a piece of news, to whom, and how far that is."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.audiences import Audience
from storage.broadcast_rows import (
    ANY_DUE,
    CAPPED,
    FIND,
    HAS_BEGUN,
    HOW_MANY,
    OF_ALERT,
    OF_ORGANISATION,
    STARTED_WITHIN,
    Broadcast,
    BroadcastState,
    Hindrance,
    broadcast_of,
)
from storage.connection import Prepared
from storage.hearing import DELIVERED
from storage.organisations import lock_organisation
from storage.steering import Steering
from storage.tables.petitions import petition
from storage.tables.telling import broadcast

__all__ = ["Broadcast", "BroadcastState", "Broadcasts", "Hindrance"]

_c = broadcast.c
_ITS = {"organisation_id": bindparam("organisation_id"), "petition_id": bindparam("petition_id", type_=sa.Integer)}
IS_THEIRS = Prepared(
    sa.select(petition.c.id).where(
        petition.c.id == _ITS["petition_id"],
        petition.c.organisation_id == _ITS["organisation_id"],
        petition.c.state != "draft",
    )
)
OF_UPDATE = Prepared(sa.select(_c.id).where(_c.update_id == bindparam("update_id")))
OF_DAY = Prepared(
    sa.select(_c.id).where(
        _c.petition_id == _ITS["petition_id"], _c.kind == DELIVERED, _c.occasion == bindparam("occasion")
    )
)
_NAMES = ("organisation_id", "petition_id", "kind", "update_id", "occasion", "locale", "made_at", "state")
ADD = Prepared(
    sa.insert(broadcast)
    .values({name: bindparam(name, type_=_c[name].type) for name in _NAMES} | {"title": "", "text": ""})
    .returning(_c.id)
)
AIM = Prepared(
    sa.update(broadcast)
    .where(_c.id == bindparam("broadcast_id"), _c.state == BroadcastState.DRAFT.value)
    .values(audience=bindparam("new_audience", type_=_c.audience.type))
)
REMOVE = Prepared(
    sa.delete(broadcast).where(_c.id == bindparam("broadcast_id"), _c.state == BroadcastState.DRAFT.value)
)


class Broadcasts(Steering):
    """What organizers tell, told and are about to tell."""

    def public(self, broadcast_id: int, language: str = "") -> Broadcast | None:
        """One that people are told or were told, or None; of a draft petition nothing is told."""
        row = self._connection.first(FIND, broadcast_id=broadcast_id, language=language)
        return broadcast_of(row) if row is not None and row.is_public and row.state in HAS_BEGUN else None

    def of_alert(self, alert_id: int) -> Broadcast | None:
        """The one that an alert tells, where organizers began it."""
        row = self._connection.first(OF_ALERT, alert_id=alert_id, language="")
        return None if row is None else broadcast_of(row)

    def of_organisation(self, organisation_id: int, most: int, skip: int = 0) -> tuple[list[Broadcast], int]:
        """All that was or will be told, the newest first, and how many there are."""
        its = {"organisation_id": organisation_id}
        rows = self._connection.all(OF_ORGANISATION, **its, most=most, skip=skip, language="")
        total = self._connection.first(HOW_MANY, **its)
        return [broadcast_of(row) for row in rows], int(total.n) if total else 0

    def begin(
        self,
        organisation_id: int,
        kind: str,
        locale: str,
        now: datetime,
        petition_id: int | None = None,
        update_id: int | None = None,
        occasion: str = "",
    ) -> int | None:
        """A draft that nobody else knows of; its id. Of one piece of news, or one day of handing over, there is one.

        None where the petition is a draft, or another organisation's.
        """
        its = {"organisation_id": organisation_id, "petition_id": petition_id}
        if petition_id is not None and self._connection.first(IS_THEIRS, **its) is None:
            return None
        lock_organisation(self._connection, organisation_id)
        found = self._same(kind, petition_id, update_id, occasion)
        if found is not None:
            return found
        told = {"kind": kind, "update_id": update_id, "occasion": occasion, "locale": locale}
        row = self._connection.first(ADD, **its, **told, made_at=now, state=BroadcastState.DRAFT.value)
        assert row is not None, "what was added has an id"
        return int(row.id)

    def _same(self, kind: str, petition_id: int | None, update_id: int | None, occasion: str) -> int | None:
        row = None
        if update_id is not None:
            row = self._connection.first(OF_UPDATE, update_id=update_id)
        elif kind == DELIVERED:
            row = self._connection.first(OF_DAY, petition_id=petition_id, occasion=occasion)
        return None if row is None else int(row.id)

    def aim(self, broadcast_id: int, audience: Audience | None) -> bool:
        """Whom it is for, None for everybody; False where it is no draft any more, or where nobody or too few fit."""
        wanted = audience or Audience()
        found = self.find(broadcast_id)
        if found is None or wanted.contradicts_itself or not self._beside.groups.is_large_enough(found, wanted):
            return False
        return self._connection.run(AIM, broadcast_id=broadcast_id, new_audience=wanted.written()) > 0

    def remove(self, broadcast_id: int) -> bool:
        """A draft that nobody wants any more goes, with its words; False where it is none."""
        return self._connection.run(REMOVE, broadcast_id=broadcast_id) > 0

    def is_any_due(self, now: datetime) -> bool:
        """Whether something that waits for its time is to begin."""
        return self._connection.first(ANY_DUE, now=now) is not None

    def started_within(self, organisation_id: int, since: datetime) -> int:
        """How many of those that a cap holds back began since then; how a petition ends is never held back."""
        row = self._connection.first(STARTED_WITHIN, organisation_id=organisation_id, since=since)
        return int(row.n) if row else 0


def is_capped(kind: str) -> bool:
    """Whether a broadcast of this kind counts for its organisation's cap and is held back by it."""
    return kind in CAPPED
