"""Links with a name of their own, and the counters of the way to a signature."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Links, counters, and by which link somebody came who shares theirs."""
    op.create_table(
        "named_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("code", "name", "name_key")),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger()),
        _of_petition("named_link"),
        sa.PrimaryKeyConstraint("id", name="pk_named_link"),
        sa.UniqueConstraint("code", name="uq_named_link_code"),
        sa.UniqueConstraint("petition_id", "name_key", name="uq_named_link_petition_id_name_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "way_count",
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("source", "step")),
        sa.Column("n", sa.Integer(), nullable=False),
        _of_petition("way_count"),
        sa.PrimaryKeyConstraint("petition_id", "day", "source", "step", name="pk_way_count"),
    )
    op.create_table(
        "way_total",
        sa.Column("petition_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("source", "step")),
        sa.Column("n", sa.Integer(), nullable=False),
        _of_petition("way_total"),
        sa.PrimaryKeyConstraint("petition_id", "source", "step", name="pk_way_total"),
    )
    _remembers_link()


def _of_petition(table: str) -> sa.ForeignKeyConstraint:
    key = f"fk_{table}_petition_id"
    return sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name=key, ondelete="CASCADE")


def _remembers_link() -> None:
    """In the words that both engines know: no table with rows is made anew."""
    key = "CONSTRAINT fk_share_link_named_link_id REFERENCES named_link (id)"
    op.execute(f"ALTER TABLE share_link ADD COLUMN named_link_id INTEGER {key}")
    op.create_index("ix_share_link_named_link_id", "share_link", ["named_link_id"])
