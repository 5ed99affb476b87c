"""The tables that hold a person, and the store's own bookkeeping.

Every column of type LargeBinary is encrypted or a keyed hash: nothing that a supporter typed, or a platform told of
them, stands here in clear.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    TextClause,
    UniqueConstraint,
)

from storage.columns import Instant
from storage.tables import metadata


def _random_id() -> Column[int]:
    """Made before the insert, since what is encrypted is bound to it."""
    return Column("id", BigInteger, primary_key=True, autoincrement=False)


supporter = Table(
    "supporter",
    metadata,
    _random_id(),
    Column("locale", Text, nullable=False, server_default=""),
    Column("since", Instant, nullable=False),
    Column("zone", LargeBinary),
    Column("night", Text, nullable=False, server_default="silent"),
    Column("digest", Text, nullable=False, server_default="off"),
    # Null until it is chosen, or preselected by an at-risk signature.
    Column("is_discreet", Boolean),
    Column("is_text_only", Boolean, nullable=False, server_default=sa.false()),
    Column("is_stopped", Boolean, nullable=False, server_default=sa.false()),
    Column("news_seen_at", Instant),
    Column("quick_signings", Integer, nullable=False, server_default="0"),
    Column("quick_since", Instant),
)

account = Table(
    "account",
    metadata,
    _random_id(),
    Column("supporter_id", ForeignKey("supporter.id"), nullable=False, index=True),
    Column("platform", Text, nullable=False),
    Column("reference", LargeBinary, nullable=False),
    Column("user_id", LargeBinary, nullable=False),
    Column("address", LargeBinary, nullable=False),
    # Whether they may be written to: from the start where a platform lets anybody begin that, else once they asked.
    Column("is_written_to", Boolean, nullable=False, server_default=sa.false()),
    # The language in which the app spoke to us when they were first remembered.
    Column("spoken", Text, nullable=False, server_default=""),
    # Since when nothing can be brought to them; NULL where they are there, as far as is known.
    Column("gone_at", Instant),
    UniqueConstraint("platform", "reference"),
)
IS_REACHED = sa.and_(account.c.is_written_to, account.c.gone_at.is_(None))
"""Whether an account can be written to, as far as is known."""
Index(
    "ix_account_reached",
    *(account.c.supporter_id, account.c.platform),
    sqlite_where=IS_REACHED,
    postgresql_where=IS_REACHED,
)

link_request = Table(
    "link_request",
    metadata,
    _random_id(),
    Column("first_key", LargeBinary, nullable=False, unique=True),
    Column("first_platform", Text, nullable=False),
    Column("locator_key", LargeBinary, nullable=False, unique=True),
    Column("code_key", LargeBinary, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    # Whoever typed the code; NULL until then.
    Column("second_key", LargeBinary, index=True),
    Column("second", LargeBinary),
    Column("is_agreed", Boolean, nullable=False, server_default=sa.false()),
    Column("expires_at", Instant, nullable=False, index=True),
)

link_try = Table(
    "link_try",
    metadata,
    Column("typist_key", LargeBinary, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
)

signature = Table(
    "signature",
    metadata,
    _random_id(),
    Column("petition_id", ForeignKey("petition.id"), nullable=False),
    Column("supporter_id", ForeignKey("supporter.id")),
    Column("number", Integer),
    Column("state", Text, nullable=False),
    # What put it there, where that was no moderator: "pace", "petition", "sweep:ID", or its signer: "withdrawn".
    Column("put_by", Text, nullable=False, server_default=""),
    Column("held_for", Text, nullable=False, server_default=""),
    Column("visibility", Text, nullable=False),
    Column("name", LargeBinary),
    Column("place", LargeBinary),
    Column("place_key", LargeBinary),
    Column("reason", LargeBinary),
    Column("reason_key", LargeBinary),
    Column("reason_state", Text, nullable=False, server_default="none"),
    Column("me_too", Integer, nullable=False, server_default="0"),
    Column("text_version", Integer, nullable=False),
    Column("source", Text, nullable=False, server_default=""),
    Column("signed_at", Instant, nullable=False),
    # How often they said it anew after a moderator had rejected it.
    Column("rewrites", Integer, nullable=False, server_default="0"),
    # The supporter first: the same index then answers what one person signed.
    UniqueConstraint("supporter_id", "petition_id"),
)


def _index_of_some(name: str, *columns: Column[Any], where: ColumnElement[bool] | TextClause) -> None:
    """An index of the few rows a page shows, so that a counted-only signature costs nothing here."""
    Index(f"ix_signature_{name}", *columns, sqlite_where=where, postgresql_where=where)


_c = signature.c
Index("ix_signature_of_petition", _c.petition_id, _c.signed_at, _c.id)
_index_of_some("nameless", _c.petition_id, _c.id, where=_c.supporter_id.is_(None))
_index_of_some("reasons", _c.petition_id, _c.signed_at, where=_c.reason_state == "published")
_index_of_some("shown", _c.petition_id, _c.signed_at, where=_c.visibility != "counted")
_index_of_some("held", _c.signed_at, where=sa.or_(_c.state == "held", _c.reason_state == "held"))
# What waits for the moderators of one organisation: the questions have to say it in the same words.
IS_HELD_SIGNATURE = "state = 'held'"
IS_HELD_REASON = "reason_state = 'held' AND state <> 'held' AND state <> 'invalidated'"
_index_of_some("held_here", _c.petition_id, _c.signed_at, _c.id, where=sa.text(IS_HELD_SIGNATURE))
_index_of_some("held_reasons", _c.petition_id, _c.signed_at, _c.id, where=sa.text(IS_HELD_REASON))

follow = Table(
    "follow",
    metadata,
    Column("supporter_id", ForeignKey("supporter.id"), primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("topics", Integer, nullable=False),
    Column("since", Instant, nullable=False),
    # When a kind of news was chosen that the follow did not begin with; else NULL.
    Column("endings_since", Instant),
    Column("updates_since", Instant),
    Column("milestones_since", Instant),
    Column("dates_since", Instant),
    Column("petitions_since", Instant),
    Column("stories_since", Instant),
    # Who follows something, in the order of their ids: in which an alert's deliveries are made, page after page.
    Index(None, "subject", "supporter_id"),
)

me_too = Table(
    "me_too",
    metadata,
    Column("signature_id", ForeignKey("signature.id", ondelete="CASCADE"), primary_key=True),
    Column("supporter_id", ForeignKey("supporter.id"), primary_key=True, index=True),
)

report = Table(
    "report",
    metadata,
    _random_id(),
    Column("kind", Text, nullable=False),
    Column("subject_id", BigInteger, nullable=False, index=True),
    Column("supporter_id", ForeignKey("supporter.id"), nullable=False),
    Column("cause", Text, nullable=False),
    Column("reported_at", Instant, nullable=False),
    # Decided by a moderator: it says no more, and the same person can't say it again.
    Column("is_settled", Boolean, nullable=False, server_default=sa.false()),
    UniqueConstraint("supporter_id", "kind", "subject_id"),
)
IS_UNSETTLED = "NOT is_settled"
_UNSETTLED = sa.text(IS_UNSETTLED)
Index(
    "ix_report_unsettled",
    *(report.c.kind, report.c.reported_at, report.c.id),
    sqlite_where=_UNSETTLED,
    postgresql_where=_UNSETTLED,
)

share_link = Table(
    "share_link",
    metadata,
    Column("code", Text, primary_key=True),
    Column("petition_id", ForeignKey("petition.id"), nullable=False, index=True),
    Column("supporter_id", ForeignKey("supporter.id"), nullable=False),
    Column("brought", Integer, nullable=False, server_default="0"),
    # How many of them came since then; both begin anew after an hour.
    Column("lately", Integer, nullable=False, server_default="0"),
    Column("lately_since", Instant),
    UniqueConstraint("supporter_id", "petition_id"),
)

comment = Table(
    "comment",
    metadata,
    _random_id(),
    Column("story_id", ForeignKey("story.id"), nullable=False, index=True),
    Column("supporter_id", ForeignKey("supporter.id"), index=True),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("author", LargeBinary),
    Column("text", LargeBinary, nullable=False),
    Column("text_key", LargeBinary, nullable=False),
    Column("url", Text, nullable=False, server_default=""),
    Column("posted_on", Date, nullable=False),
    # How often its writer said it anew after a moderator had rejected it.
    Column("rewrites", Integer, nullable=False, server_default="0"),
)
IS_HELD_COMMENT = "state = 'held'"
_HELD_COMMENT = sa.text(IS_HELD_COMMENT)
Index(
    "ix_comment_held",
    *(comment.c.story_id, comment.c.posted_on, comment.c.id),
    sqlite_where=_HELD_COMMENT,
    postgresql_where=_HELD_COMMENT,
)

conversation = Table(
    "conversation",
    metadata,
    Column("chat_key", LargeBinary, primary_key=True),
    Column("person_key", LargeBinary, primary_key=True),
    Column("id", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
)

chat_message = Table(
    "chat_message",
    metadata,
    Column("chat_key", LargeBinary, primary_key=True),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    # "open" where a form asks in this message, "left" where one stands that was left for something else.
    Column("form", Text, nullable=False),
    Column("at", Instant, nullable=False, index=True),
)

chat = Table(
    "chat",
    metadata,
    _random_id(),
    Column("platform", Text, nullable=False),
    Column("reference", LargeBinary, nullable=False),
    # Of the whole group, where the chat is one of its topics.
    Column("room", LargeBinary, nullable=False),
    Column("address", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),
    Column("locale", Text, nullable=False),
    Column("since", Instant, nullable=False),
    # Whether news that is told there is also published to whoever follows that channel from elsewhere.
    Column("publishes", Boolean, nullable=False, server_default=sa.false()),
    UniqueConstraint("platform", "reference"),
    Index(None, "platform", "room"),
    Index(None, "kind", "since"),
)

server = Table(
    "server",
    metadata,
    _random_id(),
    Column("platform", Text, nullable=False),
    # The same keyed hash as of its channels.
    Column("room", LargeBinary, nullable=False),
    # The platform's id of the role that members take who want news; NULL while it is being made.
    Column("role", LargeBinary),
    Column("since", Instant, nullable=False),
    UniqueConstraint("platform", "room"),
)

card = Table(
    "card",
    metadata,
    _random_id(),
    Column("chat_id", ForeignKey("chat.id", ondelete="CASCADE"), nullable=False),
    # What it is about: a petition or an organisation by its id, or 0 where an administrator is asked to choose.
    Column("kind", Text, nullable=False),
    Column("key", Integer, nullable=False),
    # The platform's id of the message; empty until it is posted.
    Column("message", Text, nullable=False, server_default=""),
    # A digest of what it shows, and how the petition stood when it was last looked at.
    Column("shown", Text, nullable=False, server_default=""),
    Column("seen", Text, nullable=False, server_default=""),
    # How it stood when the change was noticed that the card waits to show.
    Column("noticed", Text, nullable=False, server_default=""),
    Column("looked_at", Instant),
    # Asked for while it stood, so that it comes again if its message is gone.
    Column("is_wanted", Boolean, nullable=False, server_default=sa.false()),
    Column("due_at", Instant, index=True),
    UniqueConstraint("chat_id", "kind", "key"),
    Index(None, "kind", "key"),
    Index(None, "looked_at"),
)

card_wish = Table(
    "card_wish",
    metadata,
    Column("person_key", LargeBinary, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("key", Integer, nullable=False),
    Column("expires_at", Instant, nullable=False, index=True),
)

in_work = Table(
    "in_work",
    metadata,
    Column("bot", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("begun", Integer, nullable=False),
    Column("at", Instant, nullable=False, index=True),
)

handled = Table(
    "handled",
    metadata,
    Column("bot", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("at", Instant, nullable=False, index=True),
)

alert = Table(
    "alert",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("occasion", Text, nullable=False),
    Column("raised_at", Instant, nullable=False),
    # Whether its deliveries have been made: "waiting", "made", or "stale" where nobody is told any more.
    Column("state", Text, nullable=False, server_default="waiting"),
    UniqueConstraint("kind", "subject", "occasion"),
    Index(None, "subject", "raised_at"),
    Index(None, "kind", "raised_at"),
    Index(None, "state", "raised_at", "id"),
)

delivery = Table(
    "delivery",
    metadata,
    # Only a plain INTEGER counts by itself on SQLite, and it holds as much there.
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    # No foreign keys here: PostgreSQL would lock, and write, each supporter's row for each of a million deliveries.
    Column("alert_id", Integer, nullable=False),
    # Who is told: a person, or whoever is in a chat.
    Column("supporter_id", BigInteger),
    Column("chat_id", ForeignKey("chat.id", ondelete="CASCADE")),
    Column("platform", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("state", Text, nullable=False),
    # Why it failed or was skipped, in a word.
    Column("problem", Text, nullable=False, server_default=""),
    # When it may be tried; of one that is being sent, when whoever sends it is given up; NULL where it is done.
    Column("due_at", Instant),
    Column("tries", Integer, nullable=False, server_default="0"),
    # When what became of it was known.
    Column("at", Instant),
    Column("is_silent", Boolean, nullable=False, server_default=sa.false()),
    Column("message", LargeBinary),
    UniqueConstraint("alert_id", "supporter_id"),
    sqlite_autoincrement=True,
)
_d = delivery.c


def _index_of_deliveries(name: str, *columns: Column[Any], where: ColumnElement[bool], is_unique: bool = False) -> None:
    Index(f"ix_delivery_{name}", *columns, unique=is_unique, sqlite_where=where, postgresql_where=where)


_index_of_deliveries("due", _d.platform, _d.due_at, _d.id, where=_d.due_at.is_not(None))
_index_of_deliveries("of_person", _d.supporter_id, _d.at, where=_d.supporter_id.is_not(None))
# Only of those who are in chats, so that a million people need one index less.
_index_of_deliveries("to_chat", _d.alert_id, _d.chat_id, where=_d.chat_id.is_not(None), is_unique=True)
_index_of_deliveries("of_chat", _d.chat_id, _d.at, where=_d.chat_id.is_not(None))

pace = Table(
    "pace",
    metadata,
    Column("bot", Text, primary_key=True),
    # The next moment at which something may be sent unasked, in microseconds since 1970, shared by all processes.
    Column("next_slot", BigInteger, nullable=False),
    # When the platform said that it wants nothing, and until when.
    Column("rests_from", BigInteger, nullable=False, server_default="0"),
    Column("rests_until", BigInteger, nullable=False, server_default="0"),
)

job = Table(
    "job",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("cursor", Text, nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer),
    Column("is_finished", Boolean, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("moved_at", Instant, nullable=False),
)

key_check = Table(
    "key_check",
    metadata,
    Column("key_id", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

reminder = Table(
    "reminder",
    metadata,
    _random_id(),
    # "to_sign" where a person asked to be reminded, "rule" where it comes again and again.
    Column("kind", Text, nullable=False),
    Column("supporter_id", ForeignKey("supporter.id")),
    Column("petition_id", ForeignKey("petition.id"), nullable=False, index=True),
    Column("zone", LargeBinary, nullable=False),
    Column("rule", JSON, nullable=False),
    # The organizer's sentence, where there is one.
    Column("words", Text, nullable=False, server_default=""),
    # The local date and time that it stands for when it is due next, such as "2026-10-25T17:00".
    Column("occurrence", Text, nullable=False),
    # When that is; of one that is over, when it is forgotten.
    Column("next_due", Instant),
    Column("ends_at", Instant),
    # "waiting", "over", or "unreadable" where nobody knows any more what was meant.
    Column("state", Text, nullable=False, server_default="waiting"),
    UniqueConstraint("supporter_id", "petition_id", "kind"),
    Index(None, "state", "next_due"),
)

member = Table(
    "member",
    metadata,
    _random_id(),
    Column("organisation_id", ForeignKey("organisation.id"), nullable=False),
    Column("supporter_id", ForeignKey("supporter.id"), nullable=False),
    Column("role", Text, nullable=False),
    # Under which the others of the organisation see them; they typed it for that.
    Column("name", LargeBinary, nullable=False),
    Column("since", Instant, nullable=False),
    # Until when alarms ring for them.
    Column("on_duty_until", Instant),
    # Whether they are told that something waits for a decision.
    Column("hears_of_waiting", Boolean, nullable=False, server_default=sa.true()),
    UniqueConstraint("organisation_id", "supporter_id"),
    Index(None, "supporter_id"),
)

invite = Table(
    "invite",
    metadata,
    _random_id(),
    # NULL where whoever uses the code names a new organisation.
    Column("organisation_id", ForeignKey("organisation.id"), index=True),
    Column("role", Text, nullable=False),
    Column("code_key", LargeBinary, nullable=False, unique=True),
    # The owner who made it; NULL where the command line did.
    Column("supporter_id", ForeignKey("supporter.id"), index=True),
    # Whoever typed the code last, who alone can use it; NULL until then.
    Column("typist_key", LargeBinary, index=True),
    Column("made_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False, index=True),
    Column("used_at", Instant),
)

audit = Table(
    "audit",
    metadata,
    _random_id(),
    Column("organisation_id", ForeignKey("organisation.id"), nullable=False),
    Column("at", Instant, nullable=False),
    # Which of the entries of its turn it is, which all have one time.
    Column("nth", Integer, nullable=False),
    # Who did it, in which role and under which name; NULL for the command line, and for somebody who was erased.
    Column("supporter_id", ForeignKey("supporter.id"), index=True),
    Column("role", Text, nullable=False, server_default=""),
    Column("name", LargeBinary),
    Column("deed", Text, nullable=False),
    # What it was done to, such as "petition:3".
    Column("subject", Text, nullable=False, server_default=""),
    # The member it was done to, and their name then.
    Column("about_id", BigInteger, index=True),
    Column("about", LargeBinary),
    Column("detail", LargeBinary),
    Index(None, "organisation_id", "at", "nth", "id"),
)

# Who looks at something that waits, so that nobody else decides on it at the same time.
taken = Table(
    "taken",
    metadata,
    # "signature", "reason" or "comment".
    Column("kind", Text, primary_key=True),
    Column("subject_id", BigInteger, primary_key=True, autoincrement=False),
    Column("supporter_id", ForeignKey("supporter.id"), nullable=False, index=True),
    Column("until", Instant, nullable=False, index=True),
)

# What a moderator decided, so that it can be undone, and who decided is known to whoever comes second.
decided = Table(
    "decided",
    metadata,
    _random_id(),
    Column("organisation_id", ForeignKey("organisation.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject_id", BigInteger, nullable=False),
    # NULL for somebody who was erased since, and for the command line.
    Column("supporter_id", ForeignKey("supporter.id"), index=True),
    # "published", "softened" or "rejected", and why, as one of a list.
    Column("verdict", Text, nullable=False),
    Column("cause", Text, nullable=False, server_default=""),
    # What held it before, which it goes back to where the decision is undone.
    Column("held_for", Text, nullable=False, server_default=""),
    Column("at", Instant, nullable=False),
    Column("undone_at", Instant),
    # Whether its writer was told, or never will be: that waits some minutes, in which it can be undone untold.
    Column("is_settled", Boolean, nullable=False, server_default=sa.false()),
    Index(None, "organisation_id", "supporter_id", "at"),
    Index(None, "kind", "subject_id", "at"),
)
IS_TO_BE_TOLD = "NOT is_settled AND undone_at IS NULL"
_TO_BE_TOLD = sa.text(IS_TO_BE_TOLD)
Index("ix_decided_to_be_told", decided.c.at, decided.c.id, sqlite_where=_TO_BE_TOLD, postgresql_where=_TO_BE_TOLD)

# Something odd that was seen under a petition, until somebody on duty has answered it.
alarm = Table(
    "alarm",
    metadata,
    _random_id(),
    Column("petition_id", ForeignKey("petition.id"), nullable=False),
    Column("raised_at", Instant, nullable=False),
    # So many signatures in so many minutes, where so many are usual, and how many of them by one link.
    Column("count", Integer, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("usual", Integer, nullable=False),
    Column("by_one_link", Integer, nullable=False, server_default="0"),
    # "open", "held" or "fine".
    Column("state", Text, nullable=False, server_default="open"),
    Column("supporter_id", ForeignKey("supporter.id"), index=True),
    Column("answered_at", Instant),
    Index(None, "petition_id", "raised_at"),
)

# Many signatures that are held, invalidated or restored at once.
sweep = Table(
    "sweep",
    metadata,
    _random_id(),
    Column("petition_id", ForeignKey("petition.id"), nullable=False),
    Column("supporter_id", ForeignKey("supporter.id"), index=True),
    # "hold", "invalidate", "count" (what is held) or "restore" (what was invalidated).
    Column("deed", Text, nullable=False),
    # Which ones, as JSON: what is looked for in names is somebody's words.
    Column("conditions", LargeBinary, nullable=False),
    # "counting", "counted", "running", "done", "cancelled", "undoing" or "undone".
    Column("state", Text, nullable=False),
    Column("total", Integer, nullable=False),
    Column("done", Integer, nullable=False, server_default="0"),
    Column("made_at", Instant, nullable=False),
    Index(None, "petition_id", "made_at"),
)

# How each of them stood before, and what had put it there, such as "held/pace".
swept = Table(
    "swept",
    metadata,
    Column("sweep_id", ForeignKey("sweep.id", ondelete="CASCADE"), primary_key=True),
    Column("signature_id", ForeignKey("signature.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("was", Text, nullable=False),
)
