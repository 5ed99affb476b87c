"""Rules in local time and the moments they mean, so that no day of a clock change tells twice or never.

A local time that does not exist is the first moment after the gap; one that comes twice is the first of the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from whenever import Instant, PlainDateTime

A_DAY = timedelta(days=1)
DAYS_OF_WEEK = range(1, 8)
MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Once:
    """At one local date and time."""

    day: date
    at: time

    def next_day(self, since: date) -> date | None:
        """The first day, from this one on, that it falls on; None where there is none left."""
        return self.day if since <= self.day else None


@dataclass(frozen=True, slots=True)
class Weekly:
    """On some days of each week, 1 for Monday to 7 for Sunday."""

    days: frozenset[int]
    at: time

    def __post_init__(self) -> None:
        """Raises ValueError for a rule that never comes."""
        if not self.days or not self.days <= set(DAYS_OF_WEEK):
            raise ValueError("a weekly rule names days from 1 to 7")

    def next_day(self, since: date) -> date | None:
        """The first day, from this one on, that it falls on."""
        ahead = min((wanted - since.isoweekday()) % 7 for wanted in self.days)
        return since + timedelta(days=ahead)


@dataclass(frozen=True, slots=True)
class EveryDays:
    """On its first day, and every so many days after it."""

    every: int
    first: date
    at: time

    def __post_init__(self) -> None:
        """Raises ValueError for a number of days that means nothing."""
        if not 1 <= self.every <= MOST_DAYS:
            raise ValueError(f"a rule comes every 1 to {MOST_DAYS} days")

    def next_day(self, since: date) -> date | None:
        """The first day, from this one on, that it falls on."""
        if since <= self.first:
            return self.first
        return since + timedelta(days=-(since - self.first).days % self.every)


Rule = Once | Weekly | EveryDays


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a rule comes: the local date and time that name it, and the moment it means."""

    local: str
    moment: datetime


def occurrences(rule: Rule, zone: str, since: date) -> Iterator[Occurrence]:
    """Each time that a rule comes, from a local day on, in order."""
    day = rule.next_day(since)
    while day is not None:
        local = datetime.combine(day, rule.at)
        yield Occurrence(local.isoformat(timespec="minutes"), moment_of(local, zone))
        day = rule.next_day(day + A_DAY)


def first_after(rule: Rule, zone: str, now: datetime) -> Occurrence | None:
    """The next time that a rule comes; None where it comes no more."""
    coming = occurrences(rule, zone, local_time(now, zone).date() - A_DAY)
    return next((each for each in coming if each.moment > now), None)


def moment_of(local: datetime, zone: str) -> datetime:
    """The moment that a local date and time mean in an IANA zone, in UTC."""
    plain = PlainDateTime(local)
    found = plain.assume_tz(zone, disambiguation="earlier")
    if found.to_plain() != plain:
        after_the_gap = found.next_transition()
        assert after_the_gap is not None, "what skips a local time is a transition"
        found = after_the_gap
    return found.to_instant().to_stdlib().astimezone(UTC)


def is_on_the_clock(local: datetime, zone: str) -> bool:
    """Whether the clocks of an IANA zone ever show this local date and time: in spring they skip an hour."""
    return local_time(moment_of(local, zone), zone) == local


def skipped(rule: Rule, zone: str, now: datetime, within: timedelta = A_DAY * MOST_DAYS) -> Occurrence | None:
    """The next time that the clocks skip: it then comes at the first moment after the gap; None where all are shown."""
    for each in occurrences(rule, zone, local_time(now, zone).date()):
        if each.moment > now + within:
            return None
        if not is_on_the_clock(datetime.fromisoformat(each.local), zone):
            return each
    return None


def local_time(moment: datetime, zone: str) -> datetime:
    """What the clocks of an IANA zone show then, without the zone."""
    return Instant(moment).to_tz(zone).to_plain().to_stdlib()


def written(rule: Rule) -> dict[str, Any]:
    """A rule as plain values."""
    at = rule.at.isoformat(timespec="minutes")
    match rule:
        case Once(day):
            return {"once": day.isoformat(), "at": at}
        case Weekly(days):
            return {"weekly": sorted(days), "at": at}
        case EveryDays(every, first):
            return {"every_days": every, "from": first.isoformat(), "at": at}


def read(values: Mapping[str, Any]) -> Rule:
    """The rule that was written so. Raises KeyError or ValueError where that is none."""
    at = time.fromisoformat(values["at"])
    if "once" in values:
        return Once(date.fromisoformat(values["once"]), at)
    if "weekly" in values:
        return Weekly(frozenset(values["weekly"]), at)
    return EveryDays(values["every_days"], date.fromisoformat(values["from"]), at)
