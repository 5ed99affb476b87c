"""The version of a petition that is being written: its texts begin as those that are public."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.connection import Connection, Prepared
from storage.petitions import Petition
from storage.tables.petitions import petition_text

_t = petition_text.c
_NAMES = ("locale", "title", "ask", "summary", "story", "hash", "is_of_chat")
_OF = sa.and_(_t.petition_id == bindparam("petition_id"), _t.version == bindparam("at_version"))
HAS_VERSION = Prepared(sa.select(_t.locale).where(_OF).limit(1))
COPY = Prepared(
    sa.insert(petition_text).from_select(
        ["petition_id", "version", *_NAMES],
        sa.select(_t.petition_id, bindparam("to_version", type_=sa.Integer), *(_t[name] for name in _NAMES)).where(_OF),
    )
)


def working_version(petition: Petition) -> int:
    """Which version is being written."""
    return petition.version if petition.is_draft else petition.version + 1


def has_texts(petition: Petition, at: int, connection: Connection) -> bool:
    """Whether anything is written there."""
    return connection.first(HAS_VERSION, petition_id=petition.id, at_version=at) is not None


def begin_next(petition: Petition, connection: Connection) -> None:
    """What is written from now on is not public before it is published; of a draft nothing is anyway."""
    at = working_version(petition)
    if not has_texts(petition, at, connection):
        connection.run(COPY, petition_id=petition.id, at_version=petition.version, to_version=at)
