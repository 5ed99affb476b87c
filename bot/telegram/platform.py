"""Telegram as a platform: updates in, by long polling or webhook; replies and deliveries out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog
from telegram import Update

from bot.platforms import PLAINLY, Answer, CannotRun, Manner, Offering, Receipt, TryLater, no_offers
from bot.telegram.among_others import AmongOthers
from bot.telegram.calling import Moved, Sleep
from bot.telegram.client import Client, TokenRefused
from bot.telegram.crowds import Crowds, lane_of
from bot.telegram.delivering import Delivery, Refusals
from bot.telegram.governing import Governing
from bot.telegram.incoming import NAME, Heard, Hearing, without_unread
from bot.telegram.inline import Inline
from bot.telegram.links import links_of
from bot.telegram.marks import Marks
from bot.telegram.memory import Memory
from bot.telegram.passing import Passing
from bot.telegram.placing import Scene
from bot.telegram.polling import Poll, RawUpdate
from bot.telegram.recovering import Recovery
from bot.telegram.sending import Sender
from bot.telegram.speaking import Speaker
from bot.telegram.turning import Committed, Tools, Turning
from bot.telegram.unread import language_in, query_in
from bot.telegram.webhook import AddressRefused, Webhook
from bot.unfolding import Unfolding
from bot.working import Work
from config.texts import _, speaking
from handlers.screens import Action, Screen
from handlers.turn import Incoming
from storage.store import Store

WATCHED_SECONDS = 120.0
"""So long after a start deliveries are watched: what ended the last process is delivered again soon."""
LAST_SECONDS = 8.0
"""How long the end waits for what is being shown."""

MOVED_AFTER = timedelta(seconds=1)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Standing:
    """What the platform stands on; `clock` gives aware times. Without a webhook, Telegram is asked for what is new."""

    store: Store
    clock: Callable[[], datetime]
    public_url: str = ""
    webhook: Webhook | None = None
    sleep: Sleep = asyncio.sleep
    between_looks: Sleep = asyncio.sleep
    offer: Offering = no_offers
    asks_role: Callable[[Incoming], bool] = lambda _incoming: False
    """Whether it matters for what somebody does that they govern the chat."""


class Telegram:
    """One bot on one server of the Bot API; `bot` is logged in already."""

    name = NAME
    knows_again_within = timedelta()

    def __init__(self, bot: Client, around: Standing) -> None:
        """Nothing is asked or sent before `run`."""
        self._bot = bot
        self._webhook = around.webhook
        self._sleep = around.sleep
        self._links = links_of(bot)
        self._hearing = Hearing(bot.id, self._links, bot.bring)
        self._memory = Memory(around.store, around.clock)
        self._sender = Sender(bot, around.sleep)
        public_url, marks = around.public_url.rstrip("/"), Marks(is_inline=self._links.is_inline)
        self._passing = Passing(self._sender, around.sleep)
        others = AmongOthers(self._sender, self._links, marks, self._passing, public_url)
        self._speaker = Speaker(self._sender, self._memory, others, marks, public_url)
        scene = Scene(self._links, public_url)
        self._inline = Inline(f"{NAME}:{bot.id}", self._sender, around.offer, scene, marks)
        self._delivery = Delivery(self._sender, self._speaker, others, self._inline, Refusals(around.clock))
        self._recovery = Recovery(around.store, around.clock, f"{NAME}:{bot.id}")
        self._poll = Poll(bot, self._begin, around.sleep)
        self._answer: Answer | None = None
        self._watched_until = 0.0
        self._work = Work("an update")
        governing = Governing(bot, around.sleep)
        self._unfolding = Unfolding(around.between_looks)
        tools = Tools(self._sender, self._speaker, governing, self._work, self._unfolding, around.asks_role)
        self._turning = Turning(tools)
        self._crowds = Crowds()
        self.ignored = 0
        """Updates that nobody asked for, or that could not be read."""
        self.dropped = 0
        """Messages of people of whom more were in hand than dispatch takes, dropped before they are even read."""
        self.left = 0
        """Answers that were still being shown when the process had to end."""

    async def run(self, answer: Answer) -> None:
        """Answer what comes until cancelled; what is committed by then is still shown. Raises CannotRun."""
        self._answer = answer
        remembering = asyncio.create_task(self._memory.keep())
        try:
            if self._webhook is None:
                await self._poll.run()
            else:
                self._watched_until = asyncio.get_running_loop().time() + WATCHED_SECONDS
                await self._webhook.serve(self._bot, self._delivered, self._sleep)
        except (TokenRefused, AddressRefused) as refused:
            raise CannotRun(str(refused)) from None
        finally:
            remembering.cancel()
            await self._end()

    def _begin(self, raw: RawUpdate, is_left_over: bool) -> None:
        """Begin to work on a polled update, which is confirmed once it is committed."""
        update_id = raw["update_id"]
        done = partial(self._poll.window.ends, update_id)
        if self._inline.takes(raw, self._work.start):
            done()
        elif self._crowds.is_crowded(lane_of(raw)):
            self.dropped += 1
            done()
        elif is_left_over:
            self._work.start(self._left_over(raw, done))
        else:
            self._start_to_hear(raw, done)

    def _start_to_hear(self, raw: RawUpdate, committed: Committed) -> asyncio.Task[None]:
        lane = lane_of(raw)
        self._crowds.comes(lane)
        work = self._work.start(self._hear(raw, committed))
        work.add_done_callback(lambda _work: self._crowds.leaves(lane))
        return work

    async def _left_over(self, raw: RawUpdate, done: Committed) -> None:
        """An update that came before the process started: it may be what ended the last one."""
        if await self._watched(raw):
            done()

    async def _delivered(self, raw: RawUpdate) -> bool:
        """An update that Telegram brings; soon after a start it may be one that ended the last process."""
        if self._inline.takes(raw, self._work.start):
            return True
        is_watched = asyncio.get_running_loop().time() < self._watched_until
        return await (self._watched(raw) if is_watched else self._take(raw))

    async def _watched(self, raw: RawUpdate) -> bool:
        """Take it under watch; True where it need not come again."""
        async with self._recovery.over(raw["update_id"]) as may_begin:
            is_done = await self._take(raw) if may_begin else True
        if not may_begin:
            await self._set_aside(raw)
        return is_done

    async def _take(self, raw: RawUpdate) -> bool:
        """A delivered update; True once it is committed, False where the end came first and it has to come again."""
        taken: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        def settle(is_committed: bool) -> None:
            if not taken.done():
                taken.set_result(is_committed)

        work = self._start_to_hear(raw, partial(settle, True))
        work.add_done_callback(lambda _work: settle(False))
        return await taken

    async def _hear(self, raw: RawUpdate, committed: Committed) -> None:
        """One update from beginning to end; it is done with unless the end of the process cuts it short."""
        try:
            assert self._answer is not None, "updates come only while it runs"
            sent_on = self._inline.sent_on(raw)
            if sent_on is not None:
                await self._answer(sent_on)
                committed()
            else:
                await self._deal_with(self._answer, raw, committed)
        except Exception:
            log.exception("an update could not be dealt with")
            committed()
            await self._let_go_of(raw)

    async def _deal_with(self, answer: Answer, raw: RawUpdate, committed: Committed) -> None:
        heard = self._understood(raw)
        if heard is None or (heard.is_correction and await self._memory.form_of(heard) is not None):
            self.ignored += 1
            committed()
            await self._let_go_of(raw)
        else:
            await self._turning.turn(answer, heard, committed)
            committed()

    def _understood(self, raw: RawUpdate) -> Heard | None:
        """None for what we did not ask for, what is not for us, and what the library can't read."""
        try:
            return self._hearing.understood(Update.de_json(without_unread(raw), self._bot))
        except Exception as fault:
            log.warning("an update could not be read", kind=type(fault).__name__)
            return None

    async def _let_go_of(self, raw: RawUpdate, pop_up: str = "") -> None:
        """A tap that nothing answers is let go of all the same."""
        if query := query_in(raw):
            await self._sender.answer_tap(query, pop_up, is_alert=bool(pop_up))

    async def _set_aside(self, raw: RawUpdate) -> None:
        """Whoever tapped is told; the update itself is not read, since that may be what ended the process."""
        with speaking(language_in(raw)):
            await self._let_go_of(
                raw, _("Something went wrong with this tap. Look whether it was done; if not, tap again.")
            )

    async def deliver(
        self,
        address: str,
        screen: Screen,
        manner: Manner = PLAINLY,
    ) -> Receipt:
        """A new message in the chat of this id, `chat` or `chat/topic`, or one that is changed; a card sent inline."""
        try:
            return await self._delivery.deliver(address, screen, manner)
        except Moved as moved:
            await self._has_moved(address, moved.chat_id)
            return TryLater(MOVED_AFTER)

    async def _has_moved(self, address: str, new_id: int) -> None:
        """A group is somewhere else, and nobody had told us."""
        room = self.pace_of(address)
        if self._answer is not None:
            await self._answer(self._hearing.moved(f"moved/{room}/{new_id}", room, new_id))

    async def take_away(self, address: str, message: str) -> Receipt:
        """A message goes, where it still can."""
        return await self._delivery.take_away(address, message)

    def pace_of(self, address: str) -> str:
        """A group, whose topics share its limits."""
        return address.partition("/")[0]

    def invite(self, action: Action) -> str:
        """A link that leads to the action."""
        return self._links.invite(action)

    @property
    def passing(self) -> int:
        """How many messages stand that go by themselves."""
        return len(self._passing)

    async def rests(self, within: float) -> None:
        """Wait until all that came is answered and shown, at most so many seconds."""
        await self._work.rests(within)

    async def _end(self) -> None:
        """Let what is committed be shown, remember what stands where, and confirm what is done."""
        self._unfolding.end()
        await self.rests(LAST_SECONDS)
        self.left = self._crowds.in_hand
        self._work.cancel()
        await self.rests(1)
        await self._passing.end(1)
        await self._memory.write()
        if self._webhook is None:
            await self._poll.confirm()
