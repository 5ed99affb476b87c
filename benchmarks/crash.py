"""`undersigned run` killed with SIGKILL at random moments while people sign on Telegram: nothing promised is lost.

A promise is a number that somebody was told, or a tap that was confirmed to the server and not refused aloud. The Bot
API server runs here and keeps what is not confirmed; at the end the store is read, and exit code 1 means a breach.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from benchmarks.bot_api import BotApi
from benchmarks.processes import ended, settings, started, undersigned_run
from benchmarks.promises import Promises, breaches, kept
from benchmarks.report import Figure, report
from benchmarks.taps import Card, tap

PATIENCE_SECONDS = 180.0
MOST_CALLS = 60
"""A life that ends at a call ends at one of so many, counted from its first asking for what is new."""
LONGEST_LIFE_SECONDS = 1.5
"""How long after its first asking a life lasts at most that ends by the clock."""
EARLY = 0.15
"""How many lives end while they begin."""
TAPS_AGAIN = 0.01
"""How many of those who were told a number tap again in each life all the same."""


class Life:
    """From one start to one SIGKILL."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        """It has just begun."""
        self.has_asked = asyncio.Event()
        self.took_to_ask = 0.0
        self._process = process
        self._began = perf_counter()
        self._calls_left: int | None = None

    def ends_at_call(self, calls: int) -> None:
        """At this call from now on, which arrives and is never answered."""
        self._calls_left = calls

    def calls(self, method: str) -> None:
        """It called the server."""
        if method == "getUpdates" and not self.has_asked.is_set():
            self.took_to_ask = perf_counter() - self._began
            self.has_asked.set()
        if self._calls_left is not None:
            self._calls_left -= 1
            if self._calls_left == 0:
                self.ends()

    def ends(self) -> None:
        """Now, in whatever it does."""
        with suppress(ProcessLookupError):
            self._process.kill()


@dataclass
class Lives:
    """One bot's many short lives, over one store and one server."""

    folder: Path
    chance: random.Random
    promises: Promises = field(default_factory=Promises)
    starts: list[float] = field(default_factory=list)
    """Seconds from each start to the first asking for what is new."""

    async def run(self, kills: int, people: range) -> float:
        """Kill so often while these people sign, then let the rest be done; how long it took."""
        self.api = BotApi(self.promises)
        began = perf_counter()
        async with self.api.listening() as address:
            self._environment = settings(address, self.folder)
            self._card = await self._first_life()
            for batch in _shared_out(people, kills):
                await self._short_life(list(batch))
            await self._last_life()
        return perf_counter() - began

    async def _begun(self) -> asyncio.subprocess.Process:
        self.api.asked.clear()
        return await started(undersigned_run(uvloop=True), self._environment, self.folder)

    async def _first_life(self) -> Card:
        """One that ends well: the store is made, and the card is seen."""
        process = await self._begun()
        card = await self.promises.scout.opens(self.api, -1, PATIENCE_SECONDS)
        await ended(process)
        return card

    async def _short_life(self, people: list[int]) -> None:
        """Some tap before it is up, some while it is; then it is killed: early, by the clock or at a call."""
        earlier = self.chance.randrange(len(people) + 1)
        self._tap(people[:earlier])
        process = await self._begun()
        life = Life(process)
        self.promises.on_call = life.calls
        living = asyncio.create_task(self._live(life, people[earlier:]))
        async with asyncio.timeout(PATIENCE_SECONDS):
            await process.wait()
        living.cancel()
        self.promises.on_call = _nothing
        if life.has_asked.is_set():
            self.starts.append(life.took_to_ask)
        self._tap([at for at in people if at not in self._tapped])

    async def _live(self, life: Life, people: list[int]) -> None:
        """People tap one after the other, some who were told their number among them."""
        kind = self.chance.random()
        if self.starts and kind < EARLY:
            await asyncio.sleep(self.chance.uniform(0, statistics.median(self.starts)))
            life.ends()
        await life.has_asked.wait()
        longest = self.chance.uniform(0, LONGEST_LIFE_SECONDS)
        if kind < (1 + EARLY) / 2:
            life.ends_at_call(self.chance.randint(1, MOST_CALLS))
            longest = PATIENCE_SECONDS / 10
        asyncio.get_running_loop().call_later(longest, life.ends)
        again = [at for at in self.promises.told if self.chance.random() < TAPS_AGAIN]
        for at in [*people, *again]:
            self._tap([at])
            await asyncio.sleep(self.chance.uniform(0, 0.1))

    def _tap(self, people: list[int]) -> None:
        self._tapped.update(people)
        self.api.push([tap(at, self._card) for at in people])

    async def _last_life(self) -> None:
        """Whatever is left is done; whose tap was set aside taps again, as people do when nothing happens."""
        process = await self._begun()
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.api.asked.wait()
            silent = self.promises.set_aside(self.folder / "log") - self.promises.told.keys()
            self._tap(sorted(silent))
            await self.api.asked.wait()
        await ended(process)

    def __post_init__(self) -> None:
        """Nobody has tapped."""
        self._tapped: set[int] = set()


def _nothing(_method: str) -> None:
    return


def _shared_out(people: range, lives: int) -> Iterator[range]:
    """Everybody in the order of their coming, about as many in each life."""
    for life in range(lives):
        yield people[len(people) * life // lives : len(people) * (life + 1) // lives]


async def main(kills: int, signers: int, seed: int) -> int:
    """Run, check and tell; how many promises were broken."""
    people = range(signers)
    with tempfile.TemporaryDirectory(prefix="undersigned-benchmark-") as made:
        folder = Path(made)
        lives = Lives(folder, random.Random(seed))
        took = await lives.run(kills, people)
        store = await kept(folder, people)
        aside = lives.promises.set_aside(folder / "log")
        broken = breaches(lives.promises, store, aside)
        if broken:
            print((folder / "log").read_text(errors="replace")[-4000:], file=sys.stderr)
    _tell(lives, kills, len(store.numbers), len(aside), took)
    for breach in broken[:20]:
        print(breach)
    print(f"seed {seed}: {len(broken)} promises broken")
    return len(broken)


def _tell(lives: Lives, kills: int, signed: int, aside: int, took: float) -> None:
    promises = lives.promises
    figures = {
        "killed with SIGKILL": (kills, "times"),
        "  before it asked for what is new": (kills - len(lives.starts), "times"),
        "signed": (signed, "people"),
        "told their number": (len(promises.told), "people"),
        "taps confirmed": (len(promises.confirmed), "taps"),
        "handed out again": (promises.handed_out_again, "updates"),
        "refused aloud": (len(promises.refused), "people"),
        "set aside after two crashes": (aside, "taps"),
        "took": (took, "s"),
    }
    report("crash", [Figure(name, (float(value),), unit) for name, (value, unit) in figures.items()], {})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer kills and people")
    parser.add_argument("--seed", type=int, default=0, help="other random moments")
    chosen = parser.parse_args()
    kills, signers = (10, 150) if chosen.short else (100, 1_000)
    sys.exit(1 if asyncio.run(main(kills, signers, chosen.seed)) else 0)
