"""Links that organizers name, such as "poster": each with a code, and nobody's name.

A link opens its own petition and counts for no other; one that has ended opens it, and counts no more.
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.came_by import by_link
from storage.columns import Instant
from storage.connection import Connection, Prepared, Row, insert_into
from storage.marks import mark_of
from storage.petition_rows import CODE_ALPHABET
from storage.tables.links import named_link

LINK_LETTERS = 7
"""One more than a petition's code has, and one less than a supporter's link."""
MOST_LINKS = 50
"""So many of a petition count at a time."""


@dataclass(frozen=True, slots=True)
class NamedLink:
    """A link of one petition."""

    id: int
    petition_id: int
    code: str
    name: str
    has_ended: bool

    @property
    def source(self) -> str:
        """How it is written that somebody came by it."""
        return by_link(self.id)

    @property
    def mark(self) -> str:
        """Names what somebody saw of it."""
        return mark_of(self.name)


_l = named_link.c
_IS_ONE = _l.id == bindparam("of_id", type_=sa.Integer)
_IS_OF = _l.petition_id == bindparam("of_petition", type_=sa.Integer)
_other = named_link.alias()
_is_taken = sa.exists().where(
    _other.c.petition_id == _l.petition_id, _other.c.name_key == bindparam("new_key"), _other.c.id != _l.id
)
_NAMES = ("petition_id", "code", "name", "name_key", "made_at")
ADD = Prepared(
    lambda engine: (
        insert_into(engine, named_link)
        .values({name: bindparam(name, type_=_l[name].type) for name in _NAMES})
        .on_conflict_do_nothing()
        .returning(*named_link.c)
    )
)
FIND = Prepared(sa.select(named_link).where(_IS_OF, _IS_ONE))
BY_CODE = Prepared(sa.select(named_link).where(_l.code == bindparam("of_code")))
PAGE = Prepared(
    sa.select(named_link)
    .where(_IS_OF)
    .order_by(_l.ended_at.is_not(None), _l.id.desc())
    .limit(bindparam("most", type_=sa.Integer))
    .offset(bindparam("skip", type_=sa.Integer))
)
HOW_MANY = Prepared(
    sa.select(sa.func.count().label("n"), sa.func.count().filter(_l.ended_at.is_(None)).label("counting")).where(_IS_OF)
)
NAMES = Prepared(sa.select(_l.id, _l.name).where(_IS_OF))
RENAME = Prepared(
    sa.update(named_link)
    .where(_IS_ONE, sa.not_(_is_taken))
    .values(name=bindparam("new_name"), name_key=bindparam("new_key"))
)
END = Prepared(
    sa.update(named_link).where(_IS_ONE, _l.ended_at.is_(None)).values(ended_at=bindparam("now", type_=Instant()))
)


class NamedLinks:
    """The links of petitions."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def make(self, petition_id: int, name: str, now: datetime) -> NamedLink | None:
        """A new one; None where another has this name."""
        code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(LINK_LETTERS))
        values = {"petition_id": petition_id, "code": code, "name": name, "name_key": key_of(name), "made_at": now}
        return _link(self._connection.first(ADD, **values))

    def rename(self, link: NamedLink, name: str) -> bool:
        """Call it otherwise; False where another has this name. What it counted stays its own."""
        return self._connection.run(RENAME, of_id=link.id, new_name=name, new_key=key_of(name)) > 0

    def end(self, link: NamedLink, now: datetime) -> bool:
        """It counts no more; False where it had ended already."""
        return self._connection.run(END, of_id=link.id, now=now) > 0

    def find(self, petition_id: int, link_id: int) -> NamedLink | None:
        """One of a petition."""
        return _link(self._connection.first(FIND, of_petition=petition_id, of_id=link_id))

    def by_code(self, code: str) -> NamedLink | None:
        """Of whichever petition, also one that has ended."""
        return _link(self._connection.first(BY_CODE, of_code=code))

    def of(self, petition_id: int, most: int, skip: int = 0) -> tuple[list[NamedLink], int]:
        """One page of a petition's, those that count and the newest first, and how many there are."""
        rows = self._connection.all(PAGE, of_petition=petition_id, most=most, skip=skip)
        total = self._connection.first(HOW_MANY, of_petition=petition_id)
        return [link for row in rows if (link := _link(row))], int(total.n) if total else 0

    def has_room(self, petition_id: int) -> bool:
        """Whether one more may count for it."""
        row = self._connection.first(HOW_MANY, of_petition=petition_id)
        return row is None or row.counting < MOST_LINKS

    def names(self, petition_id: int) -> dict[str, str]:
        """What the links of a petition are called, by how it is written that somebody came by them."""
        return {by_link(row.id): row.name for row in self._connection.all(NAMES, of_petition=petition_id)}


def key_of(name: str) -> str:
    """A name however it is written."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _link(row: Row | None) -> NamedLink | None:
    return row and NamedLink(row.id, row.petition_id, row.code, row.name, row.ended_at is not None)
