"""Taps on inline buttons, each of which the bot answers once and in time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from telegram.constants import CallbackQueryLimit

from tests.loopback.waiting import Bell
from tests.telegram_api.messages import Message
from tests.telegram_api.refusals import QUERY_TOO_OLD, bad_request


@dataclass(eq=False, slots=True)
class Tap:
    """A tap on a button, and what the person then sees over the chat."""

    id: str
    label: str
    message: Message = field(repr=False)
    tapped_at: datetime
    bell: Bell = field(repr=False)
    text: str = ""
    is_alert: bool = False
    url: str = ""
    copied: str = ""
    is_answered: bool = False
    took: float = 0.0
    """Seconds until it was answered."""

    async def answered(self) -> Tap:
        """Wait until the bot answered, so that the app stops showing that it waits."""
        await self.bell.until(lambda: self.is_answered, lambda: f"nobody answered the tap on {self.label!r}")
        return self


class Taps:
    """All taps so far."""

    def __init__(self, lifetime: timedelta) -> None:
        """`lifetime` is how long a tap can be answered."""
        self.lifetime = lifetime
        self._all: dict[str, Tap] = {}

    @property
    def unanswered(self) -> list[Tap]:
        """The taps that nobody has answered."""
        return [tap for tap in self._all.values() if not tap.is_answered]

    def add(self, tap: Tap) -> None:
        """Remember a tap."""
        self._all[tap.id] = tap

    def find(self, query_id: str) -> Tap:
        """The tap with this id."""
        return self._all[query_id]

    def answer(self, query_id: str, now: datetime, *, text: str, is_alert: bool, url: str) -> None:
        """Show the person what the bot answers, or refuse it as too late, done or never asked."""
        tap = self._all.get(query_id)
        if tap is None or tap.is_answered or now - tap.tapped_at > self.lifetime:
            raise bad_request(QUERY_TOO_OLD)
        if len(text) > CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH:
            raise bad_request("MESSAGE_TOO_LONG")
        tap.text, tap.is_alert, tap.url, tap.is_answered = text, is_alert, url, True
        tap.took = (now - tap.tapped_at).total_seconds()
        tap.bell.ring()
