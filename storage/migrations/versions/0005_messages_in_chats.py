"""What stands in private chats, and which updates were in work."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """What stands in private chats, and which updates were in work."""
    op.create_table(
        "chat_message",
        sa.Column("chat_key", sa.LargeBinary(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat_key", "message_id", name="pk_chat_message"),
    )
    op.create_index("ix_chat_message_at", "chat_message", ["at"])
    op.create_table(
        "in_work",
        sa.Column("bot", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("begun", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bot", "id", name="pk_in_work"),
    )
    op.create_index("ix_in_work_at", "in_work", ["at"])
