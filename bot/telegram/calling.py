"""Calls to the Bot API: what is harmless, what is tried again, and what each fault means for a message.

The one place that knows Telegram's words for faults. Their source: https://github.com/tdlib/telegram-bot-api and the
library's `telegram.error`, where BadRequest and TimedOut are kinds of NetworkError, so that they are looked at first.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar

import structlog
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.platforms import Gone, Receipt, Refused, Scope, TryLater, Unknown
from bot.telegram.transport import ServerFault, Unsent

T = TypeVar("T")
Sleep = Callable[[float], Awaitable[object]]
PAUSES = (0.2, 1.0, 3.0)
UNTIL_MENDED = timedelta(minutes=1)
"""Before anything is tried again where the token is wrong, or somebody else uses it."""
LONGEST_WAIT = 60.0
"""A reply waits at most so many seconds for a limit of Telegram's to end."""
_HARMLESS = ("message is not modified", "query is too old", "message to delete not found")
_NOT_EDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "no text in the message to edit",
    "no caption in the message to edit",
    "message_id_invalid",
)
_UNREADABLE = ("can't parse entities", "can't parse caption entities", "unsupported start tag")
_GONE = (
    "chat not found",
    "peer_id_invalid",
    "user not found",
    "chat_write_forbidden",
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "deactivated",
    "topic_closed",
    "message thread not found",
)

log = structlog.get_logger()


class Fault(StrEnum):
    """What a call that failed means for whoever made it."""

    NOT_EDITABLE = "not editable"
    UNREADABLE = "unreadable"
    GONE = "gone"
    LATER = "later"
    UNKNOWN = "unknown"
    REFUSED = "refused"


class CallFailed(Exception):
    """A call came to nothing, or nobody can know; `after` is how long a limit lasts, and `scope` what it is of."""

    def __init__(self, fault: Fault, kind: str, after: timedelta = timedelta(), scope: Scope = Scope.SERVICE) -> None:
        super().__init__(fault)
        self.fault, self.kind, self.after, self.scope = fault, kind, after, scope

    @property
    def receipt(self) -> Receipt:
        """The same as the outbox has it."""
        match self.fault:
            case Fault.GONE:
                return Gone()
            case Fault.LATER:
                return TryLater(self.after, self.scope)
            case Fault.UNKNOWN:
                return Unknown()
            case _:
                return Refused(self.kind)


class Moved(Exception):
    """A group became a supergroup; this is where it is now."""

    def __init__(self, chat_id: int) -> None:
        super().__init__("the group has a new id")
        self.chat_id = chat_id


async def call(
    make: Callable[[], Awaitable[T]],
    *,
    may_repeat: bool,
    sleep: Sleep = asyncio.sleep,
    longest_wait: float = LONGEST_WAIT,
) -> T | None:
    """What the call returns, or None where its fault is harmless. Raises CallFailed or Moved.

    `may_repeat` where doing it twice is the same as doing it once; else a call is made again only if it did nothing.
    A limit of Telegram's is waited for if it ends within `longest_wait` seconds.
    """
    pauses = iter(PAUSES)
    while True:
        try:
            return await make()
        except TelegramError as error:
            if _is_harmless(error):
                return None
            pause = _pause(error, pauses, longest_wait, may_repeat=may_repeat)
        await sleep(pause)


def _is_harmless(error: TelegramError) -> bool:
    return isinstance(error, BadRequest) and any(words in error.message.lower() for words in _HARMLESS)


def _pause(error: TelegramError, pauses: Iterator[float], longest_wait: float, *, may_repeat: bool) -> float:
    """How long to wait before the next try. Raises CallFailed or Moved where there is none."""
    if isinstance(error, ChatMigrated):
        raise Moved(error.new_chat_id) from None
    if isinstance(error, RetryAfter):
        return _limit(error, pauses, longest_wait)
    pause = next(pauses, None) if _surely_nothing_done(error) or (may_repeat and _is_passing(error)) else None
    if pause is None:
        raise failure(error) from None
    return pause


def _limit(error: RetryAfter, pauses: Iterator[float], longest_wait: float) -> float:
    seconds = _seconds(error)
    if seconds > longest_wait or next(pauses, None) is None:
        raise failure(error) from None
    return seconds


def _surely_nothing_done(error: TelegramError) -> bool:
    return isinstance(error, Unsent | ServerFault)


def _is_passing(error: TelegramError) -> bool:
    return isinstance(error, NetworkError) and not isinstance(error, BadRequest)


def failure(error: TelegramError) -> CallFailed:
    """The library's error as what it means."""
    kind = type(error).__name__
    match error:
        case RetryAfter():
            return CallFailed(Fault.LATER, kind, timedelta(seconds=_seconds(error)), Scope.CHAT)
        case Forbidden():
            return CallFailed(Fault.GONE, kind)
        case BadRequest():
            return CallFailed(_of_bad_request(error.message.lower()), _refusal(error.message))
        case Unsent() | ServerFault():
            return CallFailed(Fault.LATER, kind, timedelta(seconds=PAUSES[-1]))
        case InvalidToken() | Conflict():
            return CallFailed(Fault.LATER, kind, UNTIL_MENDED)
        case _:
            return CallFailed(Fault.UNKNOWN, kind)


def _of_bad_request(words: str) -> Fault:
    for known, fault in ((_NOT_EDITABLE, Fault.NOT_EDITABLE), (_UNREADABLE, Fault.UNREADABLE), (_GONE, Fault.GONE)):
        if any(each in words for each in known):
            return fault
    return Fault.REFUSED


def _refusal(words: str) -> str:
    """Telegram's words up to the first quotation, which could repeat somebody's."""
    return words.split('"')[0].strip()[:80]


def _seconds(error: RetryAfter) -> float:
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)
