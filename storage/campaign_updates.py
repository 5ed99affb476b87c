"""Campaign updates: dated news of a petition by its organizers, its victory among them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alerts
from storage.connection import Connection, Prepared, Row
from storage.correcting import correct
from storage.follows import subject_of
from storage.hearing import CAMPAIGN_UPDATE
from storage.organisations import Source, sources_of
from storage.tables.petitions import petition
from storage.tables.telling import campaign_update, update_text

VICTORY, RESPONSE = "victory", "response"


def alert_kind(kind: str) -> str:
    """As what an update of this kind is told: a victory and a response are more than news."""
    return kind if kind in {VICTORY, RESPONSE} else CAMPAIGN_UPDATE


@dataclass(frozen=True, slots=True)
class CampaignUpdate:
    """One piece of news; from `is_full` on it says what a victory is, and last whether it still holds."""

    id: int
    petition_id: int
    kind: str
    happened_on: date
    title: str
    text: str
    sign_off: str
    event: str
    correction: str
    sources: tuple[Source, ...]
    is_full: bool
    what_changed: str
    not_solved: str
    next_petition_id: int | None
    decision_maker_id: int | None
    withdrawn_for: str
    is_withdrawn: bool


_NEWEST = (campaign_update.c.happened_on.desc(), campaign_update.c.id.desc())
_WORDS = ("title", "text", "what_changed", "not_solved")


def _in_language(name: str) -> Any:
    """As the reader's language has it, where it has anything."""
    return sa.func.coalesce(sa.func.nullif(update_text.c[name], ""), campaign_update.c[name]).label(name)


_is_translated = sa.and_(
    update_text.c.update_id == campaign_update.c.id, update_text.c.locale == bindparam("language", type_=sa.Text)
)
_ANY = (
    sa.select(*(column for column in campaign_update.c if column.name not in _WORDS), *map(_in_language, _WORDS))
    .join(petition, petition.c.id == campaign_update.c.petition_id)
    .outerjoin(update_text, _is_translated)
)
PUBLIC = _ANY.where(petition.c.state != "draft", campaign_update.c.state != "draft")
_IS_LISTED = sa.or_(campaign_update.c.kind != VICTORY, campaign_update.c.state == "withdrawn")
"""A victory has its own place as long as it holds."""
OF_PETITION = Prepared(
    PUBLIC.where(campaign_update.c.petition_id == bindparam("petition_id"), _IS_LISTED)
    .order_by(*_NEWEST)
    .limit(bindparam("most", type_=sa.Integer))
    .offset(bindparam("skip", type_=sa.Integer))
)
HOW_MANY = Prepared(
    sa.select(sa.func.count().label("n"))
    .select_from(campaign_update)
    .join(petition, petition.c.id == campaign_update.c.petition_id)
    .where(
        petition.c.state != "draft",
        campaign_update.c.state != "draft",
        campaign_update.c.petition_id == bindparam("petition_id"),
        _IS_LISTED,
    )
)
OF_VICTORY = Prepared(
    PUBLIC.where(campaign_update.c.petition_id == bindparam("petition_id"), campaign_update.c.kind == VICTORY)
    # One that holds before any that was withdrawn.
    .order_by(campaign_update.c.state, *_NEWEST)
    .limit(1)
)
OF_EVENT = Prepared(
    sa.select(campaign_update.c.petition_id)
    .join(petition, petition.c.id == campaign_update.c.petition_id)
    .where(
        campaign_update.c.event == bindparam("event"),
        campaign_update.c.kind == VICTORY,
        campaign_update.c.state == "published",
        campaign_update.c.petition_id != bindparam("petition_id"),
        petition.c.state != "draft",
    )
    .order_by(campaign_update.c.petition_id)
    .limit(bindparam("most", type_=sa.Integer))
)
FIND = Prepared(PUBLIC.where(campaign_update.c.id == bindparam("update_id")))
_IS_NAMED = sa.and_(
    campaign_update.c.petition_id == bindparam("petition_id"), campaign_update.c.slug == bindparam("slug")
)
BY_SLUG, ANY_BY_SLUG = Prepared(PUBLIC.where(_IS_NAMED)), Prepared(_ANY.where(_IS_NAMED))


class CampaignUpdates:
    """The news of public petitions."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def find(self, update_id: int, language: str = "") -> CampaignUpdate | None:
        """One update by its id, or None; in this language where it is written in it, else as it was written first."""
        row = self._connection.first(FIND, update_id=update_id, language=language)
        return None if row is None else _update(row)

    def named(
        self, petition_id: int, slug: str, language: str = "", *, is_draft_shown: bool = False
    ) -> CampaignUpdate | None:
        """The update that an alert on this petition means, or None; a draft to its organizers alone."""
        asked = ANY_BY_SLUG if is_draft_shown else BY_SLUG
        row = self._connection.first(asked, petition_id=petition_id, slug=slug, language=language)
        return None if row is None else _update(row)

    def announce(self, update_id: int, now: datetime) -> bool:
        """Tell of it those who want to hear; once, however often that is asked for, and never of a draft."""
        row = self._connection.first(FIND, update_id=update_id, language="")
        if row is None:
            return False
        raised = Alerts(self._connection)
        return raised.raise_once(alert_kind(row.kind), subject_of(row.petition_id), row.slug, now)

    def correct(self, petition_id: int, slug: str, now: datetime, *, says_so: bool) -> None:
        """It says something else now: what was told of it is edited; `says_so` also tells its correction."""
        row = self._connection.first(BY_SLUG, petition_id=petition_id, slug=slug, language="")
        subject = subject_of(petition_id)
        told = Alerts(self._connection).named(alert_kind(row.kind), subject, slug) if row else None
        if told is not None:
            correct(self._connection, told, now, says_so=says_so)

    def victory_of(self, petition_id: int, language: str = "") -> CampaignUpdate | None:
        """How the petition was won, or None; one that was withdrawn only where no other holds."""
        row = self._connection.first(OF_VICTORY, petition_id=petition_id, language=language)
        return None if row is None else _update(row)

    def won_together(self, victory: CampaignUpdate, most: int) -> list[int]:
        """Other petitions that the same event won."""
        if not victory.event:
            return []
        asked = {"event": victory.event, "petition_id": victory.petition_id}
        return [row.petition_id for row in self._connection.all(OF_EVENT, **asked, most=most)]

    def of(self, petition_id: int, most: int, skip: int = 0, language: str = "") -> list[CampaignUpdate]:
        """The news of a petition, newest first, without a victory that holds."""
        page = {"most": most, "skip": skip, "language": language}
        return [_update(row) for row in self._connection.all(OF_PETITION, petition_id=petition_id, **page)]

    def how_many(self, petition_id: int) -> int:
        """How many there are, without a victory that holds."""
        row = self._connection.first(HOW_MANY, petition_id=petition_id)
        return row.n if row else 0


def _update(row: Row) -> CampaignUpdate:
    return CampaignUpdate(
        id=row.id,
        petition_id=row.petition_id,
        kind=row.kind,
        happened_on=row.happened_on,
        title=row.title,
        text=row.text,
        sign_off=row.sign_off,
        event=row.event,
        correction=row.correction,
        sources=sources_of(row.sources),
        is_full=bool(row.is_full),
        what_changed=row.what_changed,
        not_solved=row.not_solved,
        next_petition_id=row.next_petition_id,
        decision_maker_id=row.decision_maker_id,
        withdrawn_for=row.withdrawn_for,
        is_withdrawn=row.state == "withdrawn",
    )
