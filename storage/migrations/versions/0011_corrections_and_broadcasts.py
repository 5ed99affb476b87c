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
