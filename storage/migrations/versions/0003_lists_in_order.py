"""Each list and search has an index that gives it in order, and the words of all petitions are folded anew."""

import sqlalchemy as sa
from alembic import op

from storage.searching import fold_words

revision = "0003"
down_revision = "0002"

PETITIONS_AT_ONCE = 500
OLD = (
    ("petition", "organisation_id"),
    ("petition", "started_on"),
    ("petition", "closes_at"),
    ("petition_word", "petition_id"),
    ("tally", "at"),
)
NEW = (
    ("petition", "started_on", "id"),
    ("petition", "state", "started_on", "id"),
    ("petition", "organisation_id", "started_on", "id"),
    ("petition", "state", "closes_at", "id"),
    ("petition", "count", "id", "state"),
    ("petition_word", "petition_id", "word"),
    ("alert", "subject", "raised_at"),
    ("alert", "kind", "raised_at"),
)
BY_PEOPLE = sa.text("kind NOT IN ('imported', 'paper', 'corrected')")
SOURCES = (
    "SELECT petition_id, title, ask, summary FROM petition_text JOIN petition"
    " ON petition.id = petition_id AND petition.version = petition_text.version WHERE petition_id",
    "SELECT petition_id, topic FROM petition_topic WHERE petition_id",
    "SELECT petition.id, name FROM petition JOIN organisation ON organisation.id = organisation_id WHERE petition.id",
)


def upgrade() -> None:
    """Each list and search has an index that gives it in order, and the words of all petitions are folded anew."""
    for table, column in OLD:
        op.drop_index(f"ix_{table}_{column}", table)
    for table, *columns in NEW:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)
    people = ["at", "petition_id", "amount", "kind"]
    op.create_index("ix_tally_by_people", "tally", people, sqlite_where=BY_PEOPLE, postgresql_where=BY_PEOPLE)
    last = op.get_bind().scalar(sa.text("SELECT max(id) FROM petition")) or 0
    for first in range(1, last + 1, PETITIONS_AT_ONCE):
        _fold(first, first + PETITIONS_AT_ONCE - 1)


def _fold(first: int, last: int) -> None:
    """Write the words of these petitions down as they are looked for from now on."""
    connection, between = op.get_bind(), {"first": first, "last": last}
    texts: dict[int, list[str]] = {}
    for source in SOURCES:
        for petition_id, *parts in connection.execute(sa.text(f"{source} BETWEEN :first AND :last"), between):
            texts.setdefault(petition_id, []).extend(parts)
    for petition_id, co_signers in connection.execute(_co_signers(), between):
        texts.setdefault(petition_id, []).extend(co_signers)
    connection.execute(sa.text("DELETE FROM petition_word WHERE petition_id BETWEEN :first AND :last"), between)
    words = [{"id": each, "word": word} for each, parts in texts.items() for word in fold_words("\n".join(parts))]
    if words:
        connection.execute(sa.text("INSERT INTO petition_word (petition_id, word) VALUES (:id, :word)"), words)


def _co_signers() -> sa.TextualSelect:
    selected = sa.text("SELECT id, co_signers FROM petition WHERE id BETWEEN :first AND :last")
    return selected.columns(sa.column("id", sa.Integer), sa.column("co_signers", sa.JSON))
