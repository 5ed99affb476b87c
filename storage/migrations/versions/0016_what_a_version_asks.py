"""When a petition was retired, whom each of its versions asks, and files found by what they hold."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Until now the moment of retiring stood in place of the closing day, which nobody remembers any more."""
    op.add_column("petition", sa.Column("retired_at", sa.BigInteger()))
    op.execute("UPDATE petition SET retired_at = closes_at, closes_at = NULL WHERE state = 'retired'")
    op.create_index("ix_attachment_sha256", "attachment", ["sha256"])
    op.create_table(
        "petition_asks",
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("targets", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_petition_asks_petition_id"),
        sa.PrimaryKeyConstraint("petition_id", "version", name="pk_petition_asks"),
    )
