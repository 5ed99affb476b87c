"""A kind of alert: what it shows, and by which manners it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypedDict, Unpack

from handlers.organizing.rights import Deed
from handlers.screens import Screen
from storage.follows import Topic

if TYPE_CHECKING:
    from handlers.alerts.lines import Told
    from handlers.alerts.telling import Telling

Tell = Callable[["Telling"], Screen | None]
InALine = Callable[["Telling"], "Told | None"]
HOURS, A_DAY, A_WEEK = timedelta(hours=2), timedelta(days=1), timedelta(days=7)


class Manners(TypedDict, total=False):
    """How a kind is told, as `AlertKind` explains it."""

    is_ending: bool
    is_asked_for: bool
    is_owed: bool
    again: bool
    late: timedelta
    apart: timedelta
    waits: bool
    rings: bool
    is_silent: bool
    most_a_day: int
    is_for_day: bool
    deed: Deed


@dataclass(frozen=True, slots=True)
class AlertKind:
    """`topic` is the kind of news that it is, which its button stops; NOTHING where it is told to one person alone.

    `tell` makes its screen, `line` says the same in a line; either gives None where there is nothing to tell any more.
    `is_ending` says how a petition ends: it is told in any case, and may ring in a group. `is_asked_for` is told even
    to those who chose a digest; `is_owed` as well, since they were told wrongly. `again` sends it once more where
    nobody knows whether it came. `late` is how old it may be when it is sent, `apart` how long after the last one of
    the same subject it comes; it `waits` for that, or is left to the news that are shown to whoever comes back. It
    `rings` also at night, since they are awake for it, or `is_silent` always, and comes at once either way. It comes
    `most_a_day` times to one person, whatever it is on, and where it `is_for_day` never at night: it is old by morning.
    Where a `deed` is named, it is for members alone who may still do that when they read it.
    """

    name: str
    topic: Topic
    tell: Tell
    line: InALine
    is_ending: bool = False
    is_asked_for: bool = False
    is_owed: bool = False
    again: bool = False
    late: timedelta = A_DAY
    apart: timedelta | None = None
    waits: bool = False
    rings: bool = False
    is_silent: bool = False
    most_a_day: int | None = None
    is_for_day: bool = False
    deed: Deed | None = None

    @property
    def is_alarm(self) -> bool:
        """Whether duty, and nothing else, begins and ends it."""
        return self.rings or self.is_silent


def alert(
    name: str, line: InALine, *, topic: Topic = Topic.NOTHING, **manners: Unpack[Manners]
) -> Callable[[Tell], AlertKind]:
    """Mark a function as the one that tells this kind of alert, and `line` as the one that says it in a line."""

    def mark(tell: Tell) -> AlertKind:
        return AlertKind(name, topic, tell, line, **manners)

    return mark
