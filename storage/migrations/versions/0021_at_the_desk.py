"""What organizers are told to do next, and handing over live."""

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Nothing yet."""
