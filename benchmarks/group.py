"""A hundred people tap one card in a group at once: how long until the last of them is answered, beside a bare bot.

Half of them are known, and are signed, counted and told their number in a pop-up; the others are led into their private
chat. Milliseconds from the moment the taps can be fetched to the last answer; the bare aiogram bot beside it only
answers each tap and edits one message.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.bot_api import AT, BOT, BotApi, Json, Watcher
from benchmarks.processes import running, settings, undersigned_run
from benchmarks.report import Figure, report
from benchmarks.taps import Card, Scout, person, tap

CROWD = 100
KNOWN = range(0, CROWD, 2)
OTHER_PETITION = "PLZGFY"
GROUP: Json = {"id": -1_009_000_000_001, "type": "supergroup", "title": "Park friends"}
PATIENCE_SECONDS = 60.0
AIM_MILLISECONDS = 1_000.0


class Answers(Watcher):
    """Knows when each tap was answered, and how."""

    def __init__(self) -> None:
        """Nobody has tapped."""
        self.scout = Scout()
        self.waited_for: set[str] = set()
        self.milliseconds: list[float] = []
        self.pop_ups: set[str] = set()
        self.links = 0
        self.all_came = asyncio.Event()
        self._since = 0.0

    def expects(self, queries: set[str]) -> None:
        """These taps can be fetched from now on."""
        self.waited_for, self.milliseconds, self.pop_ups, self.links = queries, [], set(), 0
        self.all_came.clear()
        self._since = time.perf_counter()

    def is_called(self, method: str, values: Json) -> None:
        """Take note of a call."""
        self.scout.sees(method, values)
        query = str(values.get("callback_query_id", ""))
        if method != "answerCallbackQuery" or query not in self.waited_for:
            return
        self.waited_for.discard(query)
        self.milliseconds.append((time.perf_counter() - self._since) * 1000)
        self.pop_ups.update({str(values["text"])} if values.get("text") else ())
        self.links += bool(values.get("url"))
        if not self.waited_for:
            self.all_came.set()


def in_group(at: int, data: str, attempt: int) -> Json:
    """Somebody taps the card that all see."""
    shown = {"message_id": 7, "from": BOT, "chat": GROUP, "date": AT, "text": "The card"}
    query = {"id": f"group-{attempt}-{at}", "from": person(at), "message": shown, "chat_instance": "1", "data": data}
    return {"callback_query": query}


async def answered(api: BotApi, seen: Answers, taps: list[Json]) -> list[float]:
    """Milliseconds until each tap was answered, in the order of the answers."""
    seen.expects({one["callback_query"]["id"] for one in taps})
    api.push(taps)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await seen.all_came.wait()
    return seen.milliseconds


async def ours(folder: Path) -> list[float]:
    """Our own program, with half of the crowd known to it."""
    seen = Answers()
    api = BotApi(seen)
    async with api.listening() as address, running(undersigned_run(uvloop=True), settings(address, folder), folder):
        await api.asked.wait()
        card = await seen.scout.opens(api, -1, PATIENCE_SECONDS)
        await answered(api, seen, [tap(at, card) for at in KNOWN])
        other = await _card_of_other(api, seen)
        data = other.data.replace("sign:", "sign_here:")
        found = await answered(api, seen, [in_group(at, data, 1) for at in range(CROWD)])
        if (len(seen.pop_ups), seen.links) != (len(KNOWN), CROWD - len(KNOWN)):
            raise SystemExit(f"{len(seen.pop_ups)} were told a number and {seen.links} were led on")
        return found


async def _card_of_other(api: BotApi, seen: Answers) -> Card:
    seen.scout = Scout()
    return await seen.scout.opens(api, -2, PATIENCE_SECONDS, OTHER_PETITION)


async def bare(folder: Path) -> list[float]:
    """A bare aiogram bot that answers and edits."""
    seen = Answers()
    api = BotApi(seen)
    async with api.listening() as address:
        command = (sys.executable, "-m", "benchmarks.telegram_peers", "aiogram", address)
        async with running(command, settings(address, folder), folder):
            await api.asked.wait()
            await answered(api, seen, [in_group(at, "sign:1", 0) for at in range(10)])
            return await answered(api, seen, [in_group(at, "sign:1", 1) for at in range(CROWD)])


async def measure(rounds: int) -> tuple[list[float], list[float]]:
    """The last answer of each round, of ours and of the bare bot."""
    last_of_ours: list[float] = []
    last_of_bare: list[float] = []
    for _round in range(rounds):
        for found, contender in ((last_of_ours, ours), (last_of_bare, bare)):
            with tempfile.TemporaryDirectory(prefix="undersigned-benchmark-") as folder:
                found.append(max(await contender(Path(folder))))
    return last_of_ours, last_of_bare


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="one round")
    last, last_bare = asyncio.run(measure(1 if parser.parse_args().short else 5))
    figures = [Figure("last of 100 answered", tuple(last), "ms"), Figure("bare aiogram", tuple(last_bare), "ms")]
    report("group", figures, {"ours / bare aiogram": figures[0].median / figures[1].median})
    print(f"aim: {AIM_MILLISECONDS:,.0f} ms at most: {'met' if max(last) <= AIM_MILLISECONDS else 'not met'}")
