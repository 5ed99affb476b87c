"""Petitions and stories are written, looked at and moderated in chat."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

IS_HELD, IS_UNSETTLED = "state = 'held'", "NOT is_settled"
IS_HELD_REASON = "reason_state = 'held' AND state <> 'held' AND state <> 'invalidated'"


def upgrade() -> None:
    """What organizers write, and what moderators decide."""
    _petitions()
    _writings()
    _signatures()
    _decisions()
    _waiting()
    _alarms()
    _sweeps()


def _text(name: str, default: str | None = "") -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def _number(name: str, default: str | None = "0") -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default=default)


def _petitions() -> None:
    for name in ("zone", "contact", "legal_line", "retired_for"):
        op.add_column("petition", _text(name))
    op.add_column("petition", sa.Column("holds_new", sa.Boolean(), nullable=False, server_default=sa.false()))
    for name, default in (("asks_since", "1"), ("asked_again", "0"), ("confirmed", "0")):
        op.add_column("petition", _number(name, default))
    op.create_table(
        "petition_version",
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.Column("is_material", sa.Boolean(), nullable=False),
        _text("note"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_petition_version_petition_id"),
        sa.PrimaryKeyConstraint("petition_id", "version", name="pk_petition_version"),
    )


def _writings() -> None:
    op.add_column("story", _text("state", "published"))
    op.add_column("story", _number("version", "1"))
    op.add_column("attachment", _text("sha256"))
    op.add_column("comment", _number("rewrites"))


def _signatures() -> None:
    op.add_column("signature", _number("rewrites"))
    op.add_column("signature", _text("put_by"))
    op.add_column("share_link", _number("lately"))
    op.add_column("share_link", sa.Column("lately_since", sa.BigInteger()))
    op.create_index("ix_signature_of_petition", "signature", ["petition_id", "signed_at", "id"])
    nameless = sa.text("supporter_id IS NULL")
    op.create_index(
        "ix_signature_nameless",
        "signature",
        ["petition_id", "id"],
        sqlite_where=nameless,
        postgresql_where=nameless,
    )
    op.add_column("member", sa.Column("on_duty_until", sa.BigInteger()))
    op.add_column("member", sa.Column("hears_of_waiting", sa.Boolean(), nullable=False, server_default=sa.true()))


def _decisions() -> None:
    op.create_table(
        "taken",
        _text("kind", None),
        sa.Column("subject_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("supporter_id", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["supporter_id"], ["supporter.id"], name="fk_taken_supporter_id"),
        sa.PrimaryKeyConstraint("kind", "subject_id", name="pk_taken"),
    )
    for column in ("supporter_id", "until"):
        op.create_index(f"ix_taken_{column}", "taken", [column])
    op.create_table(
        "decided",
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        _text("kind", None),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("supporter_id", sa.BigInteger()),
        _text("verdict", None),
        _text("cause"),
        _text("held_for"),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("undone_at", sa.BigInteger()),
        sa.Column("is_settled", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_decided_organisation_id"),
        sa.ForeignKeyConstraint(["supporter_id"], ["supporter.id"], name="fk_decided_supporter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decided"),
    )
    op.create_index("ix_decided_supporter_id", "decided", ["supporter_id"])
    op.create_index("ix_decided_organisation_id_supporter_id_at", "decided", ["organisation_id", "supporter_id", "at"])
    op.create_index("ix_decided_kind_subject_id_at", "decided", ["kind", "subject_id", "at"])
    _index_of_some("ix_decided_to_be_told", "decided", ["at", "id"], f"{IS_UNSETTLED} AND undone_at IS NULL")


def _waiting() -> None:
    """What waits for the moderators of one organisation, and when they were told so."""
    of_petition = ["petition_id", "signed_at", "id"]
    _index_of_some("ix_signature_held_here", "signature", of_petition, IS_HELD)
    _index_of_some("ix_signature_held_reasons", "signature", of_petition, IS_HELD_REASON)
    _index_of_some("ix_comment_held", "comment", ["story_id", "posted_on", "id"], IS_HELD)
    _index_of_some("ix_report_unsettled", "report", ["kind", "reported_at", "id"], IS_UNSETTLED)
    op.add_column("organisation", sa.Column("waits_since", sa.BigInteger()))
    op.add_column("organisation", sa.Column("waits_told_at", sa.BigInteger()))
    op.create_index("ix_organisation_waits_since", "organisation", ["waits_since"])


def _index_of_some(name: str, table: str, columns: list[str], which: str) -> None:
    some = sa.text(which)
    op.create_index(name, table, columns, sqlite_where=some, postgresql_where=some)


def _alarms() -> None:
    op.create_table(
        "alarm",
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.BigInteger(), nullable=False),
        *(_number(name, None) for name in ("count", "minutes", "usual")),
        _number("by_one_link"),
        _text("state", "open"),
        sa.Column("supporter_id", sa.BigInteger()),
        sa.Column("answered_at", sa.BigInteger()),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_alarm_petition_id"),
        sa.ForeignKeyConstraint(["supporter_id"], ["supporter.id"], name="fk_alarm_supporter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_alarm"),
    )
    op.create_index("ix_alarm_supporter_id", "alarm", ["supporter_id"])
    op.create_index("ix_alarm_petition_id_raised_at", "alarm", ["petition_id", "raised_at"])


def _sweeps() -> None:
    op.create_table(
        "sweep",
        sa.Column("id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("supporter_id", sa.BigInteger()),
        _text("deed", None),
        sa.Column("conditions", sa.LargeBinary(), nullable=False),
        _text("state", None),
        _number("total", None),
        _number("done"),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_sweep_petition_id"),
        sa.ForeignKeyConstraint(["supporter_id"], ["supporter.id"], name="fk_sweep_supporter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sweep"),
    )
    op.create_index("ix_sweep_supporter_id", "sweep", ["supporter_id"])
    op.create_index("ix_sweep_petition_id_made_at", "sweep", ["petition_id", "made_at"])
    op.create_table(
        "swept",
        sa.Column("sweep_id", sa.BigInteger(), nullable=False),
        sa.Column("signature_id", sa.BigInteger(), nullable=False),
        _text("was", None),
        sa.ForeignKeyConstraint(["sweep_id"], ["sweep.id"], name="fk_swept_sweep_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["signature_id"], ["signature.id"], name="fk_swept_signature_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sweep_id", "signature_id", name="pk_swept"),
    )
    op.create_index("ix_swept_signature_id", "swept", ["signature_id"])
