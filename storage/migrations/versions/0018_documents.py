"""Documents for decision makers and printers, made as jobs."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """What is made, how far that is, and what is in it."""
    _documents()
    _parts()


def _documents() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("supporter_id", sa.BigInteger()),
        *(_needed(name, sa.Text()) for name in ("kind", "locale")),
        _needed("links", sa.JSON()),
        _needed("state", sa.Text()),
        *(_needed(name, sa.Integer()) for name in ("done", "total", "listed", "unshown")),
        _needed("at_risk", sa.Boolean()),
        _needed("size", sa.Integer()),
        _needed("asked_at", sa.BigInteger()),
        sa.Column("claimed_until", sa.BigInteger()),
        _needed("ends_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_document_petition_id"),
        sa.ForeignKeyConstraint(["supporter_id"], ["supporter.id"], name="fk_document_supporter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
    )
    op.create_index("ix_document_supporter_id", "document", ["supporter_id"])
    op.create_index("ix_document_ends_at", "document", ["ends_at"])
    op.create_index("ix_document_petition_id_asked_at", "document", ["petition_id", "asked_at"])
    op.create_index("ix_document_state_asked_at", "document", ["state", "asked_at"])


def _parts() -> None:
    op.create_table(
        "document_part",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        _needed("document_id", sa.BigInteger()),
        _needed("position", sa.Integer()),
        _needed("content", sa.LargeBinary()),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name="fk_document_part_document_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_document_part"),
        sa.UniqueConstraint("document_id", "position", name="uq_document_part_document_id_position"),
    )


def _needed(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)
