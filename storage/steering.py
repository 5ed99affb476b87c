"""The course of a broadcast: scheduled, begun, paused, gone on with, stopped, corrected, withdrawn.

Each step is one conditional change, so that of two organizers who tap at once one wins.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from storage.broadcast_words import BroadcastWords, Words
from storage.columns import Instant
from storage.connection import Prepared, Row
from storage.correcting import correct
from storage.follows import subject_of, subject_of_organisation
from storage.grouping import Grouping
from storage.hearing import BROADCAST, DELIVERED, VICTORY
from storage.jobs import Jobs
from storage.private_tables import alert
from storage.recurring import is_on_the_clock, moment_of
from storage.stages import Stages
from storage.standing import State
from storage.tables import broadcast, campaign_update, organisation, petition
from storage.told import Told, told_of

A_WEEK = timedelta(days=7)
RESUMING, STOPPING, FINISHING = "resume_telling", "stop_telling", "finish_telling"
"""The work of bringing back, or ending, what waits of a broadcast, and of noticing that nothing does."""
_S = BroadcastState
_c = broadcast.c
_ID = bindparam("broadcast_id", type_=sa.Integer)
_NO_START: dict[str, Any] = {"starts_local": "", "zone": "", "starts_at": None}


def _becomes(state: BroadcastState | None, *before: BroadcastState, **also: Any) -> Prepared:
    """The one change; None where it stands otherwise by now, or keeps its state."""
    was = sa.or_(*(_c.state == each.value for each in before))
    changed = also if state is None else {"state": state.value, **also}
    return Prepared(sa.update(broadcast).where(_c.id == _ID, was).values(changed).returning(_c.id))


_now, _starts = bindparam("now", type_=Instant()), bindparam("new_starts_at", type_=Instant())
_START = {"starts_local": bindparam("local"), "zone": bindparam("new_zone"), "starts_at": _starts}
SET_START = _becomes(None, _S.DRAFT, **_START)
SCHEDULE = _becomes(_S.SCHEDULED, _S.DRAFT, _S.ASKED, _S.SCHEDULED)
TAKE_BACK = _becomes(_S.DRAFT, _S.DRAFT, _S.ASKED, _S.SCHEDULED, **_NO_START)
BEGIN = _becomes(_S.RUNNING, *sorted(NOT_BEGUN), started_at=_now)
PAUSE = _becomes(_S.PAUSED, _S.RUNNING)
RESUME = _becomes(_S.RUNNING, _S.PAUSED)
STOP = _becomes(_S.STOPPED, _S.RUNNING, _S.PAUSED, ended_at=_now)
END = _becomes(_S.DONE, _S.RUNNING, ended_at=_now)
RAISE_ANEW = Prepared(
    sa.update(alert)
    .where(alert.c.id == sa.select(_c.alert_id).where(_c.id == _ID).scalar_subquery())
    .values(raised_at=_now)
)
"""It is news as of now: nothing that waited is too late by the pause, nor seen by whoever looked meanwhile."""
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
_UPDATE = campaign_update.c.id == bindparam("update_id")
PUBLISH = Prepared(sa.update(campaign_update).where(_UPDATE).values(state="published"))
WITHDRAW = Prepared(
    sa.update(campaign_update)
    .where(_UPDATE, campaign_update.c.state == "published")
    .values(state="withdrawn", withdrawn_for=bindparam("why"))
    .returning(campaign_update.c.id)
)
CORRECTED = Prepared(sa.update(broadcast).where(_c.id == _ID).values(correction=bindparam("new_correction")))
NEWS_CORRECTED = Prepared(sa.update(campaign_update).where(_UPDATE).values(correction=bindparam("new_correction")))
OTHER_VICTORY = Prepared(
    sa.select(campaign_update.c.id).where(
        campaign_update.c.petition_id == bindparam("petition_id"),
        campaign_update.c.kind == VICTORY,
        campaign_update.c.state == "published",
        campaign_update.c.id != bindparam("update_id"),
    )
)
STOOD_BEFORE = Prepared(
    sa.select(_c.occasion)
    .where(_c.petition_id == bindparam("petition_id"), _c.kind == VICTORY, _c.occasion != State.WON.value)
    .where(_c.occasion != "")
    .order_by(_c.started_at.desc(), _c.id.desc())
    .limit(1)
)
LOCK = Prepared(
    sa.select(organisation.c.id)
    .where(organisation.c.id == bindparam("organisation_id"))
    .with_for_update(key_share=True)
)


class Steering(AskingAnother, BroadcastWords, Grouping):
    """What organizers do with a broadcast."""

    def hindrance(self, found: Broadcast, now: datetime) -> Hindrance | None:
        """Why it can't begin now; None where it can."""
        if found.state.has_begun:
            return Hindrance.HAS_BEGUN
        stands = self._stands(found)
        if stands.petition_state == State.DRAFT or stands.update_state == "withdrawn":
            return Hindrance.NOT_PUBLIC
        if not _has_words(found):
            return Hindrance.NO_WORDS
        if not self.is_large_enough(found, found.audience):
            return Hindrance.TOO_FEW
        if stands.needs_two and not self.is_agreed(found.id):
            return Hindrance.NOT_AGREED
        return Hindrance.TOO_MANY if self._is_capped(found, stands.most_a_week, now) else None

    def _is_capped(self, found: Broadcast, most: int, now: datetime) -> bool:
        if found.kind not in CAPPED:
            return False
        row = self._connection.first(STARTED_WITHIN, organisation_id=found.organisation_id, since=now - A_WEEK)
        return row is not None and row.n >= most

    def _stands(self, found: Broadcast) -> Row:
        row = self._connection.first(STANDS, broadcast_id=found.id)
        assert row is not None, "whoever asks has found it"
        return row

    def _found(self, broadcast_id: int) -> Broadcast | None:
        row = self._connection.first(FIND, broadcast_id=broadcast_id, language="")
        return None if row is None else broadcast_of(row)

    def start(self, broadcast_id: int, now: datetime) -> bool:
        """Tell it from now on, and publish its news; False where something hinders that, or somebody was first."""
        found = self._found(broadcast_id)
        if found is None:
            return False
        self._connection.first(LOCK, organisation_id=found.organisation_id)
        return self.hindrance(found, now) is None and self.begin_telling(broadcast_id, now)

    def begin_telling(self, broadcast_id: int, now: datetime) -> bool:
        """The same, whatever hinders it; once."""
        if self._connection.first(BEGIN, broadcast_id=broadcast_id, now=now) is None:
            return False
        found = self._found(broadcast_id)
        assert found is not None, "it was changed just now"
        if found.update_id is not None:
            self._connection.run(PUBLISH, update_id=found.update_id)
        if found.kind == VICTORY:
            self._win(found)
        raised = self._raised(found, now)
        self._connection.run(SET_ALERT, broadcast_id=found.id, new_alert_id=raised.id)
        return True

    def _win(self, found: Broadcast) -> None:
        """How it stood before is kept, for the day on which somebody has to take it back."""
        assert found.petition_id is not None, "a victory is a petition's"
        before = Stages(self._connection).win(found.petition_id)
        self._connection.run(SET_OCCASION, broadcast_id=found.id, new_occasion=before.value if before else "")

    def _raised(self, found: Broadcast, now: datetime) -> Alert:
        """What tells it; where the same was raised before, as a campaign file does, that one goes on."""
        alerts = Alerts(self._connection)
        about = subject_of_organisation(found.organisation_id)
        subject = about if found.petition_id is None else subject_of(found.petition_id)
        occasion = self._occasion(found)
        alerts.raise_once(found.kind, subject, occasion, now)
        raised = alerts.named(found.kind, subject, occasion)
        assert raised is not None, "it was raised just now or before"
        return raised

    def _occasion(self, found: Broadcast) -> str:
        if found.kind == BROADCAST:
            return str(found.id)
        return found.occasion if found.kind == DELIVERED else str(self._stands(found).slug)

    def schedule(self, broadcast_id: int, local: datetime, zone: str, now: datetime) -> datetime | None:
        """It begins at a local time, which means this moment; None where that is past or does not exist, or it is no
        draft any more.

        Where a second organizer has to agree, it stays a draft with its time until they are asked.
        """
        found = self._found(broadcast_id)
        at = moment_of(local, zone) if is_on_the_clock(local, zone) else None
        if found is None or at is None or at <= now:
            return None
        told = {"local": local.isoformat(timespec="minutes"), "new_zone": zone, "new_starts_at": at}
        if self._connection.first(SET_START, broadcast_id=broadcast_id, **told) is None:
            return None
        if not self._stands(found).needs_two:
            self._connection.first(SCHEDULE, broadcast_id=broadcast_id)
        return at

    def unschedule(self, broadcast_id: int) -> bool:
        """A draft again, that nobody has agreed to and that has no time; False where it has begun."""
        self.forget_ask(broadcast_id)
        return self._connection.first(TAKE_BACK, broadcast_id=broadcast_id) is not None

    def pause(self, broadcast_id: int) -> bool:
        """Nobody more is told until it goes on; False where it is not running."""
        return self._connection.first(PAUSE, broadcast_id=broadcast_id) is not None

    def resume(self, broadcast_id: int, now: datetime) -> bool:
        """It goes on, and what waited meanwhile is brought back page by page; False where it is not paused."""
        has_resumed = self._connection.first(RESUME, broadcast_id=broadcast_id) is not None
        if has_resumed:
            self._connection.run(RAISE_ANEW, broadcast_id=broadcast_id, now=now)
            Jobs(self._connection).begin(RESUMING, str(broadcast_id), None, now)
        return has_resumed

    def stop(self, broadcast_id: int, now: datetime) -> bool:
        """Nobody more is told, and those who were not read nothing of it; False where it has ended or not begun."""
        has_stopped = self._connection.first(STOP, broadcast_id=broadcast_id, now=now) is not None
        if has_stopped:
            Jobs(self._connection).begin(STOPPING, str(broadcast_id), None, now)
        return has_stopped

    def correct(
        self, broadcast_id: int, now: datetime, *, says_so: bool, correction: str = "", words: Sequence[Words] = ()
    ) -> bool:
        """It says something else now: what was told is edited. `says_so` also tells the `correction`, in a message.

        False where it has not begun: a draft is written anew.
        """
        found = self._found(broadcast_id)
        told = Alerts(self._connection).find(found.alert_id) if found and found.alert_id else None
        if found is None or told is None:
            return False
        for each in words:
            self.put_words(broadcast_id, each)
        if correction:
            self._say_so(found, correction)
        correct(self._connection, told, now, says_so=says_so)
        return True

    def _say_so(self, found: Broadcast, correction: str) -> None:
        if found.update_id is None:
            self._connection.run(CORRECTED, broadcast_id=found.id, new_correction=correction)
        else:
            self._connection.run(NEWS_CORRECTED, update_id=found.update_id, new_correction=correction)

    def withdraw(self, broadcast_id: int, why: str, now: datetime) -> bool:
        """Its news does not hold: all who were told are told why, and a victory's petition stands as before.

        False where it tells no news, or that is no longer public.
        """
        found = self._found(broadcast_id)
        if found is None or found.update_id is None:
            return False
        if self._connection.first(WITHDRAW, update_id=found.update_id, why=why) is None:
            return False
        self.stop(broadcast_id, now)
        if found.kind == VICTORY:
            self._take_back_victory(found, now)
        return self.correct(broadcast_id, now, says_so=True)

    def _take_back_victory(self, found: Broadcast, now: datetime) -> None:
        its = {"petition_id": found.petition_id}
        if found.petition_id and self._connection.first(OTHER_VICTORY, **its, update_id=found.update_id) is None:
            row = self._connection.first(STOOD_BEFORE, **its)
            Stages(self._connection).take_back_win(found.petition_id, State(row.occasion if row else State.CLOSED), now)

    def end(self, broadcast_id: int, now: datetime) -> bool:
        """Nothing of it waits any more; False where it is not running."""
        return self._connection.first(END, broadcast_id=broadcast_id, now=now) is not None

    def told(self, broadcast_id: int, now: datetime) -> Told:
        """How many of its people and chats were told so far, and what became of the others."""
        found = self._found(broadcast_id)
        return told_of(self._connection, found.alert_id if found else None, now)


def _has_words(found: Broadcast) -> bool:
    if found.kind in {VICTORY, DELIVERED}:
        return found.kind == DELIVERED or bool(found.title)
    return bool(found.title and found.text)
