"""Alerts are told: what is to be brought to whom, and the pace of it.

What was raised before is history: nobody is told of it any more.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
WRITES_FIRST = "telegram"


def upgrade() -> None:
    """Alerts are told: what is to be brought to whom, and the pace of it."""
    with op.batch_alter_table("alert") as alert:
        alert.add_column(sa.Column("state", sa.Text(), nullable=False, server_default="waiting"))
    op.execute("UPDATE alert SET state = 'stale'")
    _index("ix_alert_waiting", "alert", ["raised_at"], "state = 'waiting'")
    with op.batch_alter_table("account") as account:
        account.add_column(sa.Column("spoken", sa.Text(), nullable=False, server_default=""))
        account.add_column(sa.Column("gone_at", sa.BigInteger()))
    op.execute(
        sa.text("UPDATE account SET is_written_to = true WHERE platform = :first").bindparams(first=WRITES_FIRST)
    )
    _index("ix_account_reached", "account", ["supporter_id", "platform"], "is_written_to AND gone_at IS NULL")
    op.drop_index("ix_follow_subject", "follow")
    op.create_index("ix_follow_subject_supporter_id", "follow", ["subject", "supporter_id"])
    _delivery()
    op.create_table(
        "pace",
        sa.Column("bot", sa.Text(), nullable=False),
        sa.Column("next_slot", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bot", name="pk_pace"),
    )


def _delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("alert_id", sa.Integer(), nullable=False),
        sa.Column("supporter_id", sa.BigInteger()),
        sa.Column("chat_id", sa.BigInteger()),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False, server_default=""),
        sa.Column("due_at", sa.BigInteger()),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("at", sa.BigInteger()),
        sa.Column("is_silent", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("message", sa.LargeBinary()),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name="fk_delivery_chat_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint("alert_id", "supporter_id", name="uq_delivery_alert_id_supporter_id"),
        sqlite_autoincrement=True,
    )
    _index("ix_delivery_due", "delivery", ["platform", "due_at", "id"], "due_at IS NOT NULL")
    _index("ix_delivery_of_person", "delivery", ["supporter_id", "at"], "supporter_id IS NOT NULL")
    _index("ix_delivery_to_chat", "delivery", ["alert_id", "chat_id"], "chat_id IS NOT NULL", is_unique=True)
    _index("ix_delivery_of_chat", "delivery", ["chat_id", "at"], "chat_id IS NOT NULL")


def _index(name: str, table: str, columns: list[str], where: str, *, is_unique: bool = False) -> None:
    some: Any = sa.text(where)
    op.create_index(name, table, columns, unique=is_unique, sqlite_where=some, postgresql_where=some)
