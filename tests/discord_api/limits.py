"""How many requests are let through: per route and place, and of all together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.discord_api.refusals import Json
from tests.discord_api.world import Now

MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token", "interaction_token")
GENEROUS = (1_000_000, 1.0)
"""Where a test says nothing of limits."""
PLAIN = "*"


@dataclass(slots=True)
class Bucket:
    """What is left of one allowance."""

    limit: int
    window: timedelta
    hash: str
    resets_at: datetime
    used: int = 0

    def take(self, now: datetime) -> bool:
        """Take one request out, if there is one."""
        if now >= self.resets_at:
            self.used, self.resets_at = 0, now + self.window
        is_left = self.used < self.limit
        self.used += is_left
        return is_left

    def headers(self, now: datetime) -> dict[str, str]:
        """As every answer tells how things stand."""
        after = max(0.0, (self.resets_at - now).total_seconds())
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.limit - self.used),
            "X-RateLimit-Reset": f"{self.resets_at.timestamp():.3f}",
            "X-RateLimit-Reset-After": f"{after:.3f}",
            "X-RateLimit-Bucket": self.hash,
        }


@dataclass(slots=True)
class Verdict:
    """Whether a request may pass, and what its answer says of the limits."""

    headers: dict[str, str]
    refusal: Json | None = None


@dataclass(slots=True)
class Limits:
    """`per_route` names requests and seconds by `"POST /channels/{channel_id}/messages"`, or by `*` for all others.

    They are counted by the clock of the server: a client that waits in real time waits for nothing while that stands.
    """

    now: Now
    per_route: dict[str, tuple[int, float]] = field(default_factory=dict)
    per_second: int | None = None
    """Of all requests together, but for those about interactions."""
    _buckets: dict[tuple[str, ...], Bucket] = field(default_factory=dict)

    def judge(self, operation: str, params: dict[str, str]) -> Verdict:
        """Count a request."""
        now, bucket = self.now(), self._bucket(operation, params)
        if self.per_second is not None and not _is_of_interaction(params) and not self._of_all().take(now):
            return _refused(self._of_all(), now, "global")
        if not bucket.take(now):
            return _refused(bucket, now, "user")
        return Verdict(bucket.headers(now))

    def _bucket(self, operation: str, params: dict[str, str]) -> Bucket:
        allowance = self.per_route.get(operation) or self.per_route.get(PLAIN)
        if allowance is None:
            return self._fresh(operation, GENEROUS)
        key = (operation, *(params.get(name, "") for name in MAJOR))
        if key not in self._buckets:
            self._buckets[key] = self._fresh(operation, allowance)
        return self._buckets[key]

    def _fresh(self, operation: str, allowance: tuple[int, float]) -> Bucket:
        limit, seconds = allowance
        window = timedelta(seconds=seconds)
        name = hashlib.sha256(operation.encode()).hexdigest()[:32]
        return Bucket(limit, window, name, self.now() + window)

    def _of_all(self) -> Bucket:
        return self._buckets.setdefault(("global",), self._fresh("global", (self.per_second or 0, 1.0)))


def _is_of_interaction(params: dict[str, str]) -> bool:
    return "interaction_token" in params or "webhook_token" in params


def _refused(bucket: Bucket, now: datetime, scope: str) -> Verdict:
    wait = max(0.001, (bucket.resets_at - now).total_seconds())
    body = {"message": "You are being rate limited.", "retry_after": wait, "global": scope == "global"}
    headers = {**refusing_headers(wait, scope), **(bucket.headers(now) if scope != "global" else {})}
    return Verdict(headers, body)


def refusing_headers(wait: float, scope: str) -> dict[str, str]:
    """What a 429 of Discord itself, and not of what stands before it, says."""
    headers = {"Via": "1.1 google", "Retry-After": f"{wait:.3f}", "X-RateLimit-Scope": scope}
    return {**headers, "X-RateLimit-Global": "true"} if scope == "global" else headers
