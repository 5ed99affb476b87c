"""When a petition was retired, whom a version asks, what was written in chat, and files by what they hold."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

CHANGED_IN_CHAT = """
UPDATE petition_text SET is_of_chat = true WHERE EXISTS (
    SELECT 1 FROM petition_version
    WHERE petition_version.petition_id = petition_text.petition_id
    AND petition_version.version <= petition_text.version
    AND petition_version.note <> ''
)
"""
"""Of what a campaign file brought nobody says a word; which of the languages were changed, nobody remembers."""


def upgrade() -> None:
    """Until now the moment of retiring stood in place of the closing day, which nobody remembers any more."""
    op.add_column("petition", sa.Column("retired_at", sa.BigInteger()))
    op.execute("UPDATE petition SET retired_at = closes_at, closes_at = NULL WHERE state = 'retired'")
    op.add_column("petition_text", sa.Column("is_of_chat", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(CHANGED_IN_CHAT)
    op.create_index("ix_attachment_sha256", "attachment", ["sha256"])
    op.create_table(
        "petition_asks",
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("targets", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_petition_asks_petition_id"),
        sa.PrimaryKeyConstraint("petition_id", "version", name="pk_petition_asks"),
    )
