"""Everything the store holds about one person, opened, for them to keep."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from storage.came_by import link_in
from storage.connection import Connection
from storage.exports_of_work import ExportsOfWork, iso
from storage.follows import Topic
from storage.preferences import PreferencesOf
from storage.showing import opened
from storage.tables.links import named_link
from storage.tables.moderating import report
from storage.tables.news import alert, delivery, follow, reminder
from storage.tables.people import account, supporter
from storage.tables.petitions import petition, petition_text
from storage.tables.signing import me_too, share_link, signature
from storage.tables.stories import comment, story
from storage.vault import Vault
from storage.voices import Said

PETITION = "petition:"


class Exports:
    """What is known of somebody, in plain values: texts, numbers, ISO times, lists and mappings."""

    def __init__(self, connection: Connection, vault: Vault) -> None:
        """Speaks over the turn's connection; everything is opened by the vault."""
        self._connection = connection
        self._vault = vault

    def of(self, supporter_id: int, language: str = "") -> dict[str, Any]:
        """Every row of every table that names this supporter; titles in this language where there are such."""
        return {
            "person": self._person(supporter_id),
            "accounts": [self._account(row) for row in self._rows(account, supporter_id)],
            "signatures": self._signatures(supporter_id, language),
            "follows": self._follows(supporter_id, language),
            "comments": self._comments(supporter_id),
            "me_too": self._me_too(supporter_id),
            "reports": [self._report(row) for row in self._rows(report, supporter_id)],
            "share_links": self._share_links(supporter_id),
            "reminders": self._reminders(supporter_id),
            **ExportsOfWork(self._connection, self._vault).of(supporter_id),
            "messages": [self._message(row) for row in self._told(supporter_id)],
        }

    def _rows(self, table: sa.Table, supporter_id: int) -> list[Any]:
        return self._connection.all(sa.select(table).where(table.c.supporter_id == supporter_id))

    def _person(self, supporter_id: int) -> dict[str, Any]:
        row = self._connection.first(sa.select(supporter).where(supporter.c.id == supporter_id))
        assert row is not None, "who asks for their data is remembered"
        chosen = PreferencesOf(self._connection, self._vault).of(supporter_id)
        return {
            "since": row.since.isoformat(),
            "language": row.locale,
            "time_zone": chosen.zone,
            "at_night": chosen.night.value,
            "digest": chosen.digest.value,
            "discreet_messages": row.is_discreet,
            "text_only": chosen.is_text_only,
            "dark_charts": chosen.has_dark_charts,
            "messages_stopped": chosen.is_stopped,
            "news_seen_at": iso(chosen.news_seen_at),
            "signatures_in_quick_succession": row.quick_signings,
            "in_quick_succession_since": iso(row.quick_since),
        }

    def _account(self, row: Any) -> dict[str, Any]:
        return {
            "platform": row.platform,
            "user_id": self._vault.open("account", "user_id", row.id, row.user_id),
            "address": self._vault.open("account", "address", row.id, row.address),
            "may_be_written_to": row.is_written_to,
            "app_speaks": row.spoken,
            "out_of_reach_since": iso(row.gone_at),
        }

    def _signatures(self, supporter_id: int, language: str) -> list[dict[str, Any]]:
        rows = self._rows(signature, supporter_id)
        named = self._petitions([row.petition_id for row in rows], language)
        return [{**named.get(row.petition_id, {}), **self._signature(row)} for row in rows]

    def _petitions(self, petition_ids: Collection[int], language: str) -> dict[int, dict[str, str]]:
        """How they are called, by slug and by title."""
        of_version = sa.and_(
            petition_text.c.petition_id == petition.c.id, petition_text.c.version == petition.c.version
        )
        asked = sa.select(petition.c.id, petition.c.slug, petition_text.c.title).join(petition_text, of_version)
        nearest_last = (petition_text.c.locale == language, petition_text.c.locale.desc())
        rows = self._connection.all(asked.where(petition.c.id.in_(petition_ids)).order_by(*nearest_last))
        return {row.id: {"petition": row.slug, "title": row.title} for row in rows}

    def _signature(self, row: Any) -> dict[str, Any]:
        given = opened(row, self._vault)
        return {
            "number": given.number,
            "state": given.state.value,
            "put_by": row.put_by,
            "signed_at": given.signed_at.isoformat(),
            "shown_as": given.showing.visibility.value,
            "name": given.showing.name,
            "place": given.showing.place,
            "reason": given.showing.reason,
            "reason_state": given.reason_state.value,
            "held_for": given.showing.held_for,
            "me_too": given.me_too,
            "text_version": row.text_version,
            "came_by": self._came_by(link_in(row.source)) or row.source,
            "rewrites": given.rewrites,
        }

    def _came_by(self, link_id: int | None) -> str:
        """How an organizer called the link; nothing where there is none."""
        row = self._connection.first(sa.select(named_link.c.name).where(named_link.c.id == link_id))
        return f"the link “{row.name}”" if row else ""

    def _follows(self, supporter_id: int, language: str) -> list[dict[str, Any]]:
        rows = self._rows(follow, supporter_id)
        ids = {row.subject: int(row.subject[len(PETITION) :]) for row in rows if row.subject.startswith(PETITION)}
        named = self._petitions(ids.values(), language)
        return [{**self._follow(row), **named.get(ids.get(row.subject, 0), {})} for row in rows]

    def _follow(self, row: Any) -> dict[str, Any]:
        names = [topic.name.lower() for topic in Topic if topic in Topic(row.topics) and topic.name]
        return {
            "of": row.subject,
            "news": names,
            "since": row.since.isoformat(),
            "kinds_since": _kinds_since(row),
        }

    def _comments(self, supporter_id: int) -> list[dict[str, Any]]:
        slugs = sa.select(comment, story.c.slug).join(story, story.c.id == comment.c.story_id)
        rows = self._connection.all(slugs.where(comment.c.supporter_id == supporter_id))
        return [
            {
                "story": row.slug,
                "state": row.state,
                "rewrites": row.rewrites,
                "posted_on": row.posted_on.isoformat(),
                "author": self._vault.open("comment", "author", row.id, row.author),
                "text": self._vault.open("comment", "text", row.id, row.text),
            }
            for row in rows
        ]

    def _me_too(self, supporter_id: int) -> list[str]:
        of_petitions = (
            sa.select(petition.c.slug)
            .join(signature, signature.c.petition_id == petition.c.id)
            .join(me_too, me_too.c.signature_id == signature.c.id)
            .where(me_too.c.supporter_id == supporter_id)
        )
        return [row.slug for row in self._connection.all(of_petitions)]

    def _report(self, row: Any) -> dict[str, Any]:
        """What was reported is named by where it stands: the words are somebody else's."""
        places = {
            Said.REASON: sa.select(petition.c.slug).join(signature, signature.c.petition_id == petition.c.id),
            Said.COMMENT: sa.select(story.c.slug).join(comment, comment.c.story_id == story.c.id),
        }
        reported = (signature if row.kind == Said.REASON else comment).c.id == row.subject_id
        place = self._connection.first(places[Said(row.kind)].where(reported))
        return {
            "of": row.kind,
            "under": place.slug if place else "",
            "cause": row.cause,
            "at": row.reported_at.isoformat(),
            "is_decided": row.is_settled,
        }

    def _share_links(self, supporter_id: int) -> list[dict[str, Any]]:
        slugs = sa.select(share_link, petition.c.slug).join(petition, petition.c.id == share_link.c.petition_id)
        rows = self._connection.all(slugs.where(share_link.c.supporter_id == supporter_id))
        return [{**self._share_link(row), **_lately(row)} for row in rows]

    def _share_link(self, row: Any) -> dict[str, Any]:
        came_by = self._came_by(row.named_link_id)
        return {"petition": row.slug, "code": row.code, "brought": row.brought, "you_came_by": came_by}

    def _reminders(self, supporter_id: int) -> list[dict[str, Any]]:
        slugs = sa.select(reminder, petition.c.slug).join(petition, petition.c.id == reminder.c.petition_id)
        rows = self._connection.all(slugs.where(reminder.c.supporter_id == supporter_id))
        return [
            {
                "petition": row.slug,
                "kind": row.kind,
                "state": row.state,
                "rule": row.rule,
                "time_zone": self._vault.open("reminder", "zone", row.id, row.zone),
                "words": row.words,
                "local_time": row.occurrence,
                "at": iso(row.next_due),
                "ends_at": iso(row.ends_at),
            }
            for row in rows
        ]

    def _told(self, supporter_id: int) -> list[Any]:
        """What they were told, or are to be told."""
        named = sa.select(delivery, alert.c.kind, alert.c.subject).join(alert, alert.c.id == delivery.c.alert_id)
        return self._connection.all(named.where(delivery.c.supporter_id == supporter_id).order_by(delivery.c.id))

    def _message(self, row: Any) -> dict[str, Any]:
        return {
            "kind": row.kind,
            "of": row.subject,
            "why": row.why,
            "platform": row.platform,
            "state": row.state,
            "problem": row.problem,
            "tries": row.tries,
            "due_at": iso(row.due_at),
            "at": iso(row.at),
            "without_sound": row.is_silent,
            "message": self._vault.open("delivery", "message", row.id, row.message),
        }


def _lately(row: Any) -> dict[str, Any]:
    """How many a link brought within the hour that began then."""
    return {"lately": row.lately, "lately_since": iso(row.lately_since)}


def _kinds_since(row: Any) -> dict[str, str]:
    """When kinds of news were chosen that a follow did not begin with."""
    kinds = [topic.name.lower() for topic in Topic if topic.name]
    chosen = {kind: getattr(row, f"{kind}_since") for kind in kinds}
    return {kind: at.isoformat() for kind, at in chosen.items() if at is not None}
