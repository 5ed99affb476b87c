"""A broadcast as it stands in the store, with whose it is and its words in a reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.audiences import Audience
from storage.columns import Instant
from storage.connection import Prepared, Row
from storage.hearing import BROADCAST, CAMPAIGN_UPDATE
from storage.tables.organisations import organisation
from storage.tables.petitions import petition
from storage.tables.telling import broadcast, broadcast_text, campaign_update, update_text


class BroadcastState(StrEnum):
    """How far it is."""

    DRAFT = "draft"
    ASKED = "asked"
    """A second organizer is asked, or has agreed."""
    SCHEDULED = "scheduled"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"

    @property
    def has_begun(self) -> bool:
        """Whether people are told, or were: from then on it is only corrected."""
        return self in HAS_BEGUN


NOT_BEGUN = frozenset({BroadcastState.DRAFT, BroadcastState.ASKED, BroadcastState.SCHEDULED})
HAS_BEGUN = frozenset(BroadcastState) - NOT_BEGUN
CAPPED = (BROADCAST, CAMPAIGN_UPDATE)
"""What an organisation's cap a week counts and holds back; how a petition ends is told in any case."""


class Hindrance(StrEnum):
    """Why a broadcast can't begin now."""

    HAS_BEGUN = "has_begun"
    """It began before, and is told once."""
    NOT_PUBLIC = "not_public"
    """Its petition is a draft, or its news were withdrawn."""
    NO_WORDS = "no_words"
    NOT_HANDED = "not_handed"
    """Its petition was handed over to nobody on its day, as far as is known by now."""
    TOO_FEW = "too_few"
    """Its audience is less than five people of one place or link."""
    NOT_AGREED = "not_agreed"
    """A second organizer has to agree."""
    TOO_MANY = "too_many"
    """So many of its organisation began within a week."""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One of them; `petition_id` where it is about one petition, whose own legal line then stands under it.

    Words are its own or its news', in `language`. `zone` is its organisation's; `starts_local` and `starts_zone` say
    when it begins, which means `starts_at`. `alert_id` is what tells it since it began.
    """

    id: int
    organisation_id: int
    organisation: str
    zone: str
    legal_line: str
    petition_id: int | None
    kind: str
    update_id: int | None
    occasion: str
    locale: str
    language: str
    title: str
    text: str
    sign_off: str
    correction: str
    made_at: datetime
    campaign_locale: str
    is_sample: bool
    state: BroadcastState
    audience: Audience
    starts_local: str
    starts_zone: str
    starts_at: datetime | None
    alert_id: int | None
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def is_of_news(self) -> bool:
        """Whether its words are those of a piece of news."""
        return self.update_id is not None

    @property
    def is_known_to_members_alone(self) -> bool:
        """Whether nobody else may know that there is one."""
        return not self.state.has_begun


_c, _update, _of_update, _own = broadcast.c, campaign_update.c, update_text.c, broadcast_text.c
_OWN = ("id", "organisation_id", "petition_id", "kind", "update_id", "occasion", "made_at", "state", "audience")
_COURSE = ("starts_local", "starts_at", "alert_id", "started_at", "ended_at")
_language = bindparam("language", type_=sa.Text)
_first_locale = sa.func.coalesce(
    sa.func.nullif(sa.func.coalesce(_update.locale, _c.locale), ""), organisation.c.locale
).label("locale")
_legal_line = sa.func.coalesce(sa.func.nullif(petition.c.legal_line, ""), organisation.c.legal_line).label("legal_line")
_is_public = sa.and_(
    sa.or_(_c.petition_id.is_(None), petition.c.state != "draft"),
    sa.or_(_c.update_id.is_(None), _update.state != "draft"),
).label("is_public")


def _words(name: str) -> Any:
    return sa.func.coalesce(_of_update[name], _own[name], _update[name], _c[name]).label(name)


_SELECTED = (
    sa.select(
        *(_c[name] for name in (*_OWN, *_COURSE)),
        _c.zone.label("starts_zone"),
        _first_locale,
        sa.func.coalesce(_of_update.locale, _own.locale, _first_locale.element).label("language"),
        _words("title"),
        _words("text"),
        *(sa.func.coalesce(_update[name], _c[name]).label(name) for name in ("sign_off", "correction")),
        organisation.c.name.label("organisation"),
        organisation.c.locale.label("campaign_locale"),
        *(organisation.c[name] for name in ("zone", "is_sample")),
        _legal_line,
        _is_public,
    )
    .join(organisation, organisation.c.id == _c.organisation_id)
    .outerjoin(petition, petition.c.id == _c.petition_id)
    .outerjoin(campaign_update, _update.id == _c.update_id)
    .outerjoin(update_text, sa.and_(_of_update.update_id == _c.update_id, _of_update.locale == _language))
    .outerjoin(broadcast_text, sa.and_(_own.broadcast_id == _c.id, _own.locale == _language))
)
_OF_ORGANISATION = _c.organisation_id == bindparam("organisation_id")
FIND = Prepared(_SELECTED.where(_c.id == bindparam("broadcast_id")))
OF_ALERT = Prepared(_SELECTED.where(_c.alert_id == bindparam("alert_id")))
OF_ORGANISATION = Prepared(
    _SELECTED.where(_OF_ORGANISATION)
    .order_by(_c.made_at.desc(), _c.id.desc())
    .limit(bindparam("most", type_=sa.Integer))
    .offset(bindparam("skip", type_=sa.Integer))
)
IS_DUE = sa.and_(_c.state == BroadcastState.SCHEDULED.value, _c.starts_at <= bindparam("now", type_=Instant()))
ANY_DUE = Prepared(sa.select(_c.id).where(IS_DUE).limit(1))
HOW_MANY = Prepared(sa.select(sa.func.count().label("n")).where(_OF_ORGANISATION))
STARTED_WITHIN = Prepared(
    sa.select(sa.func.count().label("n")).where(
        _OF_ORGANISATION,
        sa.or_(*(_c.kind == kind for kind in CAPPED)),
        _c.started_at > bindparam("since", type_=Instant()),
    )
)


def broadcast_of(row: Row) -> Broadcast:
    """A row as a broadcast."""
    values = row._asdict()
    values.pop("is_public")
    state, audience = BroadcastState(values.pop("state")), Audience.read(values.pop("audience"))
    return Broadcast(state=state, audience=audience, is_sample=bool(values.pop("is_sample")), **values)
