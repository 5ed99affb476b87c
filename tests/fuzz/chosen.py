"""What people chose, as they tapped and typed it themselves: the model the program is held against."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from tests.fuzz.words import marks_in, squeezed

COUNTED, INITIALS, NAME, REASON = "counted", "initials", "name", "reason"


@dataclass(frozen=True)
class Chosen:
    """How somebody wants to be shown under one petition, and what became of that signature."""

    show: str = COUNTED
    name: str = ""
    place: str = ""
    reason: str = ""
    state: str = "counted"
    is_reason_read: bool = False
    """Whether a moderator said yes to the reason, or none had to."""
    order: int = 0

    def for_others(self) -> str:
        """All that anybody else may read of it."""
        if self.state != "counted" or self.show == COUNTED:
            return ""
        name = "" if self.show == INITIALS else self.name
        return "\n".join((name, self.place, self.reason if self.is_reason_read else ""))

    def again(self) -> Chosen:
        """The same, offered for another petition: never with a reason."""
        return replace(self, show=NAME, reason="") if self.show == REASON else self


def chosen_by(answers: dict[str, str], *, order: int = 0, state: str = "counted") -> Chosen:
    """The answers of the naming form."""
    show = answers["show"]
    reason = answers.get("reason", "") if show == REASON else ""
    marks = marks_in(reason)
    harmless = bool(marks) and all(mark.endswith("th") for mark in marks)
    return Chosen(show, answers.get("name", ""), answers.get("place", ""), reason, state, harmless, order)


@dataclass
class Known:
    """A petition as it was planted, and how many have signed it since."""

    id: int
    count: int
    closes_at: datetime | None
    is_open: bool
    at_risk: bool

    def can_be_signed(self, now: datetime) -> bool:
        """Whether it takes signatures."""
        return self.is_open and (self.closes_at is None or now < self.closes_at)


@dataclass
class Written:
    """A comment, and whether a moderator published it."""

    person: str
    author: str
    text: str
    is_published: bool = False

    def is_same(self, author: str, text: str) -> bool:
        """Whether these are its words."""
        return (self.author, self.text) == (squeezed(author), squeezed(text))
