"""Who organizes, who is invited to, and what organizers have done."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Who organizes, who is invited to, and what organizers have done."""
    _members()
    _invites()
    _audit()


def _members() -> None:
    op.create_table(
        "member",
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("supporter_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_member_organisation_id"),
        sa.ForeignKeyConstraint(["supporter_id"], ["supporter.id"], name="fk_member_supporter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_member"),
        sa.UniqueConstraint("organisation_id", "supporter_id", name="uq_member_organisation_id_supporter_id"),
    )
    op.create_index("ix_member_supporter_id", "member", ["supporter_id"])


def _invites() -> None:
    op.create_table(
        "invite",
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("organisation_id", sa.Integer()),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("code_key", sa.LargeBinary(), nullable=False),
        sa.Column("supporter_id", sa.BigInteger()),
        sa.Column("typist_key", sa.LargeBinary()),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_invite_organisation_id"),
        sa.ForeignKeyConstraint(["supporter_id"], ["supporter.id"], name="fk_invite_supporter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_invite"),
        sa.UniqueConstraint("code_key", name="uq_invite_code_key"),
    )
    for column in ("organisation_id", "supporter_id", "typist_key", "ends_at"):
        op.create_index(f"ix_invite_{column}", "invite", [column])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("supporter_id", sa.BigInteger()),
        sa.Column("role", sa.Text(), nullable=False, server_default=""),
        sa.Column("name", sa.LargeBinary()),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False, server_default=""),
        sa.Column("about_id", sa.BigInteger()),
        sa.Column("about", sa.LargeBinary()),
        sa.Column("detail", sa.LargeBinary()),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_audit_organisation_id"),
        sa.ForeignKeyConstraint(["supporter_id"], ["supporter.id"], name="fk_audit_supporter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    for column in ("supporter_id", "about_id"):
        op.create_index(f"ix_audit_{column}", "audit", [column])
    op.create_index("ix_audit_organisation_id_at_nth_id", "audit", ["organisation_id", "at", "nth", "id"])
