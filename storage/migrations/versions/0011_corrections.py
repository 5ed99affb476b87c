"""What was told wrongly at first, and how it is."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """What was told wrongly at first, and how it is."""
    op.add_column("campaign_update", sa.Column("correction", sa.Text(), nullable=False, server_default=""))
