"""The audit trail: who did what as an organizer. Rows are added, and never changed but to forget a person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, Row
from storage.members import Member
from storage.tables.organisations import audit
from storage.vault import Vault, random_id


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed; `detail` holds plain values and nobody's name.

    Without a `by` it was the command line, or somebody who was erased since and was a `role`.
    """

    at: datetime
    by: int | None
    role: str
    name: str
    deed: str
    subject: str
    about_id: int | None
    about: str
    detail: Mapping[str, Any] = field(default_factory=dict)


_c = audit.c
_OF = _c.organisation_id == bindparam("organisation_id")
ADD = Prepared(sa.insert(audit).values({column.name: bindparam(column.name) for column in audit.c}))
OF = Prepared(
    sa.select(audit)
    .where(_OF)
    .order_by(_c.at.desc(), _c.nth.desc(), _c.id.desc())
    .limit(bindparam("most", type_=sa.Integer))
    .offset(bindparam("skip", type_=sa.Integer))
)
LAST_ON = Prepared(
    sa.select(audit)
    .where(_OF, _c.subject == bindparam("on_subject"))
    .order_by(_c.at.desc(), _c.nth.desc(), _c.id.desc())
    .limit(1)
)
HOW_MANY = Prepared(sa.select(sa.func.count().label("n")).where(_OF))
TIMES_DONE = Prepared(
    sa.select(audit)
    .where(_OF, _c.deed == bindparam("deed"), _c.subject == bindparam("of_subject"))
    .order_by(_c.at.desc(), _c.nth.desc(), _c.id.desc())
    .limit(bindparam("most", type_=sa.Integer))
)
WHO_DID = Prepared(
    sa.select(_c.id, _c.supporter_id, _c.name).where(_OF, _c.deed == bindparam("deed"), _c.name.is_not(None))
)
DONE_SINCE = Prepared(
    sa.select(sa.func.count().label("n")).select_from(
        sa.select(_c.id)
        .where(_OF, _c.at > bindparam("since", type_=_c.at.type), _c.deed == bindparam("deed"))
        .where(_c.supporter_id == bindparam("of_person", type_=sa.BigInteger))
        .limit(bindparam("most", type_=sa.Integer))
        .subquery()
    )
)


def _page_of(person: sa.Column[Any]) -> sa.ColumnElement[bool]:
    named = sa.select(_c.id).where(person == bindparam("of_person", type_=sa.BigInteger))
    return _c.id.in_(named.limit(bindparam("most", type_=sa.Integer)))


FORGET_DOER = Prepared(
    sa.update(audit).where(_page_of(_c.supporter_id)).values(supporter_id=None, name=None, detail=None)
)
FORGET_OTHER = Prepared(sa.update(audit).where(_page_of(_c.about_id)).values(about_id=None, about=None))


class Audit:
    """What organizers and the command line have done."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; names and details go through the vault."""
        self._connection = connection
        self._vault = vault
        self._written = count()

    def write(
        self,
        organisation_id: int,
        deed: str,
        now: datetime,
        *,
        by: Member | None = None,
        subject: str = "",
        about: Member | None = None,
        **detail: Any,
    ) -> None:
        """Add an entry; without `by` the command line did it. `about` is the member it was done to."""
        row_id = random_id()
        sealed = {"name": by.name if by else "", "about": about.name if about else "", "detail": _written(detail)}
        self._connection.run(
            ADD,
            id=row_id,
            organisation_id=organisation_id,
            at=now,
            nth=next(self._written),
            supporter_id=by.supporter_id if by else None,
            role=by.role.value if by else "",
            deed=deed,
            subject=subject,
            about_id=about.supporter_id if about else None,
            **{column: self._vault.seal_if("audit", column, row_id, text) for column, text in sealed.items()},
        )

    def of(self, organisation_id: int, most: int, skip: int = 0) -> tuple[list[Entry], int]:
        """Some of an organisation's entries, the newest first, and how many there are."""
        rows = self._connection.all(OF, organisation_id=organisation_id, most=most, skip=skip)
        total = self._connection.first(HOW_MANY, organisation_id=organisation_id)
        return [self._opened(row) for row in rows], int(total.n) if total else 0

    def last_on(self, organisation_id: int, subject: str) -> Entry | None:
        """What was done last to something, by whom and when; None where nothing was."""
        row = self._connection.first(LAST_ON, organisation_id=organisation_id, on_subject=subject)
        return None if row is None else self._opened(row)

    def how_often(self, by: Member, deed: str, since: datetime, most: int) -> int:
        """How often a member has done it in their organisation since then; counting ends at `most`."""
        asked = {"organisation_id": by.organisation_id, "of_person": by.supporter_id, "deed": deed}
        found = self._connection.first(DONE_SINCE, since=since, most=most, **asked)
        return int(found.n) if found else 0

    def times_done(self, organisation_id: int, deed: str, subject: str, most: int) -> list[Entry]:
        """The last entries that tell of this having been done to something, the newest first."""
        asked = {"organisation_id": organisation_id, "deed": deed, "of_subject": subject}
        return [self._opened(row) for row in self._connection.all(TIMES_DONE, most=most, **asked)]

    def who_did(self, organisation_id: int, deed: str) -> list[tuple[int, str]]:
        """Everybody who ever did it there, under the name they had then; nobody who was erased since."""
        rows = self._connection.all(WHO_DID, organisation_id=organisation_id, deed=deed)
        return [(row.supporter_id, self._vault.open("audit", "name", row.id, row.name)) for row in rows]

    def erase_page(self, supporter_id: int, most: int) -> bool:
        """What they did stays, and that it was a person in this role; who it was goes, and what they wrote.

        True where there may be more.
        """
        asked = {"of_person": supporter_id, "most": most}
        return most in [self._connection.run(each, **asked) for each in (FORGET_DOER, FORGET_OTHER)]

    def _opened(self, row: Row) -> Entry:
        name, about = (self._vault.open("audit", each, row.id, getattr(row, each)) for each in ("name", "about"))
        told = opened_detail(self._vault, row)
        return Entry(row.at, row.supporter_id, row.role, name, row.deed, row.subject, row.about_id, about, told)


def opened_detail(vault: Vault, row: Row) -> dict[str, Any]:
    """What else is kept of a deed."""
    detail = vault.open("audit", "detail", row.id, row.detail)
    opened: dict[str, Any] = json.loads(detail) if detail else {}
    return opened


def _written(detail: Mapping[str, Any]) -> str:
    return json.dumps(detail, ensure_ascii=False, sort_keys=True) if detail else ""
