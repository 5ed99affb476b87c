"""What was told wrongly at first, and how it is; what organizers tell of all their campaigns."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """What was told wrongly at first, and how it is; what organizers tell of all their campaigns."""
    op.add_column("campaign_update", sa.Column("correction", sa.Text(), nullable=False, server_default=""))
    op.drop_index("ix_alert_waiting", "alert")
    op.create_index("ix_alert_state_raised_at_id", "alert", ["state", "raised_at", "id"])
    op.create_table(
        "broadcast",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("petition_id", sa.Integer()),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sign_off", sa.Text(), nullable=False, server_default=""),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_broadcast_organisation_id"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_broadcast_petition_id"),
        sa.PrimaryKeyConstraint("id", name="pk_broadcast"),
        sqlite_autoincrement=True,
    )
    for column in ("organisation_id", "petition_id"):
        op.create_index(f"ix_broadcast_{column}", "broadcast", [column])
