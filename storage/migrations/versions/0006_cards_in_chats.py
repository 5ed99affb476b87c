"""Groups and channels, and the cards that stand in them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Groups and channels, and the cards that stand in them."""
    op.create_table(
        "chat",
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("reference", sa.LargeBinary(), nullable=False),
        sa.Column("room", sa.LargeBinary(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_chat"),
        sa.UniqueConstraint("platform", "reference", name="uq_chat_platform_reference"),
    )
    op.create_index("ix_chat_platform_room", "chat", ["platform", "room"])
    op.create_index("ix_chat_kind_since", "chat", ["kind", "since"])
    op.create_table(
        "card",
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("message", sa.Text(), server_default="", nullable=False),
        sa.Column("shown", sa.Text(), server_default="", nullable=False),
        sa.Column("seen", sa.Text(), server_default="", nullable=False),
        sa.Column("noticed", sa.Text(), server_default="", nullable=False),
        sa.Column("looked_at", sa.BigInteger()),
        sa.Column("is_wanted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("due_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_card"),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name="fk_card_chat_id", ondelete="CASCADE"),
        sa.UniqueConstraint("chat_id", "kind", "key", name="uq_card_chat_id_kind_key"),
    )
    op.create_index("ix_card_due_at", "card", ["due_at"])
    op.create_index("ix_card_kind_key", "card", ["kind", "key"])
    op.create_index("ix_card_looked_at", "card", ["looked_at"])
    op.create_table(
        "card_wish",
        sa.Column("person_key", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person_key", name="pk_card_wish"),
    )
    op.create_index("ix_card_wish_expires_at", "card_wish", ["expires_at"])
