"""An organizer with the app in her hand, on servers where thousands of others are told something meanwhile."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import perf_counter

from benchmarks.messages import ANSWERED_AFTER, AtDiscord, Messages
from tests.discord_people import OnDiscord
from tests.people import Supporter
from tests.telegram_api import TelegramApi
from tests.telegram_people import OnTelegram

NAME = "Eva"
LOOK_SECONDS = 0.02
QUIET_SECONDS = 0.4
"""What she sees has not changed for so long."""
LONGEST_ANSWER = 5.0
PATIENCE_SECONDS = 60.0
SECONDS_OF_TELLING = 40
"""How long it would take to tell them all: slow enough for somebody to tap meanwhile."""


@dataclass(frozen=True)
class WithOrganizer:
    """A messaging service, and the organizer who uses it too; `is_heard` once a bot listens there."""

    messages: Messages
    organizer: Supporter
    is_heard: Callable[[], bool]


class AtStrictTelegram:
    """Telegram with the apps of people, where one of them can tap."""

    platform = "telegram"
    known_again = None

    def __init__(self, people: int) -> None:
        """They all have written to the bot once."""
        self.api = TelegramApi(checks=False)
        self.api.server.latency = ANSWERED_AFTER
        self.api.server.keeps_calls = False
        self._people = [self.api.person(f"Person {number}") for number in range(people)]
        for person in self._people:
            person.chat.is_started = True
        self.ids = [person.id for person in self._people]

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[dict[str, str]]:
        """On a port of its own."""
        async with self.api as api:
            yield {
                "UNDERSIGNED_TELEGRAM_TOKEN": api.token,
                "UNDERSIGNED_TELEGRAM_API": api.url,
                "UNDERSIGNED_TELEGRAM_PACE": str(max(60, len(self.ids) // SECONDS_OF_TELLING)),
            }

    @property
    def arrived(self) -> int:
        """How many messages have come to them."""
        return sum(len(person.chat.messages) for person in self._people)

    def told(self) -> Counter[int]:
        """How often each was told."""
        return Counter({person.id: len(person.chat.messages) for person in self._people})


def at_telegram(people: int) -> WithOrganizer:
    """So many on Telegram, and the organizer."""
    messages = AtStrictTelegram(people)
    api = messages.api

    def look() -> object:
        return [(each.id, each.words, each.markup) for each in organizer.account.chat.from_bot]

    eyes = Eyes(look, lambda: api.world.updates.is_empty)
    organizer = OnTelegram(api, eyes.rest, NAME)
    return WithOrganizer(messages, organizer, lambda: api.world.updates.is_held)


def at_discord(people: int) -> WithOrganizer:
    """So many on Discord, and the organizer."""
    messages = AtDiscord(people, pace=max(60, people // SECONDS_OF_TELLING))
    world = messages.api.world

    def is_answered() -> bool:
        return all(each.is_shown or each.has_failed for each in world.interactions[-1:])

    def look() -> object:
        there = [each for each in organizer.account.dm.messages if each.author.is_bot]
        return [len(world.interactions), *((each.id, each.text, str(each.buttons)) for each in there)]

    organizer = OnDiscord(messages.api, Eyes(look, is_answered).rest, NAME)
    organizer.account.installs()
    return WithOrganizer(messages, organizer, lambda: bool(world.commands))


class Eyes:
    """What somebody sees; there is no bell for it, since the bot is another process and tells others all the time."""

    def __init__(self, look: Callable[[], object], is_answered: Callable[[], bool]) -> None:
        """Nothing was seen yet."""
        self._look = look
        self._is_answered = is_answered
        self._seen: object = None

    async def rest(self) -> None:
        """Wait until something else is to be seen, or it is answered without that, and stays so for a moment."""
        latest = perf_counter() + LONGEST_ANSWER
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not self._is_answered() or (self._is_same() and perf_counter() < latest):  # noqa: ASYNC110 – as above
                await asyncio.sleep(LOOK_SECONDS)
            while not self._is_same():
                self._seen = self._look()
                await asyncio.sleep(QUIET_SECONDS)

    def _is_same(self) -> bool:
        return self._look() == self._seen
