"""Servers and their role, what is published, and who asked for direct messages."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Servers and their role, what is published, and who asked for direct messages."""
    with op.batch_alter_table("chat") as chat:
        chat.add_column(sa.Column("publishes", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("account") as account:
        account.add_column(sa.Column("is_written_to", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "server",
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("room", sa.LargeBinary(), nullable=False),
        sa.Column("role", sa.LargeBinary()),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_server"),
        sa.UniqueConstraint("platform", "room", name="uq_server_platform_room"),
    )
