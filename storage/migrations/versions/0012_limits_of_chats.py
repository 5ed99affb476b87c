"""How long a platform wants nothing, apart from the pace."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """How long a platform wants nothing, apart from the pace."""
    op.add_column("pace", sa.Column("rests_from", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("pace", sa.Column("rests_until", sa.BigInteger(), nullable=False, server_default="0"))
