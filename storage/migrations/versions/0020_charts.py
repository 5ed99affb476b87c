"""What charts are drawn from, summed as it comes."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Hours of the ledger, groups of signers, and who looks at charts in the dark."""
    _hours()
    _counts()
    _groups()
    op.add_column("supporter", sa.Column("has_dark_charts", sa.Boolean(), nullable=False, server_default=sa.false()))


def _of_petition(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    key = sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name=f"fk_{table}_petition_id")
    return sa.Column("petition_id", sa.Integer(), nullable=False), key


def _hours() -> None:
    op.create_table(
        "chart_hour",
        *_of_petition("chart_hour"),
        sa.Column("hour", sa.Integer(), nullable=False, autoincrement=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("signed", "gone", "elsewhere")),
        sa.PrimaryKeyConstraint("petition_id", "hour", name="pk_chart_hour"),
    )


def _counts() -> None:
    op.create_table(
        "chart_count",
        *_of_petition("chart_count"),
        sa.Column("counted_at", sa.BigInteger()),
        sa.Column("is_due", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("petition_id", name="pk_chart_count"),
    )
    is_due = sa.text("is_due")
    columns = ["counted_at", "petition_id"]
    op.create_index("ix_chart_count_due", "chart_count", columns, sqlite_where=is_due, postgresql_where=is_due)


def _groups() -> None:
    op.create_table(
        "chart_group",
        *_of_petition("chart_group"),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "key")),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("signature_id", sa.BigInteger()),
        sa.PrimaryKeyConstraint("petition_id", "kind", "key", name="pk_chart_group"),
    )
