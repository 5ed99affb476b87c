"""Broadcasts: what organizers tell those who follow their organisation, or one of its petitions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alerts
from storage.connection import Connection, Prepared
from storage.follows import subject_of, subject_of_organisation
from storage.hearing import BROADCAST
from storage.tables.organisations import organisation
from storage.tables.petitions import petition
from storage.tables.telling import broadcast


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One of them; `petition_id` where it is about one petition, whose own legal line then stands under it."""

    id: int
    organisation_id: int
    organisation: str
    zone: str
    legal_line: str
    petition_id: int | None
    title: str
    text: str
    sign_off: str
    made_at: datetime
    is_sample: bool


_OF_ORGANISATION = ("zone", "is_sample")
_LEGAL_LINE = sa.func.coalesce(sa.func.nullif(petition.c.legal_line, ""), organisation.c.legal_line).label("legal_line")
PUBLIC = (
    sa.select(
        broadcast,
        organisation.c.name.label("organisation"),
        *(organisation.c[name] for name in _OF_ORGANISATION),
        _LEGAL_LINE,
    )
    .join(organisation, organisation.c.id == broadcast.c.organisation_id)
    .outerjoin(petition, petition.c.id == broadcast.c.petition_id)
    .where(sa.or_(broadcast.c.petition_id.is_(None), petition.c.state != "draft"))
)
FIND = Prepared(PUBLIC.where(broadcast.c.id == bindparam("broadcast_id")))
IS_THEIRS = Prepared(
    sa.select(petition.c.id).where(
        petition.c.id == bindparam("petition_id"),
        petition.c.organisation_id == bindparam("organisation_id"),
        petition.c.state != "draft",
    )
)


class Broadcasts:
    """What organizers told."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def find(self, broadcast_id: int) -> Broadcast | None:
        """One by its id, or None; of a draft nothing is told."""
        row = self._connection.first(FIND, broadcast_id=broadcast_id)
        return None if row is None else Broadcast(**row._asdict())

    def raise_one(
        self, organisation_id: int, title: str, text: str, sign_off: str, now: datetime, petition_id: int | None = None
    ) -> int | None:
        """Tell it from now on, and give its id; None where the petition is a draft, or another organisation's."""
        its = {"petition_id": petition_id, "organisation_id": organisation_id}
        if petition_id is not None and self._connection.first(IS_THEIRS, **its) is None:
            return None
        added = sa.insert(broadcast).values(**its, title=title, text=text, sign_off=sign_off, made_at=now)
        row = self._connection.first(added.returning(broadcast.c.id))
        assert row is not None, "what was added has an id"
        subject = subject_of_organisation(organisation_id) if petition_id is None else subject_of(petition_id)
        Alerts(self._connection).raise_once(BROADCAST, subject, str(row.id), now)
        return int(row.id)
