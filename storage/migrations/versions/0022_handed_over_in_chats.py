"""What organizers write down of handing over in a chat is told apart from what campaign files say."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Only a chat says where it was: that much is known of what stands there already."""
    op.add_column("delivery_to", sa.Column("is_of_chat", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE delivery_to SET is_of_chat = (place <> '')")
