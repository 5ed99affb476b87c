"""The words by which a petition is found, from what the store holds of it now."""

from __future__ import annotations

import sqlalchemy as sa

from storage.connection import Connection, Prepared
from storage.rows import Changes, Rows
from storage.searching import fold_words
from storage.tables.organisations import organisation
from storage.tables.petitions import petition, petition_text, petition_topic, petition_word

_ID = sa.bindparam("petition_id", type_=sa.Integer)
TEXTS = Prepared(
    sa.select(petition_text.c.title, petition_text.c.ask, petition_text.c.summary)
    .join(
        petition,
        sa.and_(petition.c.id == petition_text.c.petition_id, petition.c.version == petition_text.c.version),
    )
    .where(petition.c.id == _ID)
)
TOPICS = Prepared(sa.select(petition_topic.c.topic).where(petition_topic.c.petition_id == _ID))
BY_WHOM = Prepared(
    sa.select(organisation.c.name, petition.c.co_signers)
    .join(petition, petition.c.organisation_id == organisation.c.id)
    .where(petition.c.id == _ID)
)


def write_words(petition_id: int, connection: Connection) -> Changes:
    """Write down the words of its title, ask, summary, topics, organisation and co-signers."""
    wanted = [{"petition_id": petition_id, "word": word} for word in sorted(_words(petition_id, connection))]
    rows = Rows(petition_word, petition_word.c.petition_id == petition_id, ("word",))
    return rows.become(connection, wanted).changes


def _words(petition_id: int, connection: Connection) -> set[str]:
    parts: list[str] = []
    for text in connection.all(TEXTS, petition_id=petition_id):
        parts += text
    parts += (row.topic for row in connection.all(TOPICS, petition_id=petition_id))
    for row in connection.all(BY_WHOM, petition_id=petition_id):
        parts += [row.name, *row.co_signers]
    return fold_words("\n".join(parts))
