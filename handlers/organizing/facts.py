"""What is told of a petition in a line or two: each fact with its question, what stands there and how it is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from handlers.screens import FieldKind
from handlers.turn import Turn
from storage.organisations import Organisation
from storage.petitions import Petition


class FactName(StrEnum):
    """A fact, as buttons name it."""

    UNTIL = "until"
    ZONE = "zone"
    GOALS = "goals"
    TOPICS = "topics"
    BEHIND = "behind"
    CONTACT = "contact"
    LEGAL = "legal"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Fact:
    """One of them; its texts are translated where they are shown."""

    label: str
    question: str
    unset: str
    """The button that takes it out."""
    place: str
    """The verb of the screen on which it stands."""
    check: str
    most: int
    standing: Callable[[Turn, Petition, Organisation], str]
    """What was typed for it, or what would have to be; empty where nothing was."""
    usual: Callable[[Petition, Organisation], str]
    """What is said where nothing was typed."""
    keep: Callable[[Turn, Petition, str], str]
    """Keep what was typed; why that can't be, or nothing."""
    drop: Callable[[Turn, Petition, Organisation], None]
    kind: FieldKind = FieldKind.SHORT
    hint: Callable[[Turn], str] = lambda _turn: ""
    """What may help to answer."""
