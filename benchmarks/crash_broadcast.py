"""`undersigned run` killed with SIGKILL at random moments while thousands are told, and restarted at once.

Exit code 1 where somebody was left out, or where more were told twice than were in flight at the kills: their message
had come, and was not yet answered, or answered so shortly before that this could not be written down. At each kill
they are no more than the bot ever has in flight. Discord knows a message again that is sent twice, so that nobody may
be told twice there; some must have come again, since the kills else tell nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Protocol

from benchmarks.bot_api import SENT, TOKEN, BotApi, Json, Watcher, Wire
from benchmarks.processes import ended, settings, started, undersigned_run
from benchmarks.report import Figure, report
from benchmarks.taps import FIRST_PERSON
from benchmarks.telling import beside, plant_followers, progress, tell
from bot.outbox.bringing import MOST_IN_FLIGHT
from bot.outbox.outcomes import EVERY_SECONDS
from tests.discord_api import DiscordApi, Person
from tests.discord_api.world import real_now

PATIENCE_SECONDS = 180.0
ANSWERED_AFTER = 0.02
"""Seconds in which a message stands at Telegram before it is answered."""
COMMIT_SECONDS = 0.05
"""How long it takes at most, on a machine with other work, to write down what was answered."""
LOOK_SECONDS = 0.003
EARLY = 0.1
"""How many lives end while they begin."""
LONGEST_BEGINNING = 2.0


@dataclass(frozen=True, slots=True)
class InFlight:
    """Messages that had come at a kill: not answered, or answered within the last batch of receipts."""

    unanswered: int
    just_answered: int


class Messages(Protocol):
    """A messaging service with people who are told something."""

    @property
    def platform(self) -> str:
        """Its name."""

    @property
    def ids(self) -> Sequence[int]:
        """Of all who are to be told."""

    def listening(self) -> AbstractAsyncContextManager[dict[str, str]]:
        """The settings of a bot that speaks to it, for as long as it listens."""

    @property
    def arrived(self) -> int:
        """How many messages have come."""

    @property
    def known_again(self) -> int | None:
        """How many came once more and were known again; None where none ever is."""

    def in_flight(self) -> InFlight:
        """Those of them that a bot that ends now can't have written down."""

    def told(self) -> Counter[int]:
        """How often each was told."""


class AtTelegram(Watcher):
    """Telegram, which takes every message as a new one."""

    platform = "telegram"
    known_again = None

    def __init__(self, people: int) -> None:
        """Nobody is told yet."""
        self.ids = range(FIRST_PERSON, FIRST_PERSON + people)
        self._came: list[tuple[int, float]] = []

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[dict[str, str]]:
        """On a port of its own."""
        async with Slow(self).listening() as address:
            yield {
                "UNDERSIGNED_TELEGRAM_TOKEN": TOKEN,
                "UNDERSIGNED_TELEGRAM_API": address,
                "UNDERSIGNED_TELEGRAM_PACE": "10000",
            }

    def is_called(self, method: str, values: Json) -> None:
        """A message came, and is answered soon."""
        if method in SENT:
            self._came.append((int(values["chat_id"]), perf_counter()))

    @property
    def arrived(self) -> int:
        """How many messages have come."""
        return len(self._came)

    def in_flight(self) -> InFlight:
        """Those not answered, and those whose answer could not be written yet."""
        answered_until = perf_counter() - ANSWERED_AFTER
        written_until = answered_until - EVERY_SECONDS - COMMIT_SECONDS
        came = [at for _person, at in self._came[-MOST_IN_FLIGHT:] if at > written_until]
        unanswered = sum(at > answered_until for at in came)
        return InFlight(unanswered, len(came) - unanswered)

    def told(self) -> Counter[int]:
        """How often each was told."""
        return Counter(person for person, _at in self._came)


class Slow(BotApi):
    """A server that lets a message stand for a moment before it answers."""

    def receive(self, wire: Wire, method: str, values: Json) -> None:
        """Answer a message later, and anything else at once."""
        if method not in SENT:
            super().receive(wire, method, values)
            return
        self.calls += 1
        self.watcher.is_called(method, values)
        result = self._result(method, values)
        asyncio.get_running_loop().call_later(ANSWERED_AFTER, wire.answer, result)


class AtDiscord:
    """Discord, which knows a message again by its nonce."""

    platform = "discord"

    def __init__(self, people: int) -> None:
        """They have all added the app to their account."""
        self._api = DiscordApi(now=real_now, checks=False)
        self._api.server.keeps_calls = False
        self._people: list[Person] = [self._api.person(f"Person {number}") for number in range(people)]
        for person in self._people:
            person.installs()
        self.ids = [person.id for person in self._people]

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[dict[str, str]]:
        """On a port of its own."""
        async with self._api as api:
            yield {
                "UNDERSIGNED_DISCORD_TOKEN": api.token,
                "UNDERSIGNED_DISCORD_API": api.url,
                "UNDERSIGNED_DISCORD_GATEWAY": api.gateway_url,
                "UNDERSIGNED_DISCORD_PACE": "10000",
            }

    @property
    def arrived(self) -> int:
        """How many messages have come."""
        return len(self._api.world.nonces)

    @property
    def known_again(self) -> int:
        """How many came once more, and were not sent again."""
        return self._api.world.known_again

    def in_flight(self) -> InFlight:
        """None counts: what is sent again is known again."""
        return InFlight(0, 0)

    def told(self) -> Counter[int]:
        """How often each was told."""
        return Counter({person.id: len(person.dm.messages) for person in self._people})


@dataclass
class Lives:
    """One bot's many short lives, over one store."""

    folder: Path
    messages: Messages
    chance: random.Random
    in_flight: list[InFlight] = field(default_factory=list)
    """At each kill."""
    early: int = 0
    seconds: float = 0.0

    async def run(self, kills: int) -> None:
        """Kill so often while they are told, then let the rest be done."""
        async with self.messages.listening() as at:
            usual = settings("http://127.0.0.1:1", self.folder)
            self._environment = {name: value for name, value in usual.items() if "TELEGRAM" not in name} | at
            await self._first_life()
            began = perf_counter()
            for kill in range(kills):
                await self._short_life((len(self.messages.ids) - self.messages.arrived) // (kills - kill))
            await self._last_life()
            self.seconds = perf_counter() - began

    async def _begun(self) -> asyncio.subprocess.Process:
        return await started(undersigned_run(uvloop=True), self._environment, self.folder)

    async def _first_life(self) -> None:
        """One that ends well: the store is made, and then people are planted who follow a petition."""
        process = await self._begun()
        log = self.folder / "log"
        async with asyncio.timeout(PATIENCE_SECONDS):
            while b"Sample campaigns loaded" not in log.read_bytes():  # noqa: ASYNC110 – another process tells it
                await asyncio.sleep(0.1)
        await ended(process)
        async with beside(self.folder) as store:
            update = await plant_followers(store, "park", self.messages.ids, self.messages.platform)
            await tell(store, update)

    async def _short_life(self, usual: int) -> None:
        """Killed while it begins, or around the moment at which some more have been told."""
        process = await self._begun()
        if self.chance.random() < EARLY:
            self.early += 1
            await asyncio.sleep(self.chance.uniform(0, LONGEST_BEGINNING))
        else:
            await self._arrives(self.messages.arrived + self.chance.randint(1, max(1, 2 * usual)))
            await asyncio.sleep(self.chance.uniform(0, 2 * ANSWERED_AFTER))
        process.kill()
        self.in_flight.append(self.messages.in_flight())
        await process.wait()

    async def _arrives(self, messages: int) -> None:
        until = min(messages, len(self.messages.ids) - 1)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while self.messages.arrived < until:  # noqa: ASYNC110 – both services count, and neither rings
                await asyncio.sleep(LOOK_SECONDS)

    async def _last_life(self) -> None:
        process = await self._begun()
        async with beside(self.folder) as store, asyncio.timeout(PATIENCE_SECONDS):
            while not (await progress(store)).is_done:  # noqa: ASYNC110 – another process does it
                await asyncio.sleep(0.2)
        await ended(process)


async def main(platform: str, kills: int, people: int, seed: int) -> bool:
    """Run, check and tell; whether nobody was left out and not too many were told twice."""
    messages: Messages = AtTelegram(people) if platform == "telegram" else AtDiscord(people)
    with tempfile.TemporaryDirectory(prefix="undersigned-benchmark-") as made:
        lives = Lives(Path(made), messages, random.Random(seed))
        try:
            await lives.run(kills)
        except BaseException:
            print((Path(made) / "log").read_text(errors="replace")[-4000:], file=sys.stderr)
            raise
    told = messages.told()
    left_out = sum(not told[each] for each in messages.ids)
    twice = sum(told[each] - 1 for each in messages.ids if told[each])
    in_flight = sum(each.unanswered + each.just_answered for each in lives.in_flight)
    _report(lives, left_out, twice)
    again = messages.known_again
    came_again = "" if again is None else f", {again} came again and were known"
    print(f"{platform}, seed {seed}: {left_out} left out, {twice} told twice, {in_flight} in flight{came_again}")
    return not left_out and twice <= in_flight and again != 0


def _report(lives: Lives, left_out: int, twice: int) -> None:
    figures = {
        "killed with SIGKILL": (len(lives.in_flight), "times"),
        "  while it began": (lives.early, "times"),
        "to be told": (len(lives.messages.ids), "people"),
        "left out": (left_out, "people"),
        "told twice": (twice, "messages"),
        "not answered at the kills": (sum(each.unanswered for each in lives.in_flight), "messages"),
        "answered just before": (sum(each.just_answered for each in lives.in_flight), "messages"),
        "known again": (lives.messages.known_again or 0, "messages"),
        "took": (lives.seconds, "s"),
    }
    told = [Figure(name, (float(value),), unit) for name, (value, unit) in figures.items()]
    report(f"crash_broadcast_{lives.messages.platform}", told, {})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer kills and people")
    parser.add_argument("--seed", type=int, default=0, help="other random moments")
    parser.add_argument("--platform", choices=("telegram", "discord"), help="only on this one")
    chosen = parser.parse_args()
    kills, people = (6, 600) if chosen.short else (50, 10_000)
    platforms = (chosen.platform,) if chosen.platform else ("telegram", "discord")
    kept = [asyncio.run(main(each, kills, people, chosen.seed)) for each in platforms]
    sys.exit(0 if all(kept) else 1)
