"""Links with a name of their own, and the counters of the way to a signature."""

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Nothing yet."""
