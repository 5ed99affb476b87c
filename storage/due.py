"""What is to be brought now: to whom, how it concerns them and how they want it; and what can be decided about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from storage.about import About
from storage.alerts import Alert
from storage.columns import EPOCH
from storage.connection import Row
from storage.preferences import Digest, Night
from storage.recipients import Why
from storage.vault import Vault
from storage.wanting import Wanting

DIGEST = "digest"
"""What stands where a problem would, of a delivery that is collected for a digest."""


QUEUED, SENDING, SENT, COLLECTED = "queued", "sending", "sent", "collected"
GONE, FAILED, SKIPPED = "gone", "failed", "skipped"
PAUSED = "paused"
"""Of a broadcast that its organizers have paused: it waits for no time, but for them."""
HOLDING = frozenset({PAUSED, "stopped"})
"""How a broadcast stands of which nobody more is told."""
STOPPED = "stopped by its organizers"
NOBODY_KNOWS = "nobody knows whether it came"
"""Why something was skipped of a broadcast that goes to nobody more."""
NOT_WANTED = "not wanted any more"
"""Why something was skipped that its person had followed."""
HAS_STOPPED, SEEN = "stopped", "seen"
TOO_SOON, ENOUGH, ONE_A_DAY = "too soon", "enough this week", "one a day"
ENOUGH_TODAY, AT_NIGHT = "enough today", "at night"
"""Why something was skipped, too: no messages were wanted at all, it was read before, or there were many of late."""
DONE = frozenset({SENT, SENDING})
"""States in which something was told, or is being told just now."""
UNTOLD = frozenset({GONE, FAILED})
"""States in which nobody could be told."""
SAME_EVENT = "told of the same event"
"""Why something was skipped: another petition of theirs was won by it, and they were told of that."""
OUT_OF_REACH = "out of reach"
"""The problem of one for which there is no address."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody was told of late."""

    kind: str
    subject: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """One delivery. `begun_at` is when it was begun where nobody knows its end, `zone` the reader's or the campaign's.

    A person has an account, a chat has none; `role` are those in a server who asked to be called. `ids` are all
    deliveries that go in this one message, and `collected` what is told in it where that is a digest. `message` stands
    there already, and is to be corrected. `is_wanted` unless they follow nothing any more for which they would be told,
    `is_followed` even where they only want no such news of it. `is_replaced` where later news says more.
    `course` is how the broadcast stands that tells it, `won_together` which others the event won that it tells.
    """

    id: int
    alert: Alert
    platform: str
    why: Why
    problem: str
    tries: int
    address: str
    locale: str
    zone: str
    begun_at: datetime | None = None
    supporter_id: int | None = None
    account_id: int | None = None
    chat_id: int | None = None
    chat_kind: str = ""
    publishes: bool = False
    night: Night = Night.SILENT
    digest: Digest = Digest.OFF
    is_discreet: bool = False
    is_text_only: bool = False
    is_stopped: bool = False
    is_wanted: bool = True
    is_followed: bool = True
    has_seen_it: bool = False
    is_replaced: bool = False
    is_silent: bool = False
    course: str = ""
    won_together: frozenset[str] = frozenset()
    role: str = ""
    message: str = ""
    ids: tuple[int, ...] = ()
    collected: tuple[Alert, ...] = ()

    @property
    def whom(self) -> int:
        """Names the person or the chat."""
        return self.supporter_id if self.supporter_id is not None else (self.chat_id or 0)

    @property
    def is_held(self) -> bool:
        """Whether its organizers paused or stopped it; what was told is corrected all the same."""
        return self.course in HOLDING and not self.message

    @property
    def is_to_chat(self) -> bool:
        """Whether others look on."""
        return self.chat_id is not None

    @property
    def is_reached(self) -> bool:
        """Whether there is an address at all."""
        return bool(self.address)

    @property
    def is_digest(self) -> bool:
        """Whether it goes in one message with others."""
        return self.problem == DIGEST

    def begun(self, is_silent: bool, ids: tuple[int, ...], collected: tuple[Alert, ...]) -> Due:
        """The same, now being brought."""
        if not (is_silent or collected):
            return self
        return replace(self, is_silent=is_silent, ids=ids, collected=collected)


@dataclass(frozen=True, slots=True)
class Send:
    """Now."""

    is_silent: bool = False


@dataclass(frozen=True, slots=True)
class Wait:
    """Not before then."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Collect:
    """Then, in one message with whatever else there is."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Skip:
    """Never, and why."""

    why: str


Decision = Send | Wait | Collect | Skip


def claimed_alert(row: Row) -> Alert:
    """The alert that a row is about."""
    return Alert(row.alert_id, row.alert_kind, row.alert_subject, row.alert_occasion, row.raised_at)


def due_of(row: Row, about: About, wanting: Wanting, vault: Vault, now: datetime) -> Due:
    """A claimed row; addresses and zones opened."""
    given = claimed_alert(row)
    known = {
        "id": row.id,
        "alert": given,
        "platform": row.platform,
        "problem": row.problem,
        "tries": row.tries,
        "begun_at": row.at if row.state == "sending" else None,
        "is_replaced": about.is_replaced,
        "course": about.course,
        "won_together": about.won_together,
        "message": vault.open("delivery", "message", row.id, row.message),
        "ids": (row.id,),
    }
    if row.chat_id is not None:
        return Due(**known, **_to_chat(row, about, vault))
    return Due(**known, **_to_person(row, about, vault, now), **_wants(row, wanting))


def _to_chat(row: Row, about: About, vault: Vault) -> dict[str, Any]:
    return {
        "why": Why(row.why),
        "address": vault.open("chat", "address", row.chat_id, row.chat_address),
        "locale": row.chat_locale,
        "zone": about.zone or "UTC",
        "chat_id": row.chat_id,
        "chat_kind": row.chat_kind,
        "publishes": bool(row.publishes),
    }


def _to_person(row: Row, about: About, vault: Vault, now: datetime) -> dict[str, Any]:
    has_account = row.account_id is not None
    # They looked later than now by a clock that was set back since: what is raised now they have not seen.
    seen_at = row.news_seen_at if row.news_seen_at and row.news_seen_at <= now else EPOCH
    own_zone = vault.open("supporter", "zone", row.supporter_id, row.zone)
    return {
        "address": vault.open("account", "address", row.account_id, row.account_address) if has_account else "",
        "locale": row.locale or row.spoken or about.locale,
        "zone": own_zone or about.zone or "UTC",
        "supporter_id": row.supporter_id,
        "account_id": row.account_id,
        "night": Night(row.night),
        "digest": Digest(row.digest),
        "is_discreet": about.is_at_risk if row.is_discreet is None else bool(row.is_discreet),
        "is_text_only": bool(row.is_text_only),
        "is_stopped": bool(row.is_stopped),
        "has_seen_it": seen_at >= row.raised_at and row.why != Why.OWN,
    }


def _wants(row: Row, wanting: Wanting) -> dict[str, Any]:
    return {"why": wanting.why(row), "is_wanted": wanting.hears(row), "is_followed": wanting.follows(row)}
