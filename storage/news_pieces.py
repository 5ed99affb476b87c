"""A piece of news as its organizers see it, in whatever state: what it says, and what stands around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from storage.campaign_updates import VICTORY
from storage.marks import mark_of
from storage.organisations import Source


class NewsState(StrEnum):
    """Who sees a piece of news."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class NewsPart(StrEnum):
    """What is written of it, in each language."""

    TITLE = "title"
    CHANGED = "what_changed"
    UNSOLVED = "not_solved"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class NewsWords:
    """What it says in one language."""

    title: str
    text: str = ""
    what_changed: str = ""
    not_solved: str = ""

    def part(self, part: NewsPart) -> str:
        """What stands in one of its parts."""
        return str(getattr(self, part.value))

    def mark(self, part: NewsPart) -> str:
        """Names what stands there."""
        return mark_of(self.part(part))


@dataclass(frozen=True, slots=True)
class NewsConflict:
    """Somebody else has written this part since: nothing was overwritten. `standing` is what stands there now."""

    standing: NewsWords


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of news in whatever state; `words` are those of the language it was written in first."""

    id: int
    petition_id: int
    organisation_id: int
    zone: str
    is_sample: bool
    kind: str
    state: NewsState
    locale: str
    happened_on: date
    words: NewsWords
    event: str
    correction: str
    withdrawn_for: str
    sources: tuple[Source, ...]
    is_full: bool
    next_petition_id: int | None
    decision_maker_id: int | None

    @property
    def is_draft(self) -> bool:
        """Whether its organizers alone know of it."""
        return self.state is NewsState.DRAFT

    @property
    def is_published(self) -> bool:
        """Whether others read it."""
        return self.state is NewsState.PUBLISHED

    @property
    def is_victory(self) -> bool:
        """Whether it says that something was won."""
        return self.kind == VICTORY

    def today(self, now: datetime) -> date:
        """The day it is where its petition is."""
        return now.astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True, slots=True)
class Begun:
    """What a piece of news begins with."""

    kind: str
    locale: str
    words: NewsWords
    happened_on: date
    sources: tuple[Source, ...] = ()
    is_full: bool = False
    event: str = ""
    decision_maker_id: int | None = None
    others: Mapping[str, NewsWords] = field(default_factory=dict)
    """What it says in other languages."""
