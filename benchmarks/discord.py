"""The whole process on both platforms: how fast it starts, what it holds, and what a signature on Discord costs.

The strict servers run as processes of their own. A start is timed from the execution of `undersigned run` until
Discord's gateway has been told who we are and Telegram is asked for updates; memory is what the system says the process
holds once commands and menus are told. CPU time is what the system counted between the first tap and the last answer,
beside a bare app of discord.py that answers the same tap with one message. Ours commits durably, changes the card and
sends the thank-you, which makes two calls.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from benchmarks.both_platforms import Servers, Start, servers, start
from benchmarks.discord_peers import ANSWER
from benchmarks.processes import cpu_seconds, resident_mebibytes, running, undersigned_run
from benchmarks.report import Figure, report
from benchmarks.taps import PETITION, SIGN
from tests.discord_api import RemotePerson

T = TypeVar("T")
SMALL, LARGE = 10, 50_000
"""Members of a server."""
AT_ONCE = 20
WARM_UP = 100
MOST_SECONDS = 1_200.0
STARTS = 2
"""Of each kind; the quickest is held to the limit, since what else the machine does only adds. Memory: the most."""
START_LIMIT_MILLISECONDS = 2_000.0
MEMORY_LIMIT_MEBIBYTES, MEMORY_AIM_MEBIBYTES = 150.0, 110.0
MEMBERS_LIMIT_MEBIBYTES = 3.0
"""Between two starts of the same process; a member that is kept takes about a kilobyte."""
INTERACTIONS_LIMIT_MEBIBYTES = 4.0
"""Of the interactions after the warm-up; one that is kept, with the message it came from, takes some kilobytes."""


@dataclass
class Starts:
    """What was seen of the starts: of a new store, of one that is there, and with very many members."""

    new: list[Start] = field(default_factory=list)
    again: list[Start] = field(default_factory=list)
    crowded: list[Start] = field(default_factory=list)

    async def measure(self) -> None:
        """One round, with a store of its own."""
        with tempfile.TemporaryDirectory(prefix="undersigned-benchmark-") as name:
            folder = Path(name)
            for kind, crowd in ((self.new, SMALL), (self.again, SMALL), (self.crowded, LARGE)):
                async with servers(crowd) as on:
                    kind.append(await start(OURS.command, on, folder))
                    await on.check()

    @property
    def figures(self) -> list[Figure]:
        """Held to their limits."""
        named = {"start, new store": self.new, "start": self.again, "start, 50,000 members": self.crowded}
        more = statistics.median(_held(self.crowded)) - statistics.median(_held(self.again))
        members = Figure(
            "held more for 49,990 members", (more,), "MiB", limit=MEMBERS_LIMIT_MEBIBYTES, is_of_worst=True
        )
        return [*(figure for name, seen in named.items() for figure in _of_start(name, seen)), members]


def _of_start(name: str, seen: Sequence[Start]) -> list[Figure]:
    return [
        Figure(name, tuple(one.milliseconds for one in seen), "ms", limit=START_LIMIT_MILLISECONDS),
        Figure(f"{name}: CPU", tuple(one.cpu_milliseconds for one in seen), "ms"),
        Figure(f"{name}: held", _held(seen), "MiB", limit=MEMORY_LIMIT_MEBIBYTES, is_of_worst=True),
    ]


def _held(seen: Sequence[Start]) -> tuple[float, ...]:
    return tuple(one.mebibytes for one in seen)


@dataclass(frozen=True)
class Taken:
    """What one round cost: milliseconds of CPU for each tap, calls, and memory before and after."""

    milliseconds: float
    calls: float
    before: float
    after: float


@dataclass(frozen=True)
class App:
    """An app to measure, and what it answers to whoever signs."""

    name: str
    command: tuple[str, ...]
    answer: str


OURS = App("undersigned", tuple(undersigned_run(uvloop=False)), "You are signer number")
BARE = App("bare discord.py", (sys.executable, "-m", "benchmarks.discord_peers"), ANSWER)


@dataclass(frozen=True)
class Card:
    """What somebody was shown."""

    person: RemotePerson
    message: int


@dataclass(frozen=True)
class Round:
    """One app, started for itself, warmed up, measured and ended."""

    app: App
    on: Servers
    pid: int

    async def measure(self, people: int) -> Taken:
        """The cost over so many people, each of whom opens the petition and signs."""
        await self.on.are_quiet()
        await self._sign(await self._opened(WARM_UP))
        await self.on.are_quiet()
        held = resident_mebibytes(self.pid)
        cards = await self._opened(people)
        calls, before = await self.on.calls(), cpu_seconds(self.pid)
        await self._sign(cards)
        spent, calls = cpu_seconds(self.pid) - before, await self.on.calls() - calls
        await self.on.are_quiet()
        await self.on.check()
        return Taken(spent * 1000 / people, calls / people, held, resident_mebibytes(self.pid))

    async def _opened(self, people: int) -> list[Card]:
        """What they were shown."""
        return await _at_most([self._open(number) for number in range(people)])

    async def _open(self, number: int) -> Card:
        person = await self.on.discord.person(f"Ada {number}")
        shown = await person.runs(f"/petition petition:{PETITION}")
        return Card(person, shown["messages"][0]["id"])

    async def _sign(self, cards: Sequence[Card]) -> None:
        await _at_most([self._tap(card) for card in cards])

    async def _tap(self, card: Card) -> None:
        await card.person.does("taps", message=card.message, label=SIGN)
        await card.person.sees(self.app.answer)


async def _at_most(work: Sequence[Coroutine[None, None, T]]) -> list[T]:
    """All of it, some at a time, in its order."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(each: Coroutine[None, None, T]) -> T:
        async with gate:
            return await each

    return list(await asyncio.gather(*map(one, work)))


async def taken_by(app: App, people: int) -> Taken:
    """One round of an app, in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="undersigned-benchmark-") as name:
        folder = Path(name)
        async with servers(LARGE, checks=False) as on, running(app.command, on.environment(folder), folder) as process:
            try:
                await on.discord.connected()
                return await Round(app, on, process.pid).measure(people)
            except (AssertionError, TimeoutError) as fault:
                raise SystemExit(f"{fault}; the app said: {(folder / 'log').read_text()[-2000:]}") from None


async def measure(rounds: int, people: int) -> bool:
    """Everything, printed; whether every limit is kept."""
    starts, ours, bare = Starts(), [], []
    for _ in range(STARTS):
        await starts.measure()
    for _ in range(rounds):
        ours.append(await taken_by(OURS, people))
        bare.append(await taken_by(BARE, people))
    figures = [*starts.figures, *_figures(OURS, ours), *_figures(BARE, bare)]
    figures.append(_grown(people, ours))
    report(
        "discord", figures, {"undersigned / bare": _ratio(ours, bare), "per call": _ratio(ours, bare, per_call=True)}
    )
    held = statistics.median(_held(starts.again))
    met = "met" if held <= MEMORY_AIM_MEBIBYTES else "not met"
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"aim: at most {MEMORY_AIM_MEBIBYTES:.0f} MiB held: {held:.0f}, {met}")
    return all(figure.is_met is not False for figure in figures)


async def bounded(rounds: int, people: int) -> bool:
    """The same, given up where it does not end."""
    try:
        async with asyncio.timeout(MOST_SECONDS):
            return await measure(rounds, people)
    except TimeoutError:
        raise SystemExit(f"it was not done within {MOST_SECONDS:.0f} seconds") from None


def _figures(app: App, taken: Sequence[Taken]) -> list[Figure]:
    limit = MEMORY_LIMIT_MEBIBYTES if app is OURS else None
    return [
        Figure(app.name, tuple(one.milliseconds * 1000 for one in taken), "µs/signature"),
        Figure(f"{app.name}: calls", tuple(one.calls for one in taken), "calls/signature"),
        Figure(f"{app.name}: held", tuple(one.after for one in taken), "MiB", limit=limit, is_of_worst=True),
    ]


def _grown(people: int, taken: Sequence[Taken]) -> Figure:
    """Each of the people typed a command and tapped."""
    grown = tuple(one.after - one.before for one in taken)
    return Figure(
        f"held more after {2 * people:,} interactions",
        grown,
        "MiB",
        limit=INTERACTIONS_LIMIT_MEBIBYTES,
        is_of_worst=True,
    )


def _ratio(ours: Sequence[Taken], bare: Sequence[Taken], *, per_call: bool = False) -> float:
    def cost(one: Taken) -> float:
        return one.milliseconds / (one.calls if per_call else 1)

    return statistics.median(cost(one) / cost(other) for one, other in zip(ours, bare, strict=True))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer people, one round")
    is_kept = asyncio.run(bounded(1, 500) if parser.parse_args().short else bounded(5, 1_500))
    sys.exit(not is_kept)
