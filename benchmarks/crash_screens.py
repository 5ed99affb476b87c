"""A broadcast that an organizer writes, rehearses, sends, pauses and stops by taps, while the bot is killed at each.

Whatever she tapped as it died, she looks how it stands in the next life, and taps again where it is not what she wants.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime

from benchmarks.dying import PATIENCE_SECONDS, Dying
from benchmarks.organizer import NAME, WithOrganizer
from benchmarks.telling import all_follow, beside
from storage.coining import written
from storage.members import Role
from storage.nouns import Nouns
from tests.journeys.campaigns import HOME
from tests.journeys.organizers import joins
from tests.journeys.telling import writes_message

SENT_TO_ALL, STOPPED = "sent to all", "stopped"
"""How it can end."""
SEND_TO, SEND, PAUSE, GO_ON, STOP = "Send to", "Yes, send now", "Pause", "Go on", "Stop for good"
LOOK = "See how far it is"
LOOK_AGAIN_SECONDS = 0.1
NUMBER = re.compile(r"[\d,]+")
LONGEST_TURN = 0.2
"""Seconds within which it dies after a tap."""
SILENT_SECONDS = 2.0
"""For so long nobody is told, once that is what was asked for."""
KILLS_OF_A_PAUSE = 3
HOW_OFTEN_PAUSED = 0.4
STOPPED_AFTER = 0.6
"""Of all people."""
HEARD = re.compile(r"([\d,]+) (?:person|people) (?:heard it|got it without a sound)")
IN_DOUBT = re.compile(r"([\d,]+) messages? nobody knows whether")
"""After a stop nobody tries again what was on its way when the bot ended."""
NOT_TOLD = re.compile(r"([\d,]+) (?:was|were) not told, since it was stopped")


@dataclass(frozen=True)
class Shown:
    """What she reads in the end: how many were told, of how many nobody knows, and how many were not told."""

    promised: int
    """By the button that sent it."""
    told: int
    in_doubt: int
    not_told: int
    came_in_silence: int
    """While it was paused, or after it was stopped."""
    killed: Counter[str]

    def is_true_of(self, people: int, left_out: int) -> bool:
        """Whether it is what the service saw."""
        may_have_come = people - left_out - self.told
        is_all = self.promised == people == self.told + self.in_doubt + self.not_told
        return is_all and 0 <= may_have_come <= self.in_doubt and not self.came_in_silence

    def __str__(self) -> str:
        """In one line."""
        numbers = f"{self.told} told, {self.in_doubt} in doubt, {self.not_told} not told"
        return f"promised to {self.promised}, shown {numbers}, {self.came_in_silence} came in silence"


async def by_screens(on: WithOrganizer, end: str, bot: Dying, kills: int) -> Shown:
    """From the first word to the end of it."""
    await bot.makes_store()
    async with beside(bot.folder) as store:
        petition_id, code = await store.turn(_petition_and_code)
        await all_follow(store, petition_id, bot.messages.ids, bot.messages.platform)
    telling = Telling(bot, on)
    await telling.is_sent(code)
    await telling.is_under_way(kills, 1.0 if end == SENT_TO_ALL else STOPPED_AFTER)
    return await (telling.is_done() if end == SENT_TO_ALL else telling.is_stopped())


def _petition_and_code(nouns: Nouns) -> tuple[int, str]:
    """One of the samples, and what makes whoever types it an owner of its organisation."""
    now = datetime.now(UTC)
    found = nouns.petitions.by_code(HOME, "en", now)
    assert found is not None, "the samples are loaded"
    return found.id, written(nouns.invites.make(found.organisation_id, Role.OWNER, now)[1])


@dataclass
class Telling:
    """One broadcast, from life to life."""

    bot: Dying
    on: WithOrganizer
    _number: int = 0
    _promised: int = 0
    _came_in_silence: int = 0
    _killed: Counter[str] = field(default_factory=Counter)

    async def is_sent(self, code: str) -> None:
        """Written, rehearsed and begun, with the last taps as often as it takes."""
        await self.bot.begins()
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not self.on.is_heard():  # noqa: ASYNC110 – another process says so
                await asyncio.sleep(LOOK_AGAIN_SECONDS)
        await joins(self.on.organizer, code, NAME)
        await writes_message(self.on.organizer)
        while LOOK in self.on.organizer.screen.labels:
            await self._taps(LOOK)
        send = self.on.organizer.button(self.on.organizer.label(SEND_TO))
        self._number, self._promised = int(send.leads_to.split(":")[1]), _sum(NUMBER, send.label)
        await self._taps(SEND_TO)
        await self._dies_at(SEND)
        await self._stands(PAUSE, SEND_TO, SEND)
        await self._dies("while it ran")

    async def is_under_way(self, kills: int, share: float) -> None:
        """Killed at random moments and at random taps, until so many of all have come."""
        enough, pauses = int(share * len(self.bot.messages.ids)), 0
        while (left := kills - len(self.bot.in_flight)) > 0 and self.bot.messages.arrived < enough:
            usual = max(1, (enough - self.bot.messages.arrived) // left)
            is_far = self.bot.messages.arrived + 3 * usual < len(self.bot.messages.ids)
            if is_far and left > KILLS_OF_A_PAUSE and (not pauses or self.bot.chance.random() < HOW_OFTEN_PAUSED):
                pauses += 1
                await self._is_paused(usual)
            else:
                await self.bot.lives_shortly(usual)
                self._killed["while it ran"] += 1

    async def _is_paused(self, usual: int) -> None:
        """Paused and gone on with, and killed at both taps and in between."""
        await self.bot.begins()
        await self.bot.some_arrive(usual)
        if await self._looks() != PAUSE:
            return await self._dies("while it ran")
        await self._dies_at(PAUSE)
        if await self._stands(GO_ON, PAUSE):
            await self._is_silent()
            await self._dies("while it was paused")
            await self._stands(GO_ON)
            await self._dies_at(GO_ON)
            await self._stands(PAUSE, GO_ON)
        return await self._dies("while it ran")

    async def is_done(self) -> Shown:
        """The rest is told in peace."""
        await self._stands("")
        return self._shown()

    async def is_stopped(self) -> Shown:
        """Killed as she stops it; what was on its way is settled in peace."""
        await self._stands(PAUSE)
        await self._taps("Stop…")
        await self._dies_at(STOP)
        await self._stands("", "Stop…", STOP)
        await self._is_silent()
        await self._looks()
        return self._shown()

    async def _stands(self, wanted: str, *taps: str) -> bool:
        """Look, and tap, until it can be gone on with by `wanted`; False where it is over before that."""
        if not self.bot.is_alive:
            await self.bot.begins()
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (stands := await self._looks()) not in {wanted, ""}:
                for label in taps if stands != wanted else ():
                    await self._taps(label)
        return stands == wanted

    async def _looks(self) -> str:
        """By what it can be gone on with; by nothing where it is over."""
        await self.on.organizer.taps_to(f"tell:{self._number}")
        shown = self.on.organizer.screen.labels
        return next((each for each in (PAUSE, GO_ON, SEND_TO, LOOK) if any(at.startswith(each) for at in shown)), "")

    async def _taps(self, label: str) -> None:
        await self.on.organizer.taps(self.on.organizer.label(label))

    async def _dies_at(self, label: str) -> None:
        """Within a moment after the tap, before it is known, answered or seen, or just after that."""
        tap = asyncio.create_task(self._taps(label))
        await asyncio.sleep(self.bot.chance.uniform(0, LONGEST_TURN))
        await self._dies(f"at {label!r}")
        tap.cancel()
        with suppress(asyncio.CancelledError):
            await tap

    async def _dies(self, when: str) -> None:
        await self.bot.dies()
        self._killed[when] += 1

    async def _is_silent(self) -> None:
        """What was on its way comes; after that, nobody is told anything."""
        await asyncio.sleep(SILENT_SECONDS / 2)
        came = self.bot.messages.arrived
        await asyncio.sleep(SILENT_SECONDS)
        self._came_in_silence += self.bot.messages.arrived - came

    def _shown(self) -> Shown:
        told, in_doubt, not_told = (_sum(each, self.on.organizer.screen.text) for each in (HEARD, IN_DOUBT, NOT_TOLD))
        return Shown(self._promised, told, in_doubt, not_told, self._came_in_silence, self._killed)


def _sum(numbers: re.Pattern[str], text: str) -> int:
    return sum(int(found.replace(",", "")) for found in numbers.findall(text))
