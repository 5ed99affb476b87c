"""Requests to link accounts, and how often codes were typed wrongly."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Requests to link accounts, and how often codes were typed wrongly."""
    op.create_table(
        "link_request",
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("first_key", sa.LargeBinary(), nullable=False),
        sa.Column("first_platform", sa.Text(), nullable=False),
        sa.Column("locator_key", sa.LargeBinary(), nullable=False),
        sa.Column("code_key", sa.LargeBinary(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("second_key", sa.LargeBinary()),
        sa.Column("second", sa.LargeBinary()),
        sa.Column("is_agreed", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_link_request"),
        sa.UniqueConstraint("first_key", name="uq_link_request_first_key"),
        sa.UniqueConstraint("locator_key", name="uq_link_request_locator_key"),
    )
    op.create_index("ix_link_request_second_key", "link_request", ["second_key"])
    op.create_index("ix_link_request_expires_at", "link_request", ["expires_at"])
    op.create_table(
        "link_try",
        sa.Column("typist_key", sa.LargeBinary(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("typist_key", name="pk_link_try"),
    )
    op.create_index("ix_link_try_expires_at", "link_try", ["expires_at"])
