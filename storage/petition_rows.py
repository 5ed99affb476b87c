"""A new petition's row and what belongs to it, alike for a campaign file and for what is written in a chat."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared, insert_into
from storage.tables.petitions import petition, petition_text

CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LETTERS = 6
MOST_TRIES = 20
HAS_SLUG = Prepared(sa.select(petition.c.id).where(petition.c.slug == bindparam("slug", type_=sa.Text)))
MAKE_ROOM = Prepared(
    sa.update(petition_text)
    .where(petition_text.c.petition_id == bindparam("of_petition"), petition_text.c.version == bindparam("taken"))
    .values(version=petition_text.c.version + 1)
)


def new_code() -> str:
    """Six random letters without look-alikes."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LETTERS))


def insert_petition(values: dict[str, Any], code: str, connection: Connection) -> int | None:
    """The new petition's id, or None if its slug is taken; a made-up code that is taken is made up again."""
    for _ in range(MOST_TRIES):
        row = {"code": code or new_code(), **values}
        added = insert_into(connection.name, petition).values(row)
        found = connection.first(added.on_conflict_do_nothing().returning(petition.c.id))
        if found is not None:
            return int(found.id)
        if connection.first(HAS_SLUG, slug=values["slug"]) is not None:
            return None
    raise RuntimeError(f"there is no free code for petition {values['slug']}")


def hash_of(title: str, ask: str, summary: str, story: str) -> str:
    """SHA-256 of what is signed, in hexadecimal digits."""
    return hashlib.sha256("\0".join((title, ask, summary, story)).encode()).hexdigest()


def make_room(petition_id: int, version: int, connection: Connection) -> None:
    """What is being written in chat goes on as the version after this one, which a campaign file brings."""
    connection.run(MAKE_ROOM, of_petition=petition_id, taken=version)
