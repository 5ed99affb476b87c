"""A platform of which only is seen what it was given to deliver: to whom, what, and whether with a sound."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from bot.platforms import PLAINLY, Answer, Delivered, Manner, Receipt
from handlers.screens import Action, Screen


@dataclass(frozen=True, slots=True)
class Letter:
    """What somebody got."""

    platform: str
    screen: Screen
    is_silent: bool
    is_edit: bool = False
    """Whether it took the place of one that they had."""


@dataclass
class Post:
    """Takes everything; `letters` are those of each address."""

    name: str
    letters: dict[str, list[Letter]] = field(default_factory=lambda: defaultdict(list))
    knows_again_within: timedelta = timedelta()

    async def run(self, answer: Answer) -> None:
        """Nobody does anything here."""

    async def deliver(self, address: str, screen: Screen, manner: Manner = PLAINLY) -> Receipt:
        """It came."""
        self.letters[address].append(Letter(self.name, screen, manner.is_silent, bool(manner.replaces)))
        return Delivered(str(sum(map(len, self.letters.values()))))

    async def take_away(self, address: str, message: str) -> Receipt:
        """It is gone."""
        return Delivered(message)

    def pace_of(self, address: str) -> str:
        """Each has its own."""
        return address

    def invite(self, action: Action) -> str:
        """Nobody is invited."""
        return ""
