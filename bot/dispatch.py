"""From a platform's incoming to a reply: each person's turns in order, each turn once, commit first."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import structlog

from bot.bringing_files import Bringing
from bot.limits import Limits, Verdict
from bot.platforms import Show
from bot.tallying import Tally
from config.texts import speaking
from handlers.conversing import converse, converse_again
from handlers.offers import Offer, offers
from handlers.router import Afterwards, Command, NeedsWriter, Router, Way
from handlers.screens import Action, Reply, Screen
from handlers.trouble import something_failed, store_is_down, told_of_trouble, too_busy, too_fast
from handlers.turn import Incoming, Operator, Room, Turn
from handlers.uploads import NeedsFile
from storage.erasing import finish_erasing
from storage.file_store import FileStore
from storage.nouns import Nouns
from storage.store import Store, StoreTrouble, TooBusy, Work
from storage.uniting import finish_uniting
from storage.way import Passed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

MOST_WAITING = 20
DEADLINE_SECONDS = 2.0
SLOW_SECONDS = 0.05
PAUSES = (0.05, 0.2, 1.0)
PATIENT_PAUSES = (*PAUSES, 2.0, 4.0, 8.0)
"""For a form that was sent as a whole: what was typed into it stands nowhere else."""
CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

log = structlog.get_logger()
T = TypeVar("T")
Clock = Callable[[], datetime]
Sleep = Callable[[float], Awaitable[None]]
Links = Callable[[str, Action], tuple[tuple[str, str], ...]]


def no_links_of(_platform: str, _action: Action) -> tuple[tuple[str, str], ...]:
    """Where there is one platform alone."""
    return ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What holds for all turns of a program.

    The `operator` is named on the screens that promise something. `links` gives the links of other platforms than the
    one it is told to an action, `rooms` say what fits on each, `paces` how many messages each is sent in a
    second. `files` are those that were sent in chats, `limits` count what is done, and `tally` which part of the way
    to a signature somebody went.
    """

    operator: Operator = field(default_factory=Operator)
    links: Links = no_links_of
    rooms: Mapping[str, Room] = field(default_factory=dict)
    files: FileStore = field(default_factory=FileStore)
    limits: Limits = field(default_factory=Limits)
    paces: Mapping[str, float] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)


@dataclass(slots=True)
class Lane:
    """The waiting turns of one person in one chat."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    has_refused: bool = False


class Dispatch:
    """Answers turns. Turns of one lane keep their order; lanes do not wait for one another."""

    def __init__(
        self,
        store: Store,
        router: Router,
        clock: Clock,
        around: Surroundings | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """`clock` gives aware times."""
        self._store = store
        self._router = router
        self._clock = clock
        self._around = around or Surroundings()
        self._sleep = sleep
        self._bringing = Bringing(self._around.files)
        self._limits = self._around.limits
        self._lanes: dict[tuple[str, str], Lane] = {}

    @property
    def tally(self) -> Tally:
        """What its turns went of the way to a signature, and is not written yet."""
        return self._around.tally

    @property
    def menu(self) -> tuple[Command, ...]:
        """What can be typed, in the order of menus and help."""
        return self._router.menu

    async def answer(self, incoming: Incoming, show: Show | None = None) -> Reply | None:
        """The reply to one incoming, committed and shown; None where nothing is to be said."""
        if incoming.is_overheard:
            return None
        key = (incoming.chat.key, incoming.person.key)
        lane = self._lanes.setdefault(key, Lane())
        with speaking(incoming.person.locale):
            if (verdict := self._limits.judge(incoming)) is not Verdict.WITHIN:
                return await _shown(_refused(incoming, verdict), show)
            if lane.waiting >= MOST_WAITING:
                return await _shown(self._refuse(lane, incoming), show)
            async with self._in(lane, key):
                async with lane.lock:
                    reply = await self._turn(incoming)
                # A reply that is slow to be shown holds up no commit; it counts as waiting until it is.
                return await _shown(reply, show)

    def asks_role(self, incoming: Incoming) -> bool:
        """Whether a platform has to say first if this person governs the chat."""
        return self._router.asks_role(incoming)

    async def offer(self, incoming: Incoming, skip: int = 0) -> tuple[Offer, ...] | None:
        """Petitions that fit the words, the same for everybody of one language; None where nobody could look."""
        try:
            return await self._tried(self._store.read, lambda nouns: offers(self._turn_of(nouns, incoming), skip))
        except (TooBusy, StoreTrouble) as trouble:
            log.warning("nothing could be offered", kind=type(trouble).__name__)
        except Exception:
            log.exception("nothing could be offered", code=_new_code())
        return None

    def _refuse(self, lane: Lane, incoming: Incoming) -> Reply | None:
        """Taps are refused aloud; messages are dropped with one notice."""
        if not incoming.token and lane.has_refused:
            return None
        lane.has_refused = True
        return told_of_trouble(incoming, too_fast())

    @asynccontextmanager
    async def _in(self, lane: Lane, key: tuple[str, str]) -> AsyncIterator[None]:
        lane.waiting += 1
        try:
            yield
        finally:
            lane.waiting -= 1
            if not lane.waiting:
                self._lanes.pop(key, None)

    async def _turn(self, incoming: Incoming) -> Reply:
        way = self._router.way(incoming)
        try:
            return await self._run_with_files(incoming, way)
        except TooBusy:
            log.warning("turn withdrawn", verb=way.route.verb)
            trouble = too_busy(incoming.token)
        except StoreTrouble as fault:
            log.warning("store trouble", kind=str(fault))
            trouble = store_is_down(incoming.token)
        except Exception:
            trouble = await self._failed(incoming, way)
        return told_of_trouble(incoming, trouble)

    async def _run_with_files(self, incoming: Incoming, way: Way) -> Reply:
        """Where a question takes what was sent, it is brought, and the turn runs again: nothing of it was kept."""
        while True:
            try:
                return await self._run(incoming, way)
            except NeedsFile as needs:
                incoming = await self._bringing.brought(incoming, needs.wanted)

    async def _run(self, incoming: Incoming, way: Way) -> Reply:
        steps: list[Passed] = []
        reply = await self._kept(incoming, way, steps)
        self._around.tally.add(steps, self._clock())
        return reply

    async def _kept(self, incoming: Incoming, way: Way, steps: list[Passed]) -> Reply:
        if way.route.reads:
            with suppress(NeedsWriter):
                return await self._tried(self._store.read, partial(self._read, incoming=incoming, way=way, steps=steps))
        writing = partial(self._write, incoming=incoming, way=way, steps=steps)
        reply: Reply = await self._tried(self._store.turn, writing, is_patient=bool(incoming.values))
        if way.route.after is Afterwards.ERASING:
            await self._finish_erasing()
        if way.route.after is Afterwards.UNITING:
            await self._finish_uniting()
        return reply

    async def _finish_erasing(self) -> None:
        """The person is erased already: trouble here must not be told as if nothing had been changed."""
        try:
            await finish_erasing(self._store, self._clock())
            await self._store.scrub()
        except Exception:
            log.exception("could not scrub after an erasing")

    async def _finish_uniting(self) -> None:
        """The accounts are linked already; what is not brought over now is before long."""
        try:
            await finish_uniting(self._store, self._clock())
        except Exception:
            log.exception("could not bring everything over after a linking")

    async def _tried(self, run: Callable[..., Awaitable[T]], work: Work[T], *, is_patient: bool = False) -> T:
        """Trouble of the store is tried again, with growing pauses; nothing was committed then."""
        passing = (StoreTrouble, TooBusy) if is_patient else StoreTrouble
        for pause in PATIENT_PAUSES if is_patient else PAUSES:
            try:
                return await run(work, within=DEADLINE_SECONDS)
            except passing as trouble:
                log.warning("store trouble, trying again", kind=str(trouble) or type(trouble).__name__)
                await self._sleep(pause)
        return await run(work, within=DEADLINE_SECONDS)

    def _read(self, nouns: Nouns, incoming: Incoming, way: Way, steps: list[Passed]) -> Reply:
        steps.clear()
        return converse(self._router, self._turn_of(nouns, incoming, steps), way, reads=True)

    def _write(self, nouns: Nouns, incoming: Incoming, way: Way, steps: list[Passed]) -> Reply:
        steps.clear()
        turn = self._turn_of(nouns, incoming, steps)
        is_new = nouns.handled.add(incoming.bot, incoming.update_id, turn.now)
        started = time.perf_counter()
        if is_new:
            reply = converse(self._router, turn, way, reads=False)
        else:
            reply = converse_again(self._router, turn, self._router.way_again(incoming))
            steps.clear()
        if (took := time.perf_counter() - started) > SLOW_SECONDS:
            log.info("slow turn", verb=way.route.verb, seconds=round(took, 3))
        return reply

    def _turn_of(self, nouns: Nouns, incoming: Incoming, steps: list[Passed] | None = None) -> Turn:
        around, menu = self._around, self._router.menu
        links = partial(around.links, incoming.person.platform)
        return Turn(
            incoming,
            nouns,
            self._clock(),
            around.operator,
            incoming.answers,
            menu,
            links=links,
            rooms=around.rooms,
            files=around.files,
            paces=around.paces,
            steps=[] if steps is None else steps,
        )

    async def _failed(self, incoming: Incoming, way: Way) -> Screen:
        """Nothing was changed; the update is marked as done, so that it does not come back."""
        code = _new_code()
        log.exception("turn failed", code=code, verb=way.route.verb)
        try:
            await self._store.turn(lambda nouns: nouns.handled.add(incoming.bot, incoming.update_id, self._clock()))
        except Exception:
            log.exception("could not mark a failed turn as done", code=code)
        return something_failed(code, incoming.token)


def _refused(incoming: Incoming, verdict: Verdict) -> Reply | None:
    """Taps are refused aloud, messages once a minute."""
    is_told = bool(incoming.token) or verdict is Verdict.FIRST_BEYOND
    return told_of_trouble(incoming, too_fast()) if is_told else None


def _new_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(4))


async def _shown(reply: Reply | None, show: Show | None) -> Reply | None:
    if show is not None:
        await show(reply)
    return reply
