"""One call to Discord: its faults as a small closed family, and a brake long before Discord's ban of an address."""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any, TypeVar

import aiohttp
from discord import HTTPException, RateLimited

from bot.platforms import Gone, Receipt, Refused, Scope, TryLater, Unknown

T = TypeVar("T")

PATIENCE_SECONDS = 30.0
"""After so long a call counts as lost."""
WATCHED_SECONDS = 600.0
MOST_REFUSED = 5_000
"""Discord bans an address for 10,000 answers of 401, 403 or 429 in ten minutes
(https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans)."""
_COUNTED = {401, 403, 429}
_RATE_LIMITED, _SERVER = 429, 500
_USUAL_PAUSE = timedelta(seconds=30)


class Fault(StrEnum):
    """Why a call failed, as far as it matters to whoever made it."""

    TOO_LATE = "too late"
    ANSWERED = "answered before"
    GONE = "gone"
    REFUSED = "refused"
    FORBIDDEN = "forbidden"
    LIMITED = "limited"
    UNKNOWN = "unknown"


NO_ANSWER = (HTTPException, OSError, aiohttp.ClientError, ValueError, LookupError, TypeError)
"""What is raised where nothing comes back of which anything could be made; the last three are of what can't be read."""
NOT_NOW = {Fault.LIMITED, Fault.UNKNOWN}
"""Faults that say nothing of what comes of the same call a while later."""
_FAULTS = {
    10062: Fault.TOO_LATE,
    10015: Fault.TOO_LATE,
    50027: Fault.TOO_LATE,
    40060: Fault.ANSWERED,
    10003: Fault.GONE,
    10004: Fault.GONE,
    10008: Fault.GONE,
    10011: Fault.GONE,
    10013: Fault.GONE,
    50033: Fault.GONE,
    50001: Fault.FORBIDDEN,
    50007: Fault.FORBIDDEN,
    50013: Fault.FORBIDDEN,
}
"""Discord's own codes (https://discord.com/developers/docs/topics/opcodes-and-status-codes#json)."""
_REASONS = {
    50007: "they do not take messages from this bot",
    50001: "the bot may not see this channel",
    50013: "the bot may not do that here",
}
_LONG_PAUSES = {30046: timedelta(minutes=10), 50083: timedelta(hours=1)}
"""Edits of an old message are few in an hour, and an archived thread takes none until somebody writes there."""


_OF_THE_BOT = {40003}
"""Direct messages are opened too fast."""
_SCOPE, _RETRY_AFTER = "X-RateLimit-Scope", "Retry-After"
"""https://discord.com/developers/docs/topics/rate-limits#header-format"""
_OF_ONE_PLACE = {"user", "shared"}


class CallFailed(Exception):
    """A call that Discord did not take; `kind` says nothing of what was sent."""

    def __init__(self, fault: Fault, kind: str, after: timedelta = _USUAL_PAUSE, scope: Scope = Scope.MESSAGE) -> None:
        """`after` is how long to wait before the same is tried again, and `scope` what waits beside it."""
        super().__init__(f"{fault}: {kind}")
        self.fault, self.kind, self.after, self.scope = fault, kind, after, scope

    @property
    def receipt(self) -> Receipt:
        """What it means for a delivery."""
        match self.fault:
            case Fault.GONE | Fault.FORBIDDEN:
                return Gone()
            case Fault.LIMITED:
                return TryLater(self.after, self.scope)
            case Fault.UNKNOWN:
                return Unknown()
            case _:
                return Refused(self.kind)


@dataclass
class Brake:
    """Counts what Discord refused lately, and stops calls when it was too much."""

    clock: Callable[[], float] = time.monotonic
    _refused: deque[float] = field(default_factory=lambda: deque(maxlen=MOST_REFUSED))
    _all_limited_until: float = -math.inf

    def counts(self, status: int, limits_all_for: float | None = None) -> None:
        """An answer came; it may limit all calls for so many seconds."""
        if status in _COUNTED:
            self._refused.append(self.clock())
        if limits_all_for is not None:
            self._all_limited_until = self.clock() + limits_all_for

    @property
    def scope(self) -> Scope:
        """What a limit is of that was just told: the library says for how long, and not of what."""
        return Scope.BOT if self.clock() < self._all_limited_until else Scope.CHAT

    @property
    def pause(self) -> timedelta | None:
        """How long nothing may be sent; None where all is well."""
        if len(self._refused) < MOST_REFUSED:
            return None
        left = self._refused[0] + WATCHED_SECONDS - self.clock()
        return timedelta(seconds=left) if left > 0 else None

    def trace(self) -> aiohttp.TraceConfig:
        """What tells a session's answers to the brake."""
        config = aiohttp.TraceConfig()

        async def ended(_session: Any, _context: Any, params: aiohttp.TraceRequestEndParams) -> None:
            self.counts(params.response.status, _limits_all_for(params.response))

        config.on_request_end.append(ended)
        return config


async def call(request: Callable[[], Awaitable[T]], brake: Brake) -> T:
    """Make one call. Raises CallFailed and nothing else."""
    if (pause := brake.pause) is not None:
        raise CallFailed(Fault.LIMITED, "too much was refused lately", pause, Scope.BOT)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await request()
    except RateLimited as limited:
        raise CallFailed(Fault.LIMITED, "429", timedelta(seconds=limited.retry_after), brake.scope) from None
    except HTTPException as error:
        raise failure(error) from None
    except (OSError, aiohttp.ClientError, ValueError) as error:  # a timeout is an OSError, and broken JSON a ValueError
        raise CallFailed(Fault.UNKNOWN, type(error).__name__) from None


def failure(error: HTTPException) -> CallFailed:
    """What an answer of Discord's means."""
    if (pause := _LONG_PAUSES.get(error.code)) is not None:
        return CallFailed(Fault.LIMITED, f"code {error.code}", pause)
    if error.status == _RATE_LIMITED:
        return _limited(error.response.headers)
    if error.code in _OF_THE_BOT:
        return CallFailed(Fault.LIMITED, f"code {error.code}", scope=Scope.BOT)
    if error.status >= _SERVER:
        return CallFailed(Fault.UNKNOWN, str(error.status))
    fault = _FAULTS.get(error.code, Fault.REFUSED)
    return CallFailed(fault, _REASONS.get(error.code, f"{error.status}, code {error.code}"))


def _limited(headers: Mapping[str, str]) -> CallFailed:
    """Where no scope is named it was not Discord itself, but what stands before it, which refuses the whole address."""
    scope = Scope.CHAT if headers.get(_SCOPE) in _OF_ONE_PLACE else Scope.BOT
    return CallFailed(Fault.LIMITED, "429", _told(headers) or _USUAL_PAUSE, scope)


def _limits_all_for(response: aiohttp.ClientResponse) -> float | None:
    if response.status != _RATE_LIMITED or response.headers.get(_SCOPE) != "global":
        return None
    return (_told(response.headers) or _USUAL_PAUSE).total_seconds()


def _told(headers: Mapping[str, str]) -> timedelta | None:
    """How long to wait, where it is told in seconds."""
    try:
        return timedelta(seconds=float(headers.get(_RETRY_AFTER, "")))
    except (ValueError, OverflowError):
        return None
