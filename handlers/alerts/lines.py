"""A piece of news as one line: in a digest, and before somebody who comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from config.texts import _, n_
from handlers.labels import in_pairs, short
from handlers.screens import Action, Button, Rows, rows_of, to
from storage.broadcast_rows import Broadcast
from storage.petitions import Petition

if TYPE_CHECKING:
    from handlers.alerts.telling import Telling

MOST_LINES = 8
MOST_TITLED = 4


@dataclass(frozen=True, slots=True)
class Told:
    """What happened and when, and where it is read; what tells of an at-risk petition `is_guarded`."""

    day: str
    what: str
    title: str
    action: Action
    is_sample: bool
    is_guarded: bool = False

    @property
    def line(self) -> str:
        """All of it, with its date first."""
        return _("{day}: {what}", day=self.day, what=self.what)


def line_on(telling: Telling, petition: Petition, what: str, action: Action | None = None, title: str = "") -> Told:
    """A line on a petition, which leads to it or to what is said of it under a title of its own."""
    day = telling.day(telling.news.raised_at, petition.zone)
    leads_to, title = action or to("petition", petition.id), title or petition.title
    return Told(day, what, title, leads_to, petition.is_sample, petition.at_risk)


def line_on_broadcast(
    telling: Telling, found: Broadcast, what: str, action: Action, title: str = "", *, is_guarded: bool = False
) -> Told:
    """A line on a broadcast, under its title or another."""
    day = telling.day(telling.news.raised_at, found.zone)
    return Told(day, what, title or found.title, action, found.is_sample, is_guarded)


def in_lines(told: list[Told], others: int) -> tuple[str, ...]:
    """One line each, numbered where its buttons are, and how many more there are."""
    lines = [each.line for each in told] if _is_titled(told) else _numbered(told)
    return (*lines, *((n_("And {n} more.", "And {n} more.", others),) if others > 0 else ()))


def rows_to(told: list[Told]) -> Rows:
    """A button each."""
    return _titled_rows(told) if _is_titled(told) else _numbered_rows(told)


def _is_titled(told: list[Told]) -> bool:
    return len(told) <= MOST_TITLED and len({short(each.title) for each in told}) == len(told)


def _numbered(told: list[Told]) -> list[str]:
    return [_("{n}. {title}", n=place, title=each.line) for place, each in enumerate(told, 1)]


def _titled_rows(told: list[Told]) -> Rows:
    return in_pairs(tuple(Button(short(each.title), each.action) for each in told))


def _numbered_rows(told: list[Told]) -> Rows:
    buttons = tuple(Button(_("Open {n}", n=place), each.action) for place, each in enumerate(told, 1))
    return rows_of(buttons[:4], buttons[4:])
