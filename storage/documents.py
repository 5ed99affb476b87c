"""Files made of a petition to be handed over: asked for by an organizer, made as long work, kept sealed for a day.

Who signed is read anew, from the beginning, by whoever goes on after a restart: half of it never lies about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.columns import Instant
from storage.connection import Connection, Prepared, Row
from storage.members import Member
from storage.showing import Visibility
from storage.tables.documents import document, document_part
from storage.tables.petitions import petition
from storage.tables.signing import signature
from storage.vault import Vault, random_id

KEPT_FOR = timedelta(hours=24)
CLAIMED_FOR = timedelta(minutes=3)
"""Whoever works on one longer than this has ended over it, and it is begun anew."""
PART_BYTES = 128 * 1024
PARTS_A_PAGE = 8
"""A megabyte, which SQLite overwrites in 10 ms."""
MOST_UNFINISHED = 3
"""Of one petition at once."""


class DocumentKind(StrEnum):
    """What is made."""

    PDF = "pdf"
    CSV = "csv"
    JSON = "json"
    POSTER = "poster"


class DocumentState(StrEnum):
    """How far it is."""

    WAITING = "waiting"
    READING = "reading"
    SETTING = "setting"
    READY = "ready"
    STOPPED = "stopped"
    FAILED = "failed"
    TOO_LARGE = "too_large"
    """Not every app would take it."""

    @property
    def is_at_work(self) -> bool:
        """Whether it is still to be made."""
        return self in AT_WORK


AT_WORK = (DocumentState.WAITING, DocumentState.READING, DocumentState.SETTING)
Links = tuple[tuple[str, str], ...]
"""The names of apps, each with the link that opens a petition there."""


@dataclass(frozen=True, slots=True)
class Document:
    """One of them: `done` of `total` signatures were read; `listed` stand in it, `size` is in bytes.

    `unshown` lines of it hold a sign that no font has; `at_risk` says that it was made for signers in danger.
    """

    id: int
    organisation_id: int
    petition_id: int
    supporter_id: int | None
    kind: DocumentKind
    locale: str
    links: Links
    state: DocumentState
    done: int
    total: int
    listed: int
    unshown: int
    at_risk: bool
    size: int
    asked_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of the work: the file, how many signatures it lists, and how many lines could not be shown whole."""

    content: bytes
    listed: int
    unshown: int
    at_risk: bool


_c = document.c
_ID = _c.id == bindparam("document_id", type_=sa.BigInteger)
_IS_AT_WORK = sa.or_(*(_c.state == state.value for state in AT_WORK))
_ASKED = sa.select(document, petition.c.organisation_id).join(petition, petition.c.id == _c.petition_id)
_OF = _c.petition_id == bindparam("petition_id", type_=sa.Integer)
ADD = Prepared(sa.insert(document).values({column.name: bindparam(column.name, type_=column.type) for column in _c}))
FIND = Prepared(_ASKED.where(_ID))
PAGE = Prepared(
    _ASKED.where(_OF)
    .order_by(_c.asked_at.desc(), _c.id)
    .limit(bindparam("most", type_=sa.Integer))
    .offset(bindparam("skip", type_=sa.Integer))
)
HOW_MANY = Prepared(sa.select(sa.func.count().label("n")).where(_OF))
UNFINISHED = Prepared(sa.select(sa.func.count().label("n")).where(_OF, _IS_AT_WORK))
_DUE = sa.and_(_IS_AT_WORK, sa.or_(_c.claimed_until.is_(None), _c.claimed_until < bindparam("now", type_=Instant())))
NEXT = Prepared(sa.select(_c.id).where(_DUE).order_by(_c.asked_at, _c.id).limit(1))
CLAIM = Prepared(
    sa.update(document)
    .where(_ID, _DUE)
    .values(
        claimed_until=bindparam("until", type_=Instant()),
        state=DocumentState.READING.value,
        done=0,
        total=bindparam("new_total", type_=sa.Integer),
    )
)
MOVE = Prepared(
    sa.update(document)
    .where(_ID, _IS_AT_WORK)
    .values(state=bindparam("new_state"), done=bindparam("new_done", type_=sa.Integer))
)
END = Prepared(
    sa.update(document)
    .where(_ID, _IS_AT_WORK)
    .values(
        {name: bindparam(f"new_{name}", type_=_c[name].type) for name in ("state", "listed", "unshown", "size")}
        | {"at_risk": bindparam("new_at_risk", type_=sa.Boolean), "ends_at": bindparam("new_end", type_=Instant())}
    )
)
ADD_PART = Prepared(
    sa.insert(document_part).values(
        {column.name: bindparam(column.name, type_=column.type) for column in document_part.c}
    )
)
PARTS = Prepared(
    sa.select(document_part)
    .where(document_part.c.document_id == bindparam("document_id", type_=sa.BigInteger))
    .order_by(document_part.c.position)
)
DROP_PARTS = Prepared(
    sa.delete(document_part).where(document_part.c.document_id == bindparam("document_id", type_=sa.BigInteger))
)
_HAS_FILE = sa.exists().where(_c.id == document_part.c.document_id, _c.state == DocumentState.READY.value)
DROP_PARTS_OF_ENDED = Prepared(
    sa.delete(document_part).where(
        document_part.c.document_id == bindparam("document_id", type_=sa.BigInteger), ~_HAS_FILE
    )
)
_IS_OVER = _c.ends_at <= bindparam("now", type_=Instant())
_OLD = sa.select(_c.id).where(_IS_OVER).limit(bindparam("most", type_=sa.Integer))
_OLD_PARTS = sa.select(document_part.c.id).join(document).where(_IS_OVER).limit(PARTS_A_PAGE)
FORGET_OLD = Prepared(sa.delete(document).where(_c.id.in_(_OLD)))
FORGET_OLD_PARTS = Prepared(sa.delete(document_part).where(document_part.c.id.in_(_OLD_PARTS)))
_BY = _c.supporter_id == bindparam("of_person", type_=sa.BigInteger)
STOP_THEIRS = Prepared(sa.update(document).where(_BY, _IS_AT_WORK).values(state=DocumentState.STOPPED.value))
_SIGNED = sa.select(signature.c.petition_id).where(
    signature.c.supporter_id == bindparam("of_person", type_=sa.BigInteger),
    signature.c.visibility != Visibility.COUNTED.value,
)
_LISTS_THEM = sa.and_(_c.petition_id.in_(_SIGNED), _c.kind != DocumentKind.POSTER.value)
END_WITH_THEM = Prepared(
    sa.update(document)
    .where(_LISTS_THEM, _c.ends_at > bindparam("now", type_=Instant()))
    .values(ends_at=bindparam("now", type_=Instant()))
)
STOP_WITH_THEM = Prepared(sa.update(document).where(_LISTS_THEM, _IS_AT_WORK).values(state=DocumentState.STOPPED.value))
FORGET = Prepared(sa.update(document).where(_BY).values(supporter_id=None))


class Documents:
    """What is made of petitions."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; files go through the vault."""
        self._connection = connection
        self._vault = vault

    def ask(
        self, petition_id: int, kind: DocumentKind, locale: str, by: Member, now: datetime, links: Links = ()
    ) -> Document | None:
        """Have one made; None where too many of this petition are being made already."""
        row = self._connection.first(UNFINISHED, petition_id=petition_id)
        if row is not None and row.n >= MOST_UNFINISHED:
            return None
        values: dict[str, Any] = {
            "id": random_id(),
            "petition_id": petition_id,
            "supporter_id": by.supporter_id,
            "kind": kind.value,
            "locale": locale,
            "links": [list(each) for each in links],
            "state": DocumentState.WAITING.value,
            **dict.fromkeys(("done", "total", "listed", "unshown", "size"), 0),
            "at_risk": False,
            "asked_at": now,
            "claimed_until": None,
            "ends_at": now + KEPT_FOR,
        }
        self._connection.run(ADD, **values)
        return self.find(values["id"])

    def find(self, document_id: int) -> Document | None:
        """One of them, or None."""
        row = self._connection.first(FIND, document_id=document_id)
        return None if row is None else _document(row)

    def of(self, petition_id: int, most: int, skip: int = 0) -> tuple[Sequence[Document], int]:
        """One page of those of a petition, the newest first, and how many there are."""
        rows = self._connection.all(PAGE, petition_id=petition_id, most=most, skip=skip)
        total = self._connection.first(HOW_MANY, petition_id=petition_id)
        return [_document(row) for row in rows], int(total.n) if total else 0

    def is_due(self, now: datetime) -> int | None:
        """One on which somebody has to work."""
        row = self._connection.first(NEXT, now=now)
        return None if row is None else int(row.id)

    def claim(self, document_id: int, total: int, now: datetime) -> bool:
        """Work on it from its beginning, with so many signatures ahead; False where somebody else does."""
        values = {"now": now, "until": now + CLAIMED_FOR, "new_total": total}
        if not self._connection.run(CLAIM, document_id=document_id, **values):
            return False
        self._connection.run(DROP_PARTS, document_id=document_id)
        return True

    def has_come(self, document_id: int, state: DocumentState, done: int) -> bool:
        """Write down how far it is; False where it was stopped."""
        return bool(self._connection.run(MOVE, document_id=document_id, new_state=state.value, new_done=done))

    def add_part(self, document_id: int, position: int, content: bytes) -> None:
        """A piece of the finished file."""
        part_id = random_id()
        sealed = self._vault.seal_bytes("document_part", "content", part_id, content)
        self._connection.run(ADD_PART, id=part_id, document_id=document_id, position=position, content=sealed)

    def is_ready(self, document_id: int, made: Finished, now: datetime) -> bool:
        """All its pieces are here; False where it was stopped."""
        numbers = {"new_listed": made.listed, "new_unshown": made.unshown, "new_size": len(made.content)}
        if self._end(document_id, DocumentState.READY, now, new_at_risk=made.at_risk, **numbers):
            return True
        self._connection.run(DROP_PARTS_OF_ENDED, document_id=document_id)
        return False

    def has_failed(self, document_id: int, now: datetime, state: DocumentState = DocumentState.FAILED) -> bool:
        """It could not be made."""
        return self._end(document_id, state, now)

    def stop(self, document_id: int, now: datetime) -> bool:
        """Nobody wants it any more; False where it has ended already."""
        return self._end(document_id, DocumentState.STOPPED, now)

    def _end(self, document_id: int, state: DocumentState, now: datetime, **values: object) -> bool:
        usual: dict[str, object] = {"new_listed": 0, "new_unshown": 0, "new_size": 0, "new_at_risk": False}
        ended = {**usual, **values, "new_state": state.value, "new_end": now + KEPT_FOR}
        has_ended = bool(self._connection.run(END, document_id=document_id, **ended))
        if has_ended and state is not DocumentState.READY:
            self._connection.run(DROP_PARTS, document_id=document_id)
        return has_ended

    def content(self, found: Document, now: datetime) -> bytes | None:
        """The file, as long as it is kept."""
        if found.state is not DocumentState.READY or found.ends_at <= now:
            return None
        parts = self._connection.all(PARTS, document_id=found.id)
        opened = (self._vault.open_bytes("document_part", "content", row.id, row.content) for row in parts)
        return b"".join(opened)

    def prune(self, now: datetime, most: int) -> int:
        """Forget a page of those whose time is over, or first of their files; fewer than `most` where none is left."""
        if self._connection.run(FORGET_OLD_PARTS, now=now):
            return most
        return self._connection.run(FORGET_OLD, now=now, most=most)

    def erase_person(self, supporter_id: int, now: datetime) -> None:
        """What they began ends, and what may show a name of theirs; that something was made stays, and who it was goes.

        Before their signatures are gone, since they say in which files they may stand.
        """
        self._connection.run(STOP_THEIRS, of_person=supporter_id)
        self._connection.run(STOP_WITH_THEM, of_person=supporter_id)
        self._connection.run(END_WITH_THEM, of_person=supporter_id, now=now)
        self._connection.run(FORGET, of_person=supporter_id)


def _document(row: Row) -> Document:
    values = row._asdict()
    del values["claimed_until"]
    kind, state = DocumentKind(row.kind), DocumentState(row.state)
    links = tuple((str(name), str(link)) for name, link in row.links)
    flags = {"at_risk": bool(row.at_risk), "kind": kind, "state": state, "links": links}
    return Document(**{**values, **flags})
