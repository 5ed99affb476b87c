"""What is told of a petition in a line or two: each fact with its question, what stands there and how it is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from handlers.screens import FieldKind
from handlers.turn import Turn
from storage.drafting_parts import DraftingParts
from storage.organisations import Organisation
from storage.petitions import Petition

T = TypeVar("T")


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
class Fact(Generic[T]):
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
    read: Callable[[str], T]
    """What was typed, and taken by the rule of its field, as it is kept."""
    put: Callable[[DraftingParts, Petition, T], object]
    without: Callable[[Organisation], T]
    """What is kept where nothing is typed."""
    refusal: Callable[[Turn, Petition, T], str] = lambda _turn, _petition, _value: ""
    """Why it can't be kept here and now; empty where it can."""
    kind: FieldKind = FieldKind.SHORT
    hint: Callable[[Turn], str] = lambda _turn: ""
    """What may help to answer."""

    def keep(self, turn: Turn, petition: Petition, typed: str) -> str:
        """Keep what was typed; why that can't be, or nothing."""
        value = self.read(typed)
        problem = self.refusal(turn, petition, value)
        if not problem:
            self.put(turn.store.drafted_parts, petition, value)
        return problem

    def drop(self, turn: Turn, petition: Petition, organisation: Organisation) -> None:
        """Nothing of it stands there any more, or the usual."""
        self.put(turn.store.drafted_parts, petition, self.without(organisation))
