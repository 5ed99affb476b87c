"""What organizers are told to do next, and handing over live."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Who is coached, which handing over goes on, and how many signatures were handed over."""
    op.add_column("member", sa.Column("is_coached", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("delivery_to", sa.Column("signatures", sa.Integer()))
    op.create_table(
        "at_the_desk",
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger()),
        sa.Column("signatures", sa.Integer()),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_at_the_desk_petition_id"),
        sa.PrimaryKeyConstraint("petition_id", name="pk_at_the_desk"),
    )
