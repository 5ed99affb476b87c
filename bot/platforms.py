"""What every messaging platform offers: four members and a small closed family of receipts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from handlers.screens import Action, Reply, Screen
from handlers.turn import Incoming

Answer = Callable[[Incoming], Awaitable[Reply | None]]
"""What dispatch offers a platform; None means that nothing is said."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """The platform took it; `message` is its own name for it."""

    message: str


@dataclass(frozen=True, slots=True)
class TryLater:
    """Not now; try again after this time."""

    after: timedelta


@dataclass(frozen=True, slots=True)
class Gone:
    """Nobody is there any more; never try this address again."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform will not take this message, however often it is tried."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may or may not have arrived."""


Receipt = Delivered | TryLater | Gone | Refused | Unknown


class Platform(Protocol):
    """A messaging platform; a folder in `bot/` with a `platform.py` that has a class like this."""

    @property
    def name(self) -> str:
        """The word by which settings and the store know it."""

    async def run(self, answer: Answer) -> None:
        """Turn what people do into turns and show the replies, until there is nothing more to come."""

    async def deliver(self, address: str, screen: Screen) -> Receipt:
        """Show a screen to one address, unasked."""

    def invite(self, action: Action) -> str:
        """A link, or words to type, that lead a newcomer to the action."""
