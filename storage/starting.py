"""How a broadcast begins: what hinders that, and what happens in the one transaction in which nothing does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alert, Alerts
from storage.asking_another import AskingAnother
from storage.broadcast_rows import (
    CAPPED,
    FIND,
    NOT_BEGUN,
    STARTED_WITHIN,
    Broadcast,
    BroadcastState,
    Hindrance,
    broadcast_of,
)
from storage.broadcast_words import BroadcastWords
from storage.columns import Instant
from storage.connection import Connection, Prepared, Row
from storage.follows import subject_of, subject_of_organisation
from storage.grouping import Grouping
from storage.handing_over import HandingOver
from storage.hearing import BROADCAST, DELIVERED, VICTORY
from storage.organisations import lock_organisation
from storage.petition_details import handing_over
from storage.stages import Stages
from storage.standing import State
from storage.tables.organisations import organisation
from storage.tables.petitions import petition
from storage.tables.telling import broadcast, campaign_update

A_WEEK = timedelta(days=7)
_c = broadcast.c
_ID = bindparam("broadcast_id", type_=sa.Integer)


def becomes(state: BroadcastState | None, *before: BroadcastState, **also: Any) -> Prepared:
    """The one change; None where it stands otherwise by now, or keeps its state."""
    was = sa.or_(*(_c.state == each.value for each in before))
    changed = also if state is None else {"state": state.value, **also}
    return Prepared(sa.update(broadcast).where(_c.id == _ID, was).values(changed).returning(_c.id))


BEGIN = becomes(BroadcastState.RUNNING, *sorted(NOT_BEGUN), started_at=bindparam("now", type_=Instant()))
SET_ALERT = Prepared(sa.update(broadcast).where(_c.id == _ID).values(alert_id=bindparam("new_alert_id")))
SET_OCCASION = Prepared(sa.update(broadcast).where(_c.id == _ID).values(occasion=bindparam("new_occasion")))
STANDS = Prepared(
    sa.select(
        petition.c.state.label("petition_state"),
        campaign_update.c.state.label("update_state"),
        campaign_update.c.slug,
        organisation.c.most_a_week,
        organisation.c.needs_two,
    )
    .select_from(broadcast)
    .join(organisation, organisation.c.id == _c.organisation_id)
    .outerjoin(petition, petition.c.id == _c.petition_id)
    .outerjoin(campaign_update, campaign_update.c.id == _c.update_id)
    .where(_c.id == _ID)
)
PUBLISH = Prepared(
    sa.update(campaign_update).where(campaign_update.c.id == bindparam("update_id")).values(state="published")
)


@dataclass(frozen=True, slots=True)
class Beside:
    """What else is known of broadcasts: what they say, for whom they may be, who agreed; and how petitions end."""

    words: BroadcastWords
    groups: Grouping
    asking_another: AskingAnother
    stages: Stages


class Starting:
    """What may begin, and how."""

    def __init__(self, connection: Connection, beside: Beside) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection
        self._beside = beside

    def hindrance(self, found: Broadcast, now: datetime) -> Hindrance | None:
        """Why it can't begin now; None where it can."""
        if found.state.has_begun:
            return Hindrance.HAS_BEGUN
        stands = self._stands(found)
        if stands.petition_state == State.DRAFT or stands.update_state == "withdrawn":
            return Hindrance.NOT_PUBLIC
        if not _has_words(found):
            return Hindrance.NO_WORDS
        if found.kind == DELIVERED and not self._was_handed_over(found):
            return Hindrance.NOT_HANDED
        if not self._beside.groups.is_large_enough(found, found.audience):
            return Hindrance.TOO_FEW
        if stands.needs_two and not self._beside.asking_another.is_agreed(found.id):
            return Hindrance.NOT_AGREED
        return Hindrance.TOO_MANY if self._is_capped(found, stands.most_a_week, now) else None

    def _is_capped(self, found: Broadcast, most: int, now: datetime) -> bool:
        if found.kind not in CAPPED:
            return False
        row = self._connection.first(STARTED_WITHIN, organisation_id=found.organisation_id, since=now - A_WEEK)
        return row is not None and row.n >= most

    def _was_handed_over(self, found: Broadcast) -> bool:
        days = HandingOver(self._connection).days(found.petition_id or 0)
        return found.occasion in {handing_over(day) for day in days}

    def _stands(self, found: Broadcast) -> Row:
        row = self._connection.first(STANDS, broadcast_id=found.id)
        assert row is not None, "whoever asks has found it"
        return row

    def find(self, broadcast_id: int, language: str = "") -> Broadcast | None:
        """One by its id in any state, for its organizers, in this language where it has words in it."""
        row = self._connection.first(FIND, broadcast_id=broadcast_id, language=language)
        return None if row is None else broadcast_of(row)

    def start(self, broadcast_id: int, now: datetime) -> bool:
        """Tell it from now on, and publish its news; False where something hinders that, or somebody was first."""
        found = self.find(broadcast_id)
        if found is None:
            return False
        lock_organisation(self._connection, found.organisation_id)
        return self.hindrance(found, now) is None and self.begin_telling(broadcast_id, now)

    def begin_telling(self, broadcast_id: int, now: datetime) -> bool:
        """The same, whatever hinders it; once."""
        if self._connection.first(BEGIN, broadcast_id=broadcast_id, now=now) is None:
            return False
        found = self.find(broadcast_id)
        assert found is not None, "it was changed just now"
        if found.update_id is not None:
            self._connection.run(PUBLISH, update_id=found.update_id)
        if found.kind == VICTORY:
            self._win(found)
        self.raise_alert(found, now)
        return True

    def raise_alert(self, found: Broadcast, now: datetime) -> Alert:
        """What tells it from now on, and nothing else of its beginning."""
        raised = self._raised(found, now)
        self._connection.run(SET_ALERT, broadcast_id=found.id, new_alert_id=raised.id)
        return raised

    def _win(self, found: Broadcast) -> None:
        """How it stood before is kept, for the day on which somebody has to take it back."""
        assert found.petition_id is not None, "a victory is a petition's"
        before = self._beside.stages.win(found.petition_id)
        self._connection.run(SET_OCCASION, broadcast_id=found.id, new_occasion=before.value if before else "")

    def _raised(self, found: Broadcast, now: datetime) -> Alert:
        """What tells it; where the same was raised before, as a campaign file does, that one goes on."""
        alerts, said = Alerts(self._connection), self.alert_of_draft(found, now)
        alerts.raise_once(said.kind, said.subject, said.occasion, now)
        raised = alerts.named(said.kind, said.subject, said.occasion)
        assert raised is not None, "it was raised just now or before"
        return raised

    def alert_of_draft(self, found: Broadcast, now: datetime) -> Alert:
        """What would tell it if it began; nothing is raised."""
        about = subject_of_organisation(found.organisation_id)
        subject = about if found.petition_id is None else subject_of(found.petition_id)
        return Alert(0, found.kind, subject, self._occasion(found), now)

    def _occasion(self, found: Broadcast) -> str:
        if found.kind == BROADCAST:
            return str(found.id)
        return found.occasion if found.kind == DELIVERED else str(self._stands(found).slug)


def _has_words(found: Broadcast) -> bool:
    if found.kind in {VICTORY, DELIVERED}:
        return found.kind == DELIVERED or bool(found.title)
    return bool(found.title and found.text)
