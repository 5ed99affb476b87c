"""News told to thousands on Telegram: at the pace that is allowed while people tap, and what each message costs.

The first half runs against a server that counts as Telegram does, 80 ms away; beside it the usual loop, which sends one
message after another with a short sleep. The second half has no limits: messages for each second of CPU of the
bot's process, beside bare python-telegram-bot, which stores nothing and sends as many at once as it can.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.bot_api import TOKEN, BotApi, Json, Watcher
from benchmarks.processes import ROOT, cpu_seconds, running, settings, undersigned_run
from benchmarks.report import Figure, report
from benchmarks.taps import FIRST_PERSON
from benchmarks.telling import beside, plant_followers, tell
from storage.store import Store
from tests.telegram_api.remote import RemoteApi, RemotePerson

LATENCY, PER_SECOND, TAPPERS = 0.08, 30, 20
PATIENCE_SECONDS = 240.0
LOOK_SECONDS = 0.05
WARM_UP = 100
MOST_OF_IDEAL, MOST_TAP_MILLISECONDS, LEAST_TIMES_PTB = 1.03, 150.0, 3.0
OURS = undersigned_run(uvloop=True)


@dataclass(frozen=True)
class Paced:
    """What the first half found."""

    seconds: float
    refused: int
    taps: list[float]
    """Milliseconds from each tap to its answer, the longest last."""
    usual_per_second: float

    @property
    def worst_tap(self) -> float:
        """At the 99th percentile."""
        return self.taps[int(len(self.taps) * 0.99)]


@dataclass(frozen=True)
class Free:
    """What the second half found: messages for each second of CPU."""

    ours: float
    peer: float
    ours_per_second: float


async def at_their_pace(people: int, usual: int, folder: Path) -> Paced:
    """Tell so many at the pace of Telegram, then so many by the usual loop."""
    file = folder / "message"
    async with await _limited() as api:
        ids = await api.people(people)
        seconds, taps = await _told_while_people_tap(api, ids, folder, file)
        refused = (await api.stats())["refused"]
        _check(await api.received(), ids)
    async with await _limited() as api:
        ids = await api.people(usual)
        took, _cpu = await _peer("usual", api.url, (await api.stats())["token"], file, ids)
    return Paced(seconds, sum(refused.values()), sorted(taps), usual / took)


async def _limited() -> RemoteApi:
    return await RemoteApi.started("--no-checks", "--limits", "--latency", str(LATENCY))


async def _all_told(api: RemoteApi, ids: Sequence[int], before: int) -> bool:
    """Whether each has a message; to look for that takes time, so that it is looked how many there are first."""
    if (await api.stats())["passed"] < before + len(ids):
        return False
    received = await api.received()
    return all(received[each] for each in ids)


def _check(received: dict[int, int], ids: Sequence[int]) -> None:
    once = sum(received[each] == 1 for each in ids)
    if once != len(ids):
        raise SystemExit(f"{once} of {len(ids)} people were told once")


async def _told_while_people_tap(
    api: RemoteApi, ids: Sequence[int], folder: Path, file: Path
) -> tuple[float, list[float]]:
    """Seconds from raising it until the last was told, and the milliseconds of each tap."""
    stats = await api.stats()
    environment = settings(api.url, folder) | {"UNDERSIGNED_TELEGRAM_TOKEN": stats["token"]}
    async with running(OURS, environment, folder):
        tappers = [await _newcomer(api, number) for number in range(TAPPERS)]
        async with beside(folder) as store:
            update = await plant_followers(store, "park", ids, "telegram")
            await asyncio.sleep(1)
            before = (await api.stats())["passed"]
            began = perf_counter()
            await tell(store, update)
        taps: list[float] = []
        tapping = asyncio.create_task(_tap_away(tappers, taps))
        while not await _all_told(api, ids, before):  # noqa: ASYNC110 – another process counts
            await asyncio.sleep(LOOK_SECONDS)
        seconds = perf_counter() - began
        tapping.cancel()
        await asyncio.wait([tapping])
    _keep(file, (await api.calls("sendMessage"))[-1]["params"])
    return seconds, taps


def _keep(file: Path, message: Json) -> None:
    """What the peers are to send."""
    file.write_text(json.dumps(message))


async def _newcomer(api: RemoteApi, number: int) -> RemotePerson:
    """Somebody who has begun to look around."""
    person = await api.person(f"Tapper {number}")
    await person.starts()
    await person.sees("")
    await asyncio.sleep(0.2)
    return person


async def _tap_away(people: Sequence[RemotePerson], taps: list[float]) -> None:
    """One tap in each second, at a random moment of it, by one after the other."""
    chance = random.Random(0)
    began = asyncio.get_running_loop().time()
    for number in range(10**9):
        at = began + number + chance.random()
        await asyncio.sleep(at - asyncio.get_running_loop().time())
        taps.append(await _tap(people[number % len(people)], chance))


async def _tap(person: RemotePerson, chance: random.Random) -> float:
    shown = [each for each in await person.messages() if each.from_bot][-1]
    labels = [button["text"] for row in shown.rows for button in row if "callback_data" in button]
    tap = await person.taps(chance.choice(labels))
    return (await tap.answered()).took * 1000


class Counting(Watcher):
    """Counts what is sent, and keeps the last of it."""

    def __init__(self) -> None:
        """Nobody is told yet."""
        self.sent = 0
        self.message: Json = {}
        self.awaited = 0
        self.has_all = asyncio.Event()

    def awaits(self, more: int) -> None:
        """So many more are to come."""
        self.awaited = self.sent + more
        self.has_all.clear()

    def is_called(self, method: str, values: Json) -> None:
        """Count a message."""
        if method == "sendMessage":
            self.sent, self.message = self.sent + 1, values
            if self.sent == self.awaited:
                self.has_all.set()


async def as_fast_as_it_goes(people: int, folder: Path) -> Free:
    """Tell so many without any limit, and let the peer tell as many."""
    counting = Counting()
    api = BotApi(counting)
    async with api.listening() as address:
        seconds, cpu = await _ours(api, counting, people, address, folder)
        _keep(file := folder / "message", counting.message)
        ids = range(FIRST_PERSON, FIRST_PERSON + people)
        _took, peer = await _peer("many", address, TOKEN, file, ids)
    return Free(people / cpu, people / peer, people / seconds)


async def _ours(api: BotApi, counting: Counting, people: int, address: str, folder: Path) -> tuple[float, float]:
    """Seconds, and seconds of CPU, from raising it until the last message came."""
    environment = settings(address, folder) | {"UNDERSIGNED_TELEGRAM_PACE": "10000"}
    first = range(FIRST_PERSON, FIRST_PERSON + WARM_UP)
    ids = range(first.stop, first.stop + people)
    async with running(OURS, environment, folder) as process, asyncio.timeout(PATIENCE_SECONDS):
        await api.asked.wait()
        async with _planted(folder, first, ids) as (store, warm_up, update):
            await _tells(store, counting, warm_up, WARM_UP)
            await asyncio.sleep(1)
            before, began = cpu_seconds(process.pid), perf_counter()
            await _tells(store, counting, update, people)
            return perf_counter() - began, cpu_seconds(process.pid) - before


@asynccontextmanager
async def _planted(folder: Path, first: range, ids: range) -> AsyncIterator[tuple[Store, int, int]]:
    async with beside(folder) as store:
        warm_up = await plant_followers(store, "pond", first, "telegram")
        yield store, warm_up, await plant_followers(store, "park", ids, "telegram")


async def _tells(store: Store, counting: Counting, update: int, people: int) -> None:
    counting.awaits(people)
    await tell(store, update)
    await counting.has_all.wait()


async def _peer(how: str, address: str, token: str, file: Path, ids: Sequence[int]) -> tuple[float, float]:
    """Seconds, and seconds of CPU, that it took to send."""
    given = (how, address, token, str(file), str(ids[0]), str(len(ids)))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.broadcast_peers", *given, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    told, _nothing = await process.communicate()
    seconds, cpu = map(float, told.split())
    return seconds, cpu


def tell_all(people: int, paced: Paced, free: Free) -> bool:
    """Print and keep the figures; whether all aims are met."""
    ideal = people / PER_SECOND
    figures = [
        Figure(f"{people:,} told at their pace", (paced.seconds,), "s"),
        Figure("  at best", (ideal,), "s"),
        Figure("  refused with 429", (float(paced.refused),), "times"),
        Figure("  taps", (float(len(paced.taps)),), "taps"),
        Figure("  a tap is answered, of all", tuple(paced.taps), "ms"),
        Figure("  a tap is answered, p99", (paced.worst_tap,), "ms"),
        Figure("the usual loop", (paced.usual_per_second,), "messages/s"),
        Figure("ours without limits", (free.ours_per_second,), "messages/s"),
        Figure("ours, for each second of CPU", (free.ours,), "messages"),
        Figure("bare PTB, for each second of CPU", (free.peer,), "messages"),
    ]
    ratios = {
        "of the ideal time": paced.seconds / ideal,
        "of the time a tap may take": paced.worst_tap / MOST_TAP_MILLISECONDS,
        "ours / bare PTB, per core": free.ours / free.peer,
    }
    report("broadcast", figures, ratios)
    is_paced = paced.seconds <= MOST_OF_IDEAL * ideal and not paced.refused
    return is_paced and paced.worst_tap <= MOST_TAP_MILLISECONDS and free.ours >= LEAST_TIMES_PTB * free.peer


async def main(people: int, usual: int, free: int) -> bool:
    """Both halves, each in a folder of its own."""
    folders = [Path(tempfile.mkdtemp(prefix="undersigned-benchmark-")) for _ in range(2)]
    try:
        return tell_all(
            people, await at_their_pace(people, usual, folders[0]), await as_fast_as_it_goes(free, folders[1])
        )
    except BaseException:
        print("\n".join((folder / "log").read_text()[-3000:] for folder in folders if (folder / "log").exists()))
        raise
    finally:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer people, for whom the aims count all the same")
    chosen = parser.parse_args()
    sys.exit(0 if asyncio.run(main(*((900, 60, 2_000) if chosen.short else (3_000, 300, 10_000)))) else 1)
