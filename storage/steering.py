"""The course of a broadcast: scheduled, begun, paused, gone on with, stopped, corrected.

Each step is one conditional change, so that of two organizers who tap at once one wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.alerts import Alerts
from storage.broadcast_rows import Broadcast, BroadcastState
from storage.broadcast_words import Words
from storage.columns import Instant
from storage.connection import Prepared
from storage.correcting import correct
from storage.jobs import Jobs
from storage.recurring import is_on_the_clock, moment_of
from storage.starting import Starting, becomes
from storage.tables.news import alert
from storage.tables.telling import broadcast, campaign_update
from storage.told import Told, told_of

RESUMING, STOPPING, FINISHING = "resume_telling", "stop_telling", "finish_telling"
"""The work of bringing back, or ending, what waits of a broadcast, and of noticing that nothing does."""
_S = BroadcastState
_c = broadcast.c
_ID = bindparam("broadcast_id", type_=sa.Integer)
_NO_START: dict[str, Any] = {"starts_local": "", "zone": "", "starts_at": None}


_now, _starts = bindparam("now", type_=Instant()), bindparam("new_starts_at", type_=Instant())
_START = {"starts_local": bindparam("local"), "zone": bindparam("new_zone"), "starts_at": _starts}
SET_START = Prepared(
    sa.update(broadcast)
    .where(_c.id == _ID, sa.or_(_c.state == _S.DRAFT.value, _c.state == _S.SCHEDULED.value))
    .where(_c.starts_at.is_not_distinct_from(bindparam("seen_at", type_=Instant())))
    .values(_START)
    .returning(_c.id)
)
AGREE_ANEW = becomes(_S.DRAFT, _S.SCHEDULED)
SCHEDULE = becomes(_S.SCHEDULED, _S.DRAFT, _S.ASKED, _S.SCHEDULED)
TAKE_BACK = becomes(_S.DRAFT, _S.DRAFT, _S.ASKED, _S.SCHEDULED, **_NO_START)
PAUSE = becomes(_S.PAUSED, _S.RUNNING)
RESUME = becomes(_S.RUNNING, _S.PAUSED)
STOP = becomes(_S.STOPPED, _S.RUNNING, _S.PAUSED, ended_at=_now)
END = becomes(_S.DONE, _S.RUNNING, ended_at=_now)
RAISE_ANEW = Prepared(
    sa.update(alert)
    .where(alert.c.id == sa.select(_c.alert_id).where(_c.id == _ID).scalar_subquery())
    .values(raised_at=_now)
)
"""It is news as of now: nothing that waited is too late by the pause, nor seen by whoever looked meanwhile."""
_UPDATE = campaign_update.c.id == bindparam("update_id")
CORRECTED = Prepared(sa.update(broadcast).where(_c.id == _ID).values(correction=bindparam("new_correction")))
NEWS_CORRECTED = Prepared(sa.update(campaign_update).where(_UPDATE).values(correction=bindparam("new_correction")))


class Steering(Starting):
    """What organizers do with a broadcast."""

    def schedule(self, broadcast_id: int, local: datetime, zone: str, now: datetime) -> datetime | None:
        """It begins at a local time, which means this moment; None where that is past or does not exist, or where
        it was asked for, has begun or was given another time meanwhile.

        Where a second organizer has to agree, it is a draft with its time until they are asked, and agree to that one.
        """
        found = self.find(broadcast_id)
        at = moment_of(local, zone) if is_on_the_clock(local, zone) else None
        if found is None or at is None or at <= now:
            return None
        told = {"local": local.isoformat(timespec="minutes"), "new_zone": zone, "new_starts_at": at}
        if self._connection.first(SET_START, broadcast_id=broadcast_id, seen_at=found.starts_at, **told) is None:
            return None
        needs_two = self._stands(found).needs_two
        if needs_two:
            self._beside.asking_another.forget_ask(broadcast_id)
        self._connection.first(AGREE_ANEW if needs_two else SCHEDULE, broadcast_id=broadcast_id)
        return at

    def unschedule(self, broadcast_id: int) -> bool:
        """A draft again, that nobody has agreed to and that has no time; False where it has begun."""
        self._beside.asking_another.forget_ask(broadcast_id)
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
        found = self.find(broadcast_id)
        told = Alerts(self._connection).find(found.alert_id) if found and found.alert_id else None
        if found is None or told is None:
            return False
        for each in words:
            self._beside.words.put_words(broadcast_id, each)
        if correction:
            self._say_so(found, correction)
        correct(self._connection, told, now, says_so=says_so)
        return True

    def _say_so(self, found: Broadcast, correction: str) -> None:
        if found.update_id is None:
            self._connection.run(CORRECTED, broadcast_id=found.id, new_correction=correction)
        else:
            self._connection.run(NEWS_CORRECTED, update_id=found.update_id, new_correction=correction)

    def end(self, broadcast_id: int, now: datetime) -> bool:
        """Nothing of it waits any more; False where it is not running."""
        return self._connection.first(END, broadcast_id=broadcast_id, now=now) is not None

    def told(self, broadcast_id: int, now: datetime) -> Told:
        """How many of its people and chats were told so far, and what became of the others."""
        found = self.find(broadcast_id)
        return told_of(self._connection, found.alert_id if found else None, now)
