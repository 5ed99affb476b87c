"""Reminders, and what is due of a petition's dates found by its day."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Reminders, and what is due of a petition's dates found by its day."""
    op.create_index("ix_key_date_on_date_id", "key_date", ["on_date", "id"])
    op.create_table(
        "reminder",
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("supporter_id", sa.BigInteger()),
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("zone", sa.LargeBinary(), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False, server_default=""),
        sa.Column("occurrence", sa.Text(), nullable=False),
        sa.Column("next_due", sa.BigInteger()),
        sa.Column("ends_at", sa.BigInteger()),
        sa.Column("state", sa.Text(), nullable=False, server_default="waiting"),
        sa.ForeignKeyConstraint(["supporter_id"], ["supporter.id"], name="fk_reminder_supporter_id"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_reminder_petition_id"),
        sa.PrimaryKeyConstraint("id", name="pk_reminder"),
        sa.UniqueConstraint("supporter_id", "petition_id", "kind", name="uq_reminder_supporter_id_petition_id_kind"),
    )
    op.create_index("ix_reminder_petition_id", "reminder", ["petition_id"])
    op.create_index("ix_reminder_state_next_due", "reminder", ["state", "next_due"])
