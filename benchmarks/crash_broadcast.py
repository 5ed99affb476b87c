"""`undersigned run` killed with SIGKILL at random moments while thousands are told, and restarted at once.

Exit code 1 where somebody was left out, where more were told twice than were in flight at the kills, or where these
were more at one of them than the bot ever has in flight: their message had come, and the store of the bot that had
just ended did not say so yet. Discord knows a message again that is sent twice, so that nobody may
be told twice there; some must have come again, since the kills else tell nothing.

With `--screens` an organizer tells them by taps, and is killed at too: while she sends, pauses, goes on and stops.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter

from benchmarks.crash_screens import SENT_TO_ALL, STOPPED, Shown, by_screens
from benchmarks.dying import PATIENCE_SECONDS, Dying
from benchmarks.messages import AtDiscord, AtTelegram, Messages
from benchmarks.organizer import at_discord, at_telegram
from benchmarks.report import Figure, report
from benchmarks.telling import beside, plant_followers, progress, tell
from bot.outbox.bringing import MOST_IN_FLIGHT

Story = Callable[[Dying, int], Awaitable[Shown | None]]
BY_ITSELF = "by itself"


async def by_itself(bot: Dying, kills: int) -> None:
    """What was raised is told: kill so often meanwhile, then let the rest be done."""
    messages = bot.messages
    await bot.makes_store()
    async with beside(bot.folder) as store:
        await tell(store, await plant_followers(store, "park", messages.ids, messages.platform))
    for kill in range(kills):
        await bot.lives_shortly((len(messages.ids) - messages.arrived) // (kills - kill))
    await bot.begins()
    async with beside(bot.folder) as store, asyncio.timeout(PATIENCE_SECONDS):
        while not (await progress(store)).is_done:  # noqa: ASYNC110 – another process does it
            await asyncio.sleep(0.2)


def stories(platform: str, people: int, *, screens: bool) -> Iterator[tuple[str, Messages, Story]]:
    """What is tried, each over a store and a service of its own."""
    if not screens:
        yield BY_ITSELF, AtTelegram(people) if platform == "telegram" else AtDiscord(people), by_itself
        return
    for end in (SENT_TO_ALL, STOPPED):
        on = at_telegram(people) if platform == "telegram" else at_discord(people)
        yield end, on.messages, partial(by_screens, on, end)


@dataclass(frozen=True)
class Result:
    """What the service saw, and what an organizer was shown of it."""

    end: str
    bot: Dying
    seconds: float
    shown: Shown | None

    @property
    def left_out(self) -> int:
        """Who was told nothing; after a stop somebody has to be."""
        told = self.bot.messages.told()
        return sum(not told[each] for each in self.bot.messages.ids)

    @property
    def twice(self) -> int:
        """How many messages were one too many."""
        told = self.bot.messages.told()
        return sum(told[each] - 1 for each in self.bot.messages.ids if told[each])

    @property
    def in_flight(self) -> int:
        """How many messages had come at all kills that were not written down."""
        return sum(self.bot.in_flight)

    @property
    def is_kept(self) -> bool:
        """Whether nobody was left out, not too many were told twice, and what was shown is what came."""
        again = self.bot.messages.known_again
        if self.twice > (self.in_flight if again is None else 0) or max(self.bot.in_flight) > MOST_IN_FLIGHT:
            return False
        if again == 0 and self.end != STOPPED:
            return False
        if self.shown is not None and not self.shown.is_true_of(len(self.bot.messages.ids), self.left_out):
            return False
        return self.end == STOPPED or not self.left_out

    def __str__(self) -> str:
        """In one line."""
        again = self.bot.messages.known_again
        came_again = "" if again is None else f", {again} came again and were known"
        shown = "" if self.shown is None else f"; {self.shown}"
        return f"{self.left_out} left out, {self.twice} told twice, {self.in_flight} in flight{came_again}{shown}"


async def tried(end: str, messages: Messages, story: Story, kills: int, seed: int) -> Result:
    """One broadcast over a store of its own."""
    with tempfile.TemporaryDirectory(prefix="undersigned-benchmark-") as made:
        bot = Dying(Path(made), messages, random.Random(seed))
        try:
            async with bot.connected():
                began = perf_counter()
                shown = await story(bot, kills)
                return Result(end, bot, perf_counter() - began, shown)
        except BaseException:
            print((Path(made) / "log").read_text(errors="replace")[-4000:], file=sys.stderr)
            raise


async def main(platform: str, kills: int, people: int, seed: int, *, screens: bool) -> bool:
    """Run, check and tell; whether all was kept."""
    is_kept = True
    for end, messages, story in stories(platform, people, screens=screens):
        result = await tried(end, messages, story, kills, seed)
        _report(result)
        print(f"{platform}, {end}, seed {seed}: {result}: {'kept' if result.is_kept else 'BROKEN'}", flush=True)
        is_kept = is_kept and result.is_kept
    return is_kept


def _report(result: Result) -> None:
    bot = result.bot
    figures = {
        "killed with SIGKILL": (len(bot.in_flight), "times"),
        "  while it began": (bot.early, "times"),
        "to be told": (len(bot.messages.ids), "people"),
        "left out": (result.left_out, "people"),
        "told twice": (result.twice, "messages"),
        "come and not written at the kills": (result.in_flight, "messages"),
        "  at one of them, at most": (max(bot.in_flight), "messages"),
        "known again": (bot.messages.known_again or 0, "messages"),
        "took": (result.seconds, "s"),
    }
    if result.shown is not None:
        figures |= {f"killed {when}": (n, "times") for when, n in result.shown.killed.items()}
        figures["shown as told"] = (result.shown.told, "people")
        figures["shown as in doubt"] = (result.shown.in_doubt, "people")
        figures["shown as not told"] = (result.shown.not_told, "people")
    told = [Figure(name, (float(value),), unit) for name, (value, unit) in figures.items()]
    way = "" if result.end == BY_ITSELF else f"_{result.end.replace(' ', '_')}"
    report(f"crash_broadcast_{bot.messages.platform}{way}", told, {})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="fewer kills and people")
    parser.add_argument("--screens", action="store_true", help="told by the taps of an organizer")
    parser.add_argument("--seed", type=int, default=0, help="other random moments")
    parser.add_argument("--platform", choices=("telegram", "discord"), help="only on this one")
    chosen = parser.parse_args()
    kills, people = (10, 600) if chosen.short else (50, 10_000)
    platforms = (chosen.platform,) if chosen.platform else ("telegram", "discord")
    kept = [asyncio.run(main(each, kills, people, chosen.seed, screens=chosen.screens)) for each in platforms]
    sys.exit(0 if all(kept) else 1)
