"""What every messaging platform offers: seven members and a small closed family of receipts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Protocol

from config.settings import Settings
from handlers.offers import Offer
from handlers.router import Command
from handlers.screens import Action, Reply, Screen
from handlers.turn import Incoming
from storage.store import Store

Show = Callable[[Reply | None], Awaitable[None]]
"""How a platform shows a reply; None means that nothing is said."""


class Answer(Protocol):
    """What dispatch offers a platform."""

    async def __call__(self, incoming: Incoming, show: Show | None = None) -> Reply | None:
        """The reply to one incoming, committed; None where nothing is to be said.

        With `show` it is also shown: the replies to one person are handed over in the order of their turns, each as
        soon as it is committed, and a platform that takes time to show one keeps the next waiting itself.
        """


class Offering(Protocol):
    """What dispatch offers to be handed on in chats that are not ours."""

    async def __call__(self, incoming: Incoming, skip: int = 0, /) -> tuple[Offer, ...] | None:
        """Petitions that fit the words, at most ten after so many; None where nobody could look."""


async def no_offers(_incoming: Incoming, _skip: int = 0) -> tuple[Offer, ...] | None:
    """Where nothing is offered."""
    return ()


@dataclass(frozen=True, slots=True)
class Delivered:
    """The platform took it; `message` is its own name for it."""

    message: str


class Scope(Enum):
    """What has to wait: a message, all that goes to its chat (or what shares its pace), or all that the bot sends.

    SERVICE where nothing was done, and no limit was named: it may be the way there that is broken.
    """

    MESSAGE = auto()
    CHAT = auto()
    BOT = auto()
    SERVICE = auto()


@dataclass(frozen=True, slots=True)
class TryLater:
    """Not now; try again after this time, and let what it is of wait as long."""

    after: timedelta
    scope: Scope = Scope.MESSAGE


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


class CannotRun(Exception):
    """A platform can't run as it is configured; the message is one sentence for the operator."""


class Webhook(Protocol):
    """What is delivered to a platform over HTTP: where, with which secret, and who takes it."""

    @property
    def path(self) -> str:
        """The path of its address."""

    @property
    def secret_header(self) -> str:
        """The header that holds the secret."""

    def knows(self, secret: str) -> bool:
        """Whether the delivery has the right secret, compared in constant time."""

    async def deliver(self, update: object) -> bool:
        """Take one delivery; returns once it is committed, False where it has to come again."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a platform is opened in: `clock` gives aware times, `say` tells the operator, `menu` can be typed.

    `offer` finds petitions that somebody hands on in a chat that is not ours; `asks_role` tells for what the platform
    has to say whether a person governs the chat.
    """

    settings: Settings
    store: Store
    clock: Callable[[], datetime]
    menu: tuple[Command, ...]
    say: Callable[[str], None]
    offer: Offering
    asks_role: Callable[[Incoming], bool]


@dataclass(frozen=True, slots=True)
class Opened:
    """A platform that is ready to run, and the webhook it wants served, where it wants one."""

    platform: Platform
    webhook: Webhook | None = None


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is said unasked, as far as the platform knows such things.

    `replaces` is a message of before that shows it from now on. The same `nonce` soon again sends a message once.
    `calls` is a role of those who asked to be called, by the platform's id; `publishes` passes it on to whoever
    follows that channel from elsewhere.
    """

    is_silent: bool = False
    replaces: str = ""
    nonce: str = ""
    calls: str = ""
    publishes: bool = False


PLAINLY = Manner()


class Platform(Protocol):
    """A messaging platform; a folder in `bot/` with a `platform.py` that has a class like this."""

    @property
    def name(self) -> str:
        """The word by which settings and the store know it."""

    @property
    def knows_again_within(self) -> timedelta:
        """How long it knows a message by its nonce, and takes it once; nothing where it knows no such thing."""

    async def run(self, answer: Answer) -> None:
        """Turn what people do into turns and show the replies, until there is nothing more to come."""

    async def deliver(self, address: str, screen: Screen, manner: Manner = PLAINLY) -> Receipt:
        """Show a screen to one address, unasked; Gone where nobody is there, or a message that it replaces is not."""

    async def take_away(self, address: str, message: str) -> Receipt:
        """Let a message go that we have sent, where the platform still can."""

    def pace_of(self, address: str) -> str:
        """What shares one pace with this address: of messages to it, one is edited after the other."""

    def invite(self, action: Action) -> str:
        """A link, or words to type, that lead a newcomer to the action."""
