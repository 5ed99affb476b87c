"""When, how and whether somebody is told: their night, their digest, how much was told of late. It knows no store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from handlers.alerts.kinds import AlertKind
from storage.due import (
    AT_NIGHT,
    ENOUGH,
    ENOUGH_TODAY,
    HAS_STOPPED,
    NOT_WANTED,
    ONE_A_DAY,
    OUT_OF_REACH,
    SAME_EVENT,
    SEEN,
    TOO_SOON,
    Collect,
    Decision,
    Due,
    Heard,
    Send,
    Skip,
    Wait,
)
from storage.preferences import Digest, Night

MOST_A_WEEK = 3
"""Messages to one person; how it ends, what they asked for and what they are owed is not counted."""
DAY, WEEK = timedelta(days=1), timedelta(days=7)
NIGHT_BEGINS, MORNING = time(22), time(8)
NIGHT_LASTS = timedelta(hours=10)
MONDAY = 0


def decide(due: Due, heard: Sequence[Heard], now: datetime) -> Decision:
    """By the manners of its kind."""
    from handlers.alerts import all_kinds

    return decided(all_kinds().get(due.alert.kind), due, heard, now)


def decided(kind: AlertKind | None, due: Due, heard: Sequence[Heard], now: datetime) -> Decision:
    """What becomes of a delivery that is due; `heard` is what its person or chat was told within a week."""
    if kind is None:
        return Skip("of an unknown kind")
    if not due.is_reached:
        return Skip(OUT_OF_REACH)
    if due.is_replaced:
        return Skip("replaced by later news")
    if now - due.alert.raised_at > _late(kind, due) and not due.is_digest:
        return Skip("too late")
    return _in_chat(kind, due, heard, now) if due.is_to_chat else _to_person(kind, due, heard, now)


def _late(kind: AlertKind, due: Due) -> timedelta:
    """What waits for a morning grows no older by that."""
    return kind.late + NIGHT_LASTS if due.night is Night.KEEP else kind.late


def _in_chat(kind: AlertKind, due: Due, heard: Sequence[Heard], now: datetime) -> Decision:
    """One message a day at most, but for how it ends, which alone may ring, and for what is owed."""
    if kind.is_ending:
        return Send(is_silent=_is_night(due.zone, now))
    if kind.is_owed:
        return Send(is_silent=True)
    return Skip(ONE_A_DAY) if _since(heard, now - DAY) else Send(is_silent=True)


def _to_person(kind: AlertKind, due: Due, heard: Sequence[Heard], now: datetime) -> Decision:
    if due.is_stopped:
        return Skip(HAS_STOPPED)
    if not due.is_wanted:
        return Send(is_silent=True) if kind.is_owed and due.is_followed else Skip(NOT_WANTED)
    if known := _known_by(due, heard):
        return Skip(known)
    if kind.is_alarm:
        return Send(is_silent=kind.is_silent)
    if kind.is_asked_for or kind.is_owed:
        return _asked_for(kind, due, heard, now)
    if due.is_digest:
        return Send(is_silent=_is_night(due.zone, now))
    if due.digest is not Digest.OFF:
        return Collect(_next_digest(due, now))
    return _single(kind, due, heard, now)


def _asked_for(kind: AlertKind, due: Due, heard: Sequence[Heard], now: datetime) -> Decision:
    """Whatever else they were told; some of it is worth something by day alone, and no more than so often."""
    if kind.most_a_day is not None and _told_of_late(kind, heard, now - DAY) >= kind.most_a_day:
        return Skip(ENOUGH_TODAY)
    if kind.is_for_day and _is_night(due.zone, now):
        return Skip(AT_NIGHT)
    return _now_or_in_the_morning(due, now)


def _known_by(due: Due, heard: Sequence[Heard]) -> str:
    """How they know it already: they read it, or heard of another petition that the same event won; or nothing."""
    if due.has_seen_it:
        return SEEN
    is_told = any(each.kind == due.alert.kind and each.subject in due.won_together for each in heard)
    return SAME_EVENT if is_told else ""


def _single(kind: AlertKind, due: Due, heard: Sequence[Heard], now: datetime) -> Decision:
    """One message of its own, if there were not too many of late."""
    if kind.apart is not None and (before := _of_the_same(kind, due, heard)):
        free_at = max(each.at for each in before) + kind.apart
        if free_at > now:
            return Wait(free_at) if kind.waits else Skip(TOO_SOON)
    if not kind.is_ending and len(_counted(heard, now)) >= MOST_A_WEEK:
        return Skip(ENOUGH)
    return _now_or_in_the_morning(due, now)


def _told_of_late(kind: AlertKind, heard: Sequence[Heard], after: datetime) -> int:
    """How often the same kind, whatever it was on."""
    return sum(each.kind == kind.name for each in _since(heard, after))


def _of_the_same(kind: AlertKind, due: Due, heard: Sequence[Heard]) -> list[Heard]:
    return [each for each in heard if each.kind == kind.name and each.subject == due.alert.subject]


def _counted(heard: Sequence[Heard], now: datetime) -> list[Heard]:
    return [each for each in _since(heard, now - WEEK) if each.kind not in _free()]


@cache
def _free() -> frozenset[str]:
    """The kinds that no cap counts."""
    from handlers.alerts import all_kinds

    kinds = all_kinds().items()
    return frozenset(name for name, kind in kinds if kind.is_ending or kind.is_asked_for or kind.is_owed)


def _since(heard: Sequence[Heard], after: datetime) -> list[Heard]:
    return [each for each in heard if each.at > after]


def _now_or_in_the_morning(due: Due, now: datetime) -> Decision:
    if not _is_night(due.zone, now):
        return Send()
    return Wait(_next(MORNING, due.zone, now)) if due.night is Night.KEEP else Send(is_silent=True)


def _is_night(zone: str, now: datetime) -> bool:
    local = now.astimezone(ZoneInfo(zone)).time()
    return local >= NIGHT_BEGINS or local < MORNING


def _next_digest(due: Due, now: datetime) -> datetime:
    """The next morning, or the morning of the next Monday."""
    morning = _next(MORNING, due.zone, now)
    if due.digest is Digest.WEEKLY:
        while morning.astimezone(ZoneInfo(due.zone)).weekday() != MONDAY:
            morning = _next(MORNING, due.zone, morning)
    return morning


def _next(at: time, zone: str, now: datetime) -> datetime:
    """The next moment at which the clocks of the zone show this time; it is none that they skip."""
    local = now.astimezone(ZoneInfo(zone))
    today = datetime.combine(local.date(), at, ZoneInfo(zone))
    later = today if today > now else datetime.combine(local.date() + DAY, at, ZoneInfo(zone))
    return later.astimezone(now.tzinfo)
