"""Rehearsals: what would become of a broadcast if it began at a moment, in numbers and without persons."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy import bindparam

from storage.broadcast_rows import Broadcast
from storage.columns import Instant
from storage.connection import Connection, Prepared, insert_into
from storage.follows import subject_of, subject_of_organisation
from storage.hearing import BROADCAST, CAMPAIGN_UPDATE, ENDINGS
from storage.tables.news import alert, delivery
from storage.tables.telling import broadcast, rehearsal

KEPT_FOR = timedelta(minutes=10)
"""After so long people have come and gone, and it is made anew."""
MOST_WAITING = 100_000


class Outcome(StrEnum):
    """What becomes of one person, or of one chat."""

    NOW = "now"
    SILENT = "silent"
    MORNING = "morning"
    DIGEST = "digest"
    STOPPED = "stopped"
    """They wanted no messages at all."""
    TOO_OFTEN = "too_often"
    SEEN = "seen"
    SAME_EVENT = "same_event"
    """They were told of the same event, which won another petition of theirs."""
    NOT_WANTED = "not_wanted"
    """They follow it, and no such news of it."""
    BLOCKED = "blocked"
    NO_WAY = "no_way"
    """They never opened a private chat, or take no messages."""
    CHANNEL = "channel"
    """A chat in which it is told."""
    QUIET_CHANNEL = "quiet_channel"
    """A chat that was told something today."""

    @property
    def is_of_chat(self) -> bool:
        """Whether it became of a group or a channel."""
        return self in CHATS


CHATS = frozenset({Outcome.CHANNEL, Outcome.QUIET_CHANNEL})
AT_ONCE = frozenset({Outcome.NOW, Outcome.SILENT})
LATER = frozenset({Outcome.MORNING, Outcome.DIGEST})
TOLD = AT_ONCE | LATER
SHOWN_LATER = frozenset({Outcome.STOPPED, Outcome.TOO_OFTEN, Outcome.SAME_EVENT})
"""Who is not written to, and reads it when they next come."""
NOT_REACHED = frozenset({Outcome.BLOCKED, Outcome.NO_WAY})


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """Of whom a number is: people of one app, language and outcome who signed, or did not; or chats."""

    platform: str
    locale: str
    outcome: Outcome
    has_signed: bool = False


Counts = Counter[Part]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Everybody who signed or follows and for whom it is stands in exactly one part, and so does each chat.

    It holds for the moment `for_at`; `mark` says for which audience and time it was made. Unless it is finished,
    more people are to be looked at.
    """

    broadcast_id: int
    mark: str
    for_at: datetime
    made_at: datetime
    counts: tuple[tuple[Part, int], ...] = ()
    is_finished: bool = False

    def how_many(self, *outcomes: Outcome, platform: str | None = None) -> int:
        """People or chats of these outcomes, of one app or of all."""
        return sum(n for part, n in self.counts if part.outcome in outcomes and platform in {None, part.platform})

    @property
    def platforms(self) -> tuple[str, ...]:
        """The apps of those whom it concerns, the one with the most people first."""
        of_each = Counter[str]()
        for part, n in self.counts:
            of_each[part.platform] += n
        return tuple(sorted(of_each, key=lambda name: (-of_each[name], name)))

    @property
    def signers(self) -> int:
        """How many of its people signed."""
        return sum(n for part, n in self.counts if part.has_signed)

    @property
    def followers(self) -> int:
        """How many of its people follow without having signed."""
        return sum(n for part, n in self.counts if not (part.has_signed or part.outcome.is_of_chat))

    @property
    def told(self) -> int:
        """How many people are told, at once or later."""
        return self.how_many(*TOLD)

    @property
    def chats(self) -> int:
        """In how many groups and channels it is told."""
        return self.how_many(Outcome.CHANNEL)

    @property
    def told_by_locale(self) -> dict[str, int]:
        """How many people are told, by the language that each has chosen or speaks."""
        of_each = Counter[str]()
        for part, n in self.counts:
            of_each[part.locale] += n if part.outcome in TOLD else 0
        return {locale: n for locale, n in of_each.items() if n}

    def holds(self, found: Broadcast, now: datetime) -> bool:
        """Whether it is of the same audience and time, and not too much may have changed since."""
        return self.mark == mark_of(found) and abs(now - self.made_at) <= KEPT_FOR


def mark_of(found: Broadcast) -> str:
    """The same for the same audience and time; words change nobody's outcome, and are looked at as they are."""
    asked = [found.audience.written(), found.starts_at.isoformat() if found.starts_at else None]
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


_c = rehearsal.c
_ITS = _c.broadcast_id == bindparam("broadcast_id", type_=sa.Integer)
FIND = Prepared(sa.select(rehearsal).where(_ITS))
LOCK = Prepared(sa.select(rehearsal).where(_ITS).with_for_update())
TOLD_KINDS = (BROADCAST, CAMPAIGN_UPDATE, *ENDINGS)
_before = bindparam("before", type_=Instant())
LAST_RAISED = Prepared(
    sa.select(sa.func.max(alert.c.raised_at).label("at")).where(
        alert.c.subject == bindparam("subject"),
        sa.or_(*(alert.c.kind == kind for kind in TOLD_KINDS)),
        alert.c.raised_at < _before,
    )
)
LAST_BEGUN = Prepared(
    sa.select(sa.func.max(broadcast.c.started_at).label("at")).where(
        broadcast.c.organisation_id == bindparam("organisation_id"), broadcast.c.started_at < _before
    )
)


_waits = sa.select(delivery.c.id).where(
    delivery.c.platform == bindparam("platform"), delivery.c.due_at <= bindparam("now", type_=Instant())
)
_some_wait = _waits.limit(bindparam("most", type_=sa.Integer)).subquery()
WAITING = Prepared(sa.select(sa.func.count().label("n")).select_from(_some_wait))


class Rehearsals:
    """What would become of broadcasts."""

    def __init__(self, connection: Connection) -> None:
        """Speaks over the turn's connection."""
        self._connection = connection

    def of(self, broadcast_id: int) -> Rehearsal | None:
        """The last one of a broadcast, finished or not, or None."""
        return self._read(FIND, broadcast_id)

    def locked(self, broadcast_id: int) -> Rehearsal | None:
        """The same; nobody else goes on with it before the end of this turn."""
        return self._read(LOCK, broadcast_id)

    def _read(self, asked: Prepared, broadcast_id: int) -> Rehearsal | None:
        row = self._connection.first(asked, broadcast_id=broadcast_id)
        if row is None:
            return None
        counts = tuple((_part(*part), n) for *part, n in row.counts)
        return Rehearsal(row.broadcast_id, row.mark, row.for_at, row.made_at, counts, bool(row.is_finished))

    def write(self, made: Rehearsal) -> None:
        """In the place of an earlier one."""
        counts = [[part.platform, part.locale, part.outcome.value, part.has_signed, n] for part, n in made.counts]
        values = {"mark": made.mark, "for_at": made.for_at, "made_at": made.made_at, "is_finished": made.is_finished}
        added = insert_into(self._connection.name, rehearsal).values(
            broadcast_id=made.broadcast_id, counts=counts, **values
        )
        changed = {**values, "counts": counts}
        self._connection.run(added.on_conflict_do_update(index_elements=["broadcast_id"], set_=changed))

    def last_told(self, found: Broadcast, before: datetime) -> datetime | None:
        """When those whom a broadcast is for were last told something by its organizers, or None."""
        organisation = subject_of_organisation(found.organisation_id)
        raised = [self._raised(organisation, before)]
        if found.petition_id is None:
            row = self._connection.first(LAST_BEGUN, organisation_id=found.organisation_id, before=before)
            raised.append(row.at if row else None)
        else:
            raised.append(self._raised(subject_of(found.petition_id), before))
        return max((each for each in raised if each is not None), default=None)

    def waiting(self, platform: str, now: datetime) -> int:
        """How many messages are to be brought on an app before whatever begins now; of very many as many as count."""
        row = self._connection.first(WAITING, platform=platform, now=now, most=MOST_WAITING)
        return int(row.n) if row else 0

    def _raised(self, subject: str, before: datetime) -> datetime | None:
        row = self._connection.first(LAST_RAISED, subject=subject, before=before)
        return row.at if row else None


def _part(platform: str, locale: str, outcome: str, has_signed: bool) -> Part:
    return Part(platform, locale, Outcome(outcome), has_signed)
