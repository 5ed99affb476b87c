"""Documents for decision makers and printers, made as jobs."""

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Nothing yet."""
