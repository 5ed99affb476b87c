"""How many messages Telegram lets through: of one bot altogether, to one person, and to one group.

What is known of it: about 30 messages a second altogether, one a second in one chat where a few may come faster, and
20 a minute in one group (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). Whoever is
refused is told for how long, and nothing passes there meanwhile. Answers to taps, edits and questions are not counted.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.telegram_api.refusals import Refused, too_many_requests
from tests.telegram_api.world import World

COUNTED = frozenset({"sendMessage", "sendPhoto", "sendDocument", "sendMediaGroup", "forwardMessage", "copyMessage"})
ALTOGETHER, TO_A_PERSON, TO_A_GROUP = "altogether", "to a person", "to a group"
ALLOWED = {ALTOGETHER: (30, 1.0), TO_A_PERSON: (3, 3.0), TO_A_GROUP: (20, 60.0)}
"""How many a bucket holds, and in how many seconds it fills again."""


@dataclass(slots=True)
class Bucket:
    """What is left of one allowance."""

    holds: int
    fills_in: float
    at: datetime
    left: float
    shut_until: datetime

    def fills(self, now: datetime) -> None:
        """Time has passed."""
        self.left = min(self.holds, self.left + (now - self.at).total_seconds() * self.holds / self.fills_in)
        self.at = now

    def waits(self, now: datetime) -> int:
        """For how many whole seconds nothing passes; none where something does."""
        self.fills(now)
        if now >= self.shut_until and self.left < 1:
            seconds = math.ceil((1 - self.left) * self.fills_in / self.holds)
            self.shut_until = now + timedelta(seconds=seconds)
        return max(0, math.ceil((self.shut_until - now).total_seconds()))


@dataclass(slots=True)
class Limits:
    """Counts what is sent in a world, while `is_on`."""

    world: World
    is_on: bool = False
    passed: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    """How often each allowance was used up."""
    _buckets: dict[tuple[str, object], Bucket] = field(default_factory=dict)

    def refusal(self, method: str, chat_id: int | str | None) -> Refused | None:
        """What the bot is told instead, where this is too much."""
        if not self.is_on or method not in COUNTED:
            return None
        now = self.world.now()
        buckets = {name: self._bucket(name, key, now) for name, key in self._counted_by(chat_id).items()}
        for name, bucket in buckets.items():
            if seconds := bucket.waits(now):
                self.refused[name] += 1
                return too_many_requests(seconds)
        for bucket in buckets.values():
            bucket.left -= 1
        self.passed += 1
        return None

    def _counted_by(self, chat_id: int | str | None) -> dict[str, object]:
        chat = self.world.chat(chat_id) if chat_id is not None else None
        is_private = chat is None or chat.is_private
        return {TO_A_PERSON if is_private else TO_A_GROUP: chat_id, ALTOGETHER: None}

    def _bucket(self, name: str, key: object, now: datetime) -> Bucket:
        holds, fills_in = ALLOWED[name]
        return self._buckets.setdefault((name, key), Bucket(holds, fills_in, now, holds, now))
