"""What charts are drawn from, summed as it comes."""

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Nothing yet."""
