"""What stories said in earlier versions, and what is being written of them."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """A table for both."""
    op.create_table(
        "story_text",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("replaced_at", sa.BigInteger()),
        sa.Column("note", sa.Text(), nullable=False, server_default=""),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_story_text_story_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story_id", "version", name="pk_story_text"),
    )
