"""A kind of news that is chosen later is heard from then on: each follow says since when."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

KINDS = ("endings", "updates", "milestones", "dates", "petitions", "stories")


def upgrade() -> None:
    """A kind of news that is chosen later is heard from then on: each follow says since when."""
    for kind in KINDS:
        op.add_column("follow", sa.Column(f"{kind}_since", sa.BigInteger()))
