"""Process CPU for each completed signature on Telegram, beside bare bots that only answer and edit.

A signature is complete when the tap is committed, answered, told and its card edited. The Bot API server runs here, the
bots in processes of their own; CPU time is what the system counted for the bot's process between the first tap handed
out and the last one complete. Ours also sends the thank-you as a new message, which makes three calls beside two.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import json
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.bot_api import EDITED, BotApi, Json, Watcher
from benchmarks.processes import cpu_seconds, running, settings, undersigned_run
from benchmarks.report import Figure, report
from benchmarks.taps import Card, Scout, place_of, tap

WARM_UP = 100
PATIENCE_SECONDS = 120.0
QUIET_SECONDS = 0.5
AIM_BESIDE_PTB, AIM_BESIDE_AIOGRAM = 0.3, 1.0
TRY_AGAIN = "Try again"
NUMBER = re.compile(r"signer number ([\d,.\s]+)")


@dataclass(frozen=True)
class Contender:
    """A bot to measure; `signs` where it is ours, which also says thank you."""

    name: str
    command: tuple[str, ...]
    signs: bool = False


@dataclass(frozen=True)
class Taken:
    """What one round cost: milliseconds of CPU for each signature, and calls of the Bot API."""

    milliseconds: float
    calls: float


class Completing(Watcher):
    """Knows whose tap was answered, whose card was edited and, of ours, who was told a number."""

    def __init__(self, *, signs: bool) -> None:
        """`signs` where a number is told; `taps_again` is set once there is a server."""
        self.taps_again: Callable[[int], None] = lambda _at: None
        self.scout = Scout()
        self.people = range(0)
        self.numbers: set[str] = set()
        self._signs = signs
        self._left: list[set[int]] = []
        self.is_complete = asyncio.Event()

    def expects(self, people: range) -> None:
        """These tap now."""
        self.people, self.numbers = people, set()
        self._left = [set(people) for _ in range(3 if self._signs else 2)]
        self.is_complete.clear()

    def is_called(self, method: str, values: Json) -> None:
        """Take note of a call."""
        self.scout.sees(method, values)
        if method == "answerCallbackQuery":
            self._is_done(0, int(values["callback_query_id"].rpartition("-")[2]))
        elif method in EDITED:
            self._is_done(1, place_of(values["chat_id"]))
        if self._signs and "text" in values:
            self._is_told(str(values["text"]), json.dumps(values.get("reply_markup")), place_of(values["chat_id"]))

    def _is_told(self, text: str, keyboard: str, at: int) -> None:
        """Somebody whose turn waited too long on a loaded machine is told so, and taps again."""
        if found := NUMBER.search(text):
            self.numbers.add(found[1])
            self._is_done(2, at)
        elif TRY_AGAIN in keyboard:
            self.taps_again(at)

    def _is_done(self, what: int, at: int) -> None:
        if self._left:
            self._left[what].discard(at)
            if not any(self._left):
                self.is_complete.set()


@dataclass
class Round:
    """One bot, started for itself, warmed up, measured and ended."""

    contender: Contender
    folder: Path
    card: Card | None = None
    seen: Completing = field(init=False)

    async def measure(self, people: int) -> Taken:
        """The cost over so many signatures."""
        self.seen = Completing(signs=self.contender.signs)
        api = BotApi(self.seen)
        async with api.listening() as address:
            environment = settings(address, self.folder)
            command = (*self.contender.command, *(() if self.contender.signs else (address,)))
            async with running(command, environment, self.folder) as process:
                await self._warmed_up(api)
                return await self._measured(api, process.pid, range(WARM_UP, WARM_UP + people))

    async def _warmed_up(self, api: BotApi) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await api.asked.wait()
        if self.contender.signs:
            self.card = await self.seen.scout.opens(api, -1, PATIENCE_SECONDS)
        await self._complete(api, range(WARM_UP))
        calls = -1
        while calls != api.calls:
            calls = api.calls
            await asyncio.sleep(QUIET_SECONDS)

    async def _measured(self, api: BotApi, pid: int, people: range) -> Taken:
        calls, before = api.calls, cpu_seconds(pid)
        await self._complete(api, people)
        after = cpu_seconds(pid)
        if self.contender.signs and len(self.seen.numbers) != len(people):
            raise SystemExit(f"{len(people)} people signed and {len(self.seen.numbers)} numbers were told")
        return Taken((after - before) * 1000 / len(people), (api.calls - calls) / len(people))

    async def _complete(self, api: BotApi, people: range) -> None:
        assert self.card is not None, "our own bot comes first and shows the card"
        card = self.card
        self.seen.expects(people)
        self.seen.taps_again = lambda at: api.push([tap(at, card)])
        api.push([tap(at, card) for at in people])
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.seen.is_complete.wait()


def contenders(*, both_loops: bool) -> list[Contender]:
    """Ours first, since it shows the others their card; with uvloop only where that is installed."""
    peer = (sys.executable, "-m", "benchmarks.telegram_peers")
    ours = [Contender("undersigned", tuple(undersigned_run(uvloop=False)), signs=True)]
    if both_loops and importlib.util.find_spec("uvloop"):
        ours.append(Contender("undersigned, uvloop", tuple(undersigned_run(uvloop=True)), signs=True))
    return [*ours, Contender("bare PTB", (*peer, "ptb")), Contender("bare aiogram", (*peer, "aiogram"))]


async def measure(rounds: int, people: int, *, both_loops: bool = True) -> dict[str, list[Taken]]:
    """Alternating rounds of all contenders; ours over asyncio's loop, and over uvloop's where that is asked for."""
    taken: dict[str, list[Taken]] = {}
    card: Card | None = None
    for _ in range(rounds):
        for contender in contenders(both_loops=both_loops):
            folder = Path(tempfile.mkdtemp(prefix="undersigned-benchmark-"))
            one = Round(contender, folder, card)
            try:
                found = await one.measure(people)
                print(f"{contender.name}: {found.milliseconds:.2f} ms, {found.calls:.2f} calls", file=sys.stderr)
                taken.setdefault(contender.name, []).append(found)
            except TimeoutError:
                raise SystemExit(f"{contender.name} did not finish: {(folder / 'log').read_text()[-2000:]}") from None
            finally:
                shutil.rmtree(folder, ignore_errors=True)
            card = one.card
    return taken


def ratios_of(taken: dict[str, list[Taken]]) -> dict[str, float]:
    """The median over the rounds of ours beside each peer, whole and per call."""
    found = {}
    for ours in (name for name in taken if name.startswith("undersigned")):
        for peer in ("bare PTB", "bare aiogram"):
            found[f"{ours} / {peer}"] = _median_ratio(taken[ours], taken[peer])
            found[f"{ours} / {peer}, per call"] = _median_ratio(taken[ours], taken[peer], per_call=True)
    return found


def _median_ratio(ours: Sequence[Taken], peers: Sequence[Taken], *, per_call: bool = False) -> float:
    def cost(one: Taken) -> float:
        return one.milliseconds / (one.calls if per_call else 1)

    return statistics.median(cost(one) / cost(peer) for one, peer in zip(ours, peers, strict=True))


def tell(taken: dict[str, list[Taken]]) -> None:
    """The table, the ratios, and which aims are met."""
    figures = []
    for name, rounds in taken.items():
        figures.append(Figure(name, tuple(one.milliseconds * 1000 for one in rounds), "µs/signature"))
        figures.append(Figure(f"{name}: calls", tuple(one.calls for one in rounds), "calls/signature"))
    ratios = ratios_of(taken)
    report("telegram", figures, ratios)
    for peer, aim in (("bare PTB", AIM_BESIDE_PTB), ("bare aiogram", AIM_BESIDE_AIOGRAM)):
        found = ratios[f"undersigned / {peer}"]
        print(f"aim: at most {aim} of {peer}: {found:.2f}, {'met' if found <= aim else 'not met'}")
    print("Ours commits durably, and sends the thank-you as a message of its own, which the others do not.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer people, one round, and asyncio's own loop only")
    parser.add_argument("--people", type=int, default=1_500, help="signatures of each round of the long form")
    chosen = parser.parse_args()
    tell(asyncio.run(measure(1, 200, both_loops=False) if chosen.short else measure(5, chosen.people)))
