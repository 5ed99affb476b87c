"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """The first tables."""
    op.create_table(
        "alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_alert"),
        sa.UniqueConstraint("kind", "subject", "occasion", name="uq_alert_kind_subject_occasion"),
    )
    op.create_table(
        "conversation",
        sa.Column("chat_key", sa.LargeBinary(), nullable=False),
        sa.Column("person_key", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat_key", "person_key", name="pk_conversation"),
    )
    op.create_index("ix_conversation_expires_at", "conversation", ["expires_at"], unique=False)
    op.create_table(
        "handled",
        sa.Column("bot", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bot", "id", name="pk_handled"),
    )
    op.create_index("ix_handled_at", "handled", ["at"], unique=False)
    op.create_table(
        "job",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("cursor", sa.Text(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("is_finished", sa.Boolean(), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("moved_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "subject", name="pk_job"),
    )
    op.create_table(
        "key_check",
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key_id", name="pk_key_check"),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("motto", sa.Text(), server_default="", nullable=False),
        sa.Column("mission", sa.Text(), server_default="", nullable=False),
        sa.Column("contact", sa.Text(), server_default="", nullable=False),
        sa.Column("legal_line", sa.Text(), server_default="", nullable=False),
        sa.Column("sign_off", sa.Text(), server_default="", nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisation"),
        sa.UniqueConstraint("slug", name="uq_organisation_slug"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_organisation_is_sample", "organisation", ["is_sample"], unique=False)
    op.create_table(
        "supporter",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("locale", sa.Text(), server_default="", nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("quick_signings", sa.Integer(), server_default="0", nullable=False),
        sa.Column("quick_since", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_supporter"),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("supporter_id", sa.BigInteger(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=False),
        sa.Column("reference", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", sa.LargeBinary(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["supporter_id"], ["supporter.id"], name="fk_account_supporter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("platform", "reference", name="uq_account_platform_reference"),
    )
    op.create_index("ix_account_supporter_id", "account", ["supporter_id"], unique=False)
    op.create_table(
        "petition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("closes_at", sa.BigInteger(), nullable=True),
        sa.Column("at_risk", sa.Boolean(), nullable=False),
        sa.Column("video", sa.Text(), nullable=False),
        sa.Column("co_signers", sa.JSON(), nullable=False),
        sa.Column("ladder", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_number", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_petition_organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_petition"),
        sa.UniqueConstraint("code", name="uq_petition_code"),
        sa.UniqueConstraint("slug", name="uq_petition_slug"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_petition_closes_at", "petition", ["closes_at"], unique=False)
    op.create_index("ix_petition_is_sample", "petition", ["is_sample"], unique=False)
    op.create_index("ix_petition_organisation_id", "petition", ["organisation_id"], unique=False)
    op.create_index("ix_petition_started_on", "petition", ["started_on"], unique=False)
    op.create_table(
        "campaign_update",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sign_off", sa.Text(), server_default="", nullable=False),
        sa.Column("event", sa.Text(), server_default="", nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("is_full", sa.Boolean(), nullable=True),
        sa.Column("what_changed", sa.Text(), server_default="", nullable=False),
        sa.Column("not_solved", sa.Text(), server_default="", nullable=False),
        sa.Column("next_petition_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["next_petition_id"], ["petition.id"], name="fk_campaign_update_next_petition_id"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_campaign_update_petition_id"),
        sa.PrimaryKeyConstraint("id", name="pk_campaign_update"),
        sa.UniqueConstraint("petition_id", "slug", name="uq_campaign_update_petition_id_slug"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "decision_maker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_addressed", sa.Boolean(), nullable=False),
        sa.Column("office", sa.Text(), server_default="", nullable=False),
        sa.Column("person", sa.Text(), server_default="", nullable=False),
        sa.Column("district", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_decision_maker_petition_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decision_maker"),
        sa.UniqueConstraint(
            "petition_id",
            "office",
            "person",
            "district",
            name="uq_decision_maker_petition_id_office_person_district",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decision_maker_petition_id", "decision_maker", ["petition_id"], unique=False)
    op.create_table(
        "key_date",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_key_date_petition_id"),
        sa.PrimaryKeyConstraint("id", name="pk_key_date"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_key_date_petition_id", "key_date", ["petition_id"], unique=False)
    op.create_table(
        "milestone",
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.Column("message", sa.Text(), server_default="", nullable=False),
        sa.Column("sign_off", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_milestone_petition_id"),
        sa.PrimaryKeyConstraint("petition_id", "threshold", name="pk_milestone"),
    )
    op.create_table(
        "petition_text",
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("ask", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_petition_text_petition_id"),
        sa.PrimaryKeyConstraint("petition_id", "version", "locale", name="pk_petition_text"),
    )
    op.create_table(
        "petition_topic",
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_petition_topic_petition_id"),
        sa.PrimaryKeyConstraint("topic", "petition_id", name="pk_petition_topic"),
    )
    op.create_index("ix_petition_topic_petition_id", "petition_topic", ["petition_id"], unique=False)
    op.create_table(
        "petition_word",
        sa.Column("word", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_petition_word_petition_id"),
        sa.PrimaryKeyConstraint("word", "petition_id", name="pk_petition_word"),
    )
    op.create_index("ix_petition_word_petition_id", "petition_word", ["petition_id"], unique=False)
    op.create_table(
        "signature",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("supporter_id", sa.BigInteger(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("held_for", sa.Text(), server_default="", nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("place", sa.LargeBinary(), nullable=True),
        sa.Column("place_key", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("reason_key", sa.LargeBinary(), nullable=True),
        sa.Column("reason_state", sa.Text(), server_default="none", nullable=False),
        sa.Column("me_too", sa.Integer(), server_default="0", nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("signed_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_signature_petition_id"),
        sa.ForeignKeyConstraint(["supporter_id"], ["supporter.id"], name="fk_signature_supporter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_signature"),
        sa.UniqueConstraint("supporter_id", "petition_id", name="uq_signature_supporter_id_petition_id"),
    )
    op.create_index(
        "ix_signature_held",
        "signature",
        ["signed_at"],
        unique=False,
        sqlite_where=sa.text("state = 'held' OR reason_state = 'held'"),
        postgresql_where=sa.text("state = 'held' OR reason_state = 'held'"),
    )
    op.create_index(
        "ix_signature_reasons",
        "signature",
        ["petition_id", "signed_at"],
        unique=False,
        sqlite_where=sa.text("reason_state = 'published'"),
        postgresql_where=sa.text("reason_state = 'published'"),
    )
    op.create_index(
        "ix_signature_shown",
        "signature",
        ["petition_id", "signed_at"],
        unique=False,
        sqlite_where=sa.text("visibility != 'counted'"),
        postgresql_where=sa.text("visibility != 'counted'"),
    )
    op.create_table(
        "story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), server_default="", nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_story_organisation_id"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_story_petition_id"),
        sa.PrimaryKeyConstraint("id", name="pk_story"),
        sa.UniqueConstraint("slug", name="uq_story_slug"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_story_event", "story", ["event"], unique=False)
    op.create_index("ix_story_is_sample", "story", ["is_sample"], unique=False)
    op.create_index("ix_story_organisation_id", "story", ["organisation_id"], unique=False)
    op.create_index("ix_story_petition_id", "story", ["petition_id"], unique=False)
    op.create_index("ix_story_reported_on", "story", ["reported_on"], unique=False)
    op.create_table(
        "tally",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_tally_petition_id"),
        sa.PrimaryKeyConstraint("id", name="pk_tally"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_tally_at", "tally", ["at"], unique=False)
    op.create_index("ix_tally_petition_id", "tally", ["petition_id"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=True),
        sa.Column("story_id", sa.Integer(), nullable=True),
        sa.Column("is_picture", sa.Boolean(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("caption", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_attachment_petition_id"),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_attachment_story_id"),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_attachment_petition_id", "attachment", ["petition_id"], unique=False)
    op.create_index("ix_attachment_story_id", "attachment", ["story_id"], unique=False)
    op.create_table(
        "comment",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("supporter_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("author", sa.LargeBinary(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("text_key", sa.LargeBinary(), nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_comment_story_id"),
        sa.ForeignKeyConstraint(["supporter_id"], ["supporter.id"], name="fk_comment_supporter_id"),
        sa.PrimaryKeyConstraint("id", name="pk_comment"),
    )
    op.create_index("ix_comment_story_id", "comment", ["story_id"], unique=False)
    op.create_index("ix_comment_supporter_id", "comment", ["supporter_id"], unique=False)
    op.create_table(
        "delivery_to",
        sa.Column("decision_maker_id", sa.Integer(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("how", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["decision_maker_id"], ["decision_maker.id"], name="fk_delivery_to_decision_maker_id"),
        sa.PrimaryKeyConstraint("decision_maker_id", name="pk_delivery_to"),
    )
