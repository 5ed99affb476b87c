"""What supporters follow, how they want to be written to, and what they say of others' words.

Whoever has signed follows that petition for how it ends and its campaign updates (flags 1 and 2 of `follow.topics`), as
signing does from now on.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """What supporters follow, how they want to be written to, and what they say of others' words."""
    with op.batch_alter_table("supporter") as supporter:
        for column in _preferences():
            supporter.add_column(column)
    _follow()
    _me_too()
    _report()
    _share_link()


def _preferences() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("zone", sa.LargeBinary()),
        sa.Column("night", sa.Text(), nullable=False, server_default="silent"),
        sa.Column("digest", sa.Text(), nullable=False, server_default="off"),
        sa.Column("is_discreet", sa.Boolean()),
        sa.Column("is_text_only", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("is_stopped", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("news_seen_at", sa.BigInteger()),
    )


def _person(table: str) -> tuple[sa.Column[Any], sa.ForeignKeyConstraint]:
    name = f"fk_{table}_supporter_id"
    return (
        sa.Column("supporter_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["supporter_id"], ["supporter.id"], name=name),
    )


def _follow() -> None:
    op.create_table(
        "follow",
        *_person("follow"),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("topics", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("supporter_id", "subject", name="pk_follow"),
    )
    op.create_index("ix_follow_subject", "follow", ["subject"])
    op.execute(
        "INSERT INTO follow (supporter_id, subject, topics, since)"
        " SELECT supporter_id, 'petition:' || petition_id, 3, signed_at FROM signature"
        " WHERE supporter_id IS NOT NULL"
    )


def _me_too() -> None:
    op.create_table(
        "me_too",
        sa.Column("signature_id", sa.BigInteger(), nullable=False),
        *_person("me_too"),
        sa.ForeignKeyConstraint(["signature_id"], ["signature.id"], name="fk_me_too_signature_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("signature_id", "supporter_id", name="pk_me_too"),
    )
    op.create_index("ix_me_too_supporter_id", "me_too", ["supporter_id"])


def _report() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        *_person("report"),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("reported_at", sa.BigInteger(), nullable=False),
        sa.Column("is_settled", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        sa.UniqueConstraint("supporter_id", "kind", "subject_id", name="uq_report_supporter_id_kind_subject_id"),
    )
    op.create_index("ix_report_subject_id", "report", ["subject_id"])


def _share_link() -> None:
    op.create_table(
        "share_link",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=False),
        *_person("share_link"),
        sa.Column("brought", sa.Integer(), nullable=False, server_default="0"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_share_link_petition_id"),
        sa.PrimaryKeyConstraint("code", name="pk_share_link"),
        sa.UniqueConstraint("supporter_id", "petition_id", name="uq_share_link_supporter_id_petition_id"),
    )
    op.create_index("ix_share_link_petition_id", "share_link", ["petition_id"])
