"""Organizers tell people from their chats: broadcasts with an audience and a course, victories, deliveries."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """What is told, to whom, and how far that is."""
    _rules()
    _news()
    _broadcasts()
    _rehearsals()
    _asks()
    _additions()
    _goals()
    _reminders()


def _text(name: str, default: str | None = "") -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def _moment(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _refers(table: str, column: str, other: str, index: str = "ix", *, is_unique: bool = False) -> None:
    """A column with a foreign key, in the words that both engines know: no table with rows is made anew."""
    key = f"CONSTRAINT fk_{table}_{column} REFERENCES {other} (id)"
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} INTEGER {key}")
    op.create_index(f"{index}_{table}_{column}", table, [column], unique=is_unique)


def _rules() -> None:
    op.add_column("organisation", sa.Column("most_a_week", sa.Integer(), nullable=False, server_default="3"))
    op.add_column("organisation", sa.Column("needs_two", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("organisation", sa.Column("quiet_days", sa.Integer(), nullable=False, server_default="30"))
    op.add_column("petition", _moment("quiet_told_at"))


def _news() -> None:
    op.add_column("delivery_to", _text("place"))
    _refers("campaign_update", "decision_maker_id", "decision_maker")
    op.create_index("ix_campaign_update_event", "campaign_update", ["event"])
    op.add_column("campaign_update", _text("state", "published"))
    op.add_column("campaign_update", _text("withdrawn_for"))
    op.add_column("campaign_update", _text("locale"))
    _refers("attachment", "update_id", "campaign_update")
    _refers("attachment", "decision_maker_id", "decision_maker")
    op.create_table(
        "update_text",
        sa.Column("update_id", sa.Integer(), nullable=False),
        *(_text(name, None) for name in ("locale", "title", "text")),
        *(_text(name) for name in ("what_changed", "not_solved")),
        _owned("update_text", "update_id", "campaign_update"),
        sa.PrimaryKeyConstraint("update_id", "locale", name="pk_update_text"),
    )


def _owned(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")


def _broadcasts() -> None:
    op.add_column("broadcast", _text("kind", "broadcast"))
    _refers("broadcast", "update_id", "campaign_update", "uq", is_unique=True)
    for name in ("occasion", "locale", "correction", "starts_local", "zone"):
        op.add_column("broadcast", _text(name))
    op.add_column("broadcast", _text("state", "done"))
    op.add_column("broadcast", sa.Column("audience", sa.JSON()))
    for name in ("starts_at", "started_at", "ended_at"):
        op.add_column("broadcast", _moment(name))
    op.add_column("broadcast", sa.Column("alert_id", sa.Integer()))
    its_alert = "SELECT id FROM alert WHERE kind = 'broadcast' AND occasion = CAST(broadcast.id AS TEXT)"
    op.execute(f"UPDATE broadcast SET started_at = made_at, ended_at = made_at, alert_id = ({its_alert})")  # noqa: S608
    op.create_index("uq_broadcast_alert_id", "broadcast", ["alert_id"], unique=True)
    op.create_index("ix_broadcast_organisation_id_made_at_id", "broadcast", ["organisation_id", "made_at", "id"])
    op.create_index("ix_broadcast_state_starts_at", "broadcast", ["state", "starts_at"])
    op.create_table(
        "broadcast_text",
        sa.Column("broadcast_id", sa.Integer(), nullable=False),
        *(_text(name, None) for name in ("locale", "title", "text")),
        _owned("broadcast_text", "broadcast_id", "broadcast"),
        sa.PrimaryKeyConstraint("broadcast_id", "locale", name="pk_broadcast_text"),
    )


def _rehearsals() -> None:
    op.create_table(
        "rehearsal",
        sa.Column("broadcast_id", sa.Integer(), nullable=False),
        *(_moment(name, nullable=False) for name in ("for_at", "made_at")),
        _text("mark", None),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("is_finished", sa.Boolean(), nullable=False),
        _owned("rehearsal", "broadcast_id", "broadcast"),
        sa.PrimaryKeyConstraint("broadcast_id", name="pk_rehearsal"),
    )


def _asks() -> None:
    op.create_table(
        "broadcast_ask",
        sa.Column("broadcast_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.BigInteger()),
        _moment("asked_at", nullable=False),
        sa.Column("agreed_by", sa.BigInteger()),
        _moment("agreed_at"),
        _owned("broadcast_ask", "broadcast_id", "broadcast"),
        sa.ForeignKeyConstraint(["asked_by"], ["supporter.id"], name="fk_broadcast_ask_asked_by"),
        sa.ForeignKeyConstraint(["agreed_by"], ["supporter.id"], name="fk_broadcast_ask_agreed_by"),
        sa.PrimaryKeyConstraint("broadcast_id", name="pk_broadcast_ask"),
    )
    for column in ("asked_by", "agreed_by"):
        op.create_index(f"ix_broadcast_ask_{column}", "broadcast_ask", [column])


def _additions() -> None:
    op.create_table(
        "addition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=False),
        _text("kind", None),
        sa.Column("amount", sa.Integer(), nullable=False),
        _text("note", None),
        _moment("at", nullable=False),
        sa.Column("corrects", sa.Integer()),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_addition_petition_id"),
        sa.PrimaryKeyConstraint("id", name="pk_addition"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_addition_petition_id", "addition", ["petition_id"])
    op.execute(
        "INSERT INTO addition (petition_id, kind, amount, note, at)"
        " SELECT petition_id, 'loaded', amount, '', at FROM tally WHERE kind = 'imported' ORDER BY id"
    )


def _goals() -> None:
    for name in ("is_coming", "is_of_chat"):
        op.add_column("milestone", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))


def _reminders() -> None:
    rules = sa.text("kind = 'rule'")
    columns = ["petition_id", "id"]
    op.create_index("ix_reminder_rules", "reminder", columns, sqlite_where=rules, postgresql_where=rules)
