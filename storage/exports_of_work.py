"""What the store holds of somebody's work as an organizer, opened, for them to keep."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from storage.asking_another import export_asks
from storage.audit import opened_detail
from storage.connection import Connection
from storage.tables.documents import document
from storage.tables.moderating import alarm, decided, sweep, taken
from storage.tables.organisations import audit, invite, member, organisation
from storage.tables.petitions import petition
from storage.vault import Vault


class ExportsOfWork:
    """Whom they organize for and what they did there, in plain values."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; everything is opened by the vault."""
        self._connection = connection
        self._vault = vault

    def of(self, supporter_id: int) -> dict[str, Any]:
        """Every row that names this supporter as an organizer."""
        return {
            "organizes_for": [self._membership(row) for row in self._of_organisations(member, supporter_id)],
            "invitations": [self._invitation(row) for row in self._of_organisations(invite, supporter_id)],
            "done_as_organizer": [self._deed(row) for row in self._of_organisations(audit, supporter_id)],
            "decided": [self._decision(row) for row in self._of_organisations(decided, supporter_id)],
            "looks_at": [self._looked_at(row) for row in self._taken(supporter_id)],
            "alarms_answered": [self._answer(row) for row in self._of_petitions(alarm, supporter_id)],
            "sweeps": [self._sweep(row) for row in self._of_petitions(sweep, supporter_id)],
            "broadcasts": export_asks(self._connection, supporter_id),
            "documents": [self._document(row) for row in self._of_petitions(document, supporter_id)],
        }

    def _of_organisations(self, table: sa.Table, supporter_id: int) -> list[Any]:
        named = sa.select(table, organisation.c.slug).outerjoin(
            organisation, organisation.c.id == table.c.organisation_id
        )
        return self._connection.all(named.where(table.c.supporter_id == supporter_id).order_by(table.c.id))

    def _membership(self, row: Any) -> dict[str, Any]:
        return {
            "organisation": row.slug,
            "role": row.role,
            "name": self._vault.open("member", "name", row.id, row.name),
            "since": row.since.isoformat(),
            "on_duty_until": iso(row.on_duty_until),
            "is_told_of_what_waits": row.hears_of_waiting,
            "is_coached": row.is_coached,
        }

    def _of_petitions(self, table: sa.Table, supporter_id: int) -> list[Any]:
        named = sa.select(table, petition.c.slug).join(petition, petition.c.id == table.c.petition_id)
        return self._connection.all(named.where(table.c.supporter_id == supporter_id).order_by(table.c.id))

    def _answer(self, row: Any) -> dict[str, Any]:
        seen = {name: getattr(row, name) for name in ("count", "minutes", "usual", "by_one_link", "state")}
        return {"petition": row.slug, **seen, "raised_at": iso(row.raised_at), "answered_at": iso(row.answered_at)}

    def _sweep(self, row: Any) -> dict[str, Any]:
        asked = json.loads(self._vault.open("sweep", "conditions", row.id, row.conditions))
        done = {name: getattr(row, name) for name in ("deed", "state", "total", "done")}
        return {"petition": row.slug, **done, "conditions": asked, "made_at": iso(row.made_at)}

    def _document(self, row: Any) -> dict[str, Any]:
        """That it was made; what is in it is of others."""
        names = ("kind", "locale", "state", "listed", "unshown", "size")
        times = {name: iso(getattr(row, name)) for name in ("asked_at", "claimed_until", "ends_at")}
        links, made = [list(each) for each in row.links], {name: getattr(row, name) for name in names}
        return {"petition": row.slug, **made, "links": links, "at_risk": bool(row.at_risk), **times}

    def _invitation(self, row: Any) -> dict[str, Any]:
        times = {"made_at": iso(row.made_at), "ends_at": iso(row.ends_at), "used_at": iso(row.used_at)}
        return {"organisation": row.slug, "role": row.role, **times}

    def _decision(self, row: Any) -> dict[str, Any]:
        """Whose words it was on is somebody else's."""
        times = {"at": iso(row.at), "undone_at": iso(row.undone_at)}
        told = {"of": row.kind, "verdict": row.verdict, "cause": row.cause, "held_for": row.held_for}
        return {"organisation": row.slug, **told, **times, "writer_is_told": row.is_settled}

    def _taken(self, supporter_id: int) -> list[Any]:
        return self._connection.all(sa.select(taken).where(taken.c.supporter_id == supporter_id))

    def _looked_at(self, row: Any) -> dict[str, Any]:
        return {"of": row.kind, "until": iso(row.until)}

    def _deed(self, row: Any) -> dict[str, Any]:
        return {
            "organisation": row.slug,
            "at": row.at.isoformat(),
            "role": row.role,
            "name": self._vault.open("audit", "name", row.id, row.name),
            "deed": row.deed,
            "of": row.subject,
            "detail": opened_detail(self._vault, row),
        }


def iso(moment: datetime | None) -> str | None:
    """A moment as text; None where it has not come."""
    return None if moment is None else moment.isoformat()
