"""Telegram as a platform: updates in, by long polling or webhook; replies and deliveries out."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

import structlog
from telegram import Update

from bot.platforms import Answer, CannotRun, Delivered, Gone, Receipt
from bot.telegram.calling import CallFailed, Moved, Sleep
from bot.telegram.client import Client, TokenRefused
from bot.telegram.crowds import Crowds, lane_of
from bot.telegram.incoming import NAME, Heard, Hearing, without_unread
from bot.telegram.keyboard import Stand
from bot.telegram.links import Links
from bot.telegram.memory import Memory
from bot.telegram.polling import Poll, RawUpdate
from bot.telegram.recovering import Recovery
from bot.telegram.sending import Place, Sender
from bot.telegram.speaking import Speaker
from bot.telegram.webhook import AddressRefused, Webhook
from config.texts import _, speaking
from handlers.screens import Action, Reply, Screen
from storage.store import Store

SLOW_SECONDS = 1.0
"""After so long without an answer a person is shown that work goes on."""
WATCHED_SECONDS = 120.0
"""So long after a start deliveries are watched: what ended the last process is delivered again soon."""
LAST_SECONDS = 8.0
"""How long the end waits for what is being shown."""

_NUMBER = re.compile("-?[0-9]{1,20}")

log = structlog.get_logger()
Committed = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the platform stands on; `clock` gives aware times. Without a webhook, Telegram is asked for what is new."""

    store: Store
    clock: Callable[[], datetime]
    public_url: str = ""
    webhook: Webhook | None = None
    sleep: Sleep = asyncio.sleep


class Telegram:
    """One bot on one server of the Bot API; `bot` is logged in already."""

    name = NAME

    def __init__(self, bot: Client, around: Standing) -> None:
        """Nothing is asked or sent before `run`."""
        self._bot = bot
        self._webhook = around.webhook
        self._sleep = around.sleep
        self._links = Links(bot.username)
        self._hearing = Hearing(bot.id, self._links)
        self._memory = Memory(around.store, around.clock)
        self._sender = Sender(bot, around.sleep)
        self._speaker = Speaker(self._sender, self._memory, self._links, around.public_url)
        self._recovery = Recovery(around.store, around.clock, f"{NAME}:{bot.id}")
        self._poll = Poll(bot, self._begin, around.sleep)
        self._answer: Answer | None = None
        self._watched_until = 0.0
        self._last_taps: dict[tuple[int, int], str] = {}
        self._working: set[asyncio.Task[None]] = set()
        self._showing: WeakValueDictionary[tuple[int, str], asyncio.Lock] = WeakValueDictionary()
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
        if self._crowds.is_crowded(lane_of(raw)):
            self.dropped += 1
            done()
        elif is_left_over:
            self._start(self._left_over(raw, done))
        else:
            self._start_to_hear(raw, done)

    def _start_to_hear(self, raw: RawUpdate, committed: Committed) -> asyncio.Task[None]:
        lane = lane_of(raw)
        self._crowds.comes(lane)
        work = self._start(self._hear(raw, committed))
        work.add_done_callback(lambda _work: self._crowds.leaves(lane))
        return work

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._working.add(task)
        task.add_done_callback(self._has_ended)
        return task

    def _has_ended(self, task: asyncio.Task[None]) -> None:
        self._working.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.error("work on an update failed", exc_info=task.exception())

    async def _left_over(self, raw: RawUpdate, done: Committed) -> None:
        """An update that came before the process started: it may be what ended the last one."""
        if await self._watched(raw):
            done()

    async def _delivered(self, raw: RawUpdate) -> bool:
        """An update that Telegram brings; soon after a start it may be one that ended the last process."""
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
            await self._deal_with(raw, self._understood(raw), committed)
        except Exception:
            log.exception("an update could not be dealt with")
            committed()
            await self._let_go_of(raw)

    async def _deal_with(self, raw: RawUpdate, heard: Heard | None, committed: Committed) -> None:
        if heard is None or (heard.is_correction and await self._memory.form_of(heard) is not None):
            self.ignored += 1
            committed()
            await self._let_go_of(raw)
        else:
            await self._turn(heard, committed)
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
        query = raw.get("callback_query")
        if isinstance(query, dict) and isinstance(query.get("id"), str):
            await self._sender.answer_tap(query["id"], pop_up, is_alert=bool(pop_up))

    async def _set_aside(self, raw: RawUpdate) -> None:
        """Whoever tapped is told; the update itself is not read, since that may be what ended the process."""
        with speaking(_language_in(raw)):
            await self._let_go_of(
                raw, _("Something went wrong with this tap. Look whether it was done; if not, tap again.")
            )

    async def _turn(self, heard: Heard, committed: Committed) -> None:
        assert self._answer is not None, "updates come only while it runs"
        waiting = asyncio.get_running_loop().call_later(SLOW_SECONDS, self._show_work, heard)

        async def show(reply: Reply | None) -> None:
            waiting.cancel()
            committed()
            letting_go = self._start(self._speaker.let_go(heard, reply))
            async with self._in_order(heard):
                await self._speaker.show(heard, reply)
            await letting_go

        tapped = _message_of(heard)
        self._last_taps[tapped] = heard.incoming.update_id
        try:
            reply = await self._answer(heard.incoming, show)
            if isinstance(reply, Screen) and reply.behind is not None:
                await self._change_behind(heard, reply.behind)
        finally:
            waiting.cancel()
            if self._is_last_tap(heard):
                del self._last_taps[tapped]

    def _is_last_tap(self, heard: Heard) -> bool:
        """Whether nobody has tapped this message since: else it shows something newer."""
        return self._last_taps.get(_message_of(heard)) == heard.incoming.update_id

    def _in_order(self, heard: Heard) -> asyncio.Lock:
        """Replies to one person in one chat are shown one after the other, as they come."""
        key = (heard.chat_id, heard.incoming.person.user_id)
        lock = self._showing.get(key)
        if lock is None:
            lock = self._showing[key] = asyncio.Lock()
        return lock

    def _show_work(self, heard: Heard) -> None:
        self._start(self._sender.shows_work(Place(heard.chat_id, heard.thread)))

    async def _change_behind(self, heard: Heard, action: Action) -> None:
        """The place that was tapped shows what is so now; what happened stands below it."""
        if self._answer is None or heard.tapped is None or heard.tapped.stand in {Stand.EVENT, Stand.FORM}:
            return
        update_id = f"{heard.incoming.update_id}/behind"
        incoming = replace(heard.incoming, token=action.token, update_id=update_id, is_look=True)
        behind = replace(heard, incoming=incoming, query="")

        async def show(reply: Reply | None) -> None:
            async with self._in_order(heard):
                if self._is_last_tap(heard):
                    await self._speaker.show(behind, reply)

        await self._answer(incoming, show)

    async def deliver(self, address: str, screen: Screen, *, is_silent: bool = False) -> Receipt:
        """A new message in the chat of this id, `chat` or `chat/topic`."""
        chat, _slash, topic = address.partition("/")
        if not _NUMBER.fullmatch(chat):
            return Gone()
        place = Place(int(chat), int(topic) if _NUMBER.fullmatch(topic) else None, is_silent, screen.is_guarded)
        try:
            return Delivered(str(await self._speaker.deliver(place, screen)))
        except CallFailed as failed:
            return failed.receipt
        except Moved as moved:
            return await self.deliver(f"{moved.chat_id}", screen, is_silent=is_silent)

    def invite(self, action: Action) -> str:
        """A link that leads to the action."""
        return self._links.invite(action)

    async def rests(self, within: float) -> None:
        """Wait until all that came is answered and shown, at most so many seconds."""
        if self._working:
            await asyncio.wait(self._working, timeout=within)

    async def _end(self) -> None:
        """Let what is committed be shown, remember what stands where, and confirm what is done."""
        await self.rests(LAST_SECONDS)
        self.left = self._crowds.in_hand
        for task in self._working:
            task.cancel()
        await self.rests(1)
        await self._memory.write()
        if self._webhook is None:
            await self._poll.confirm()


def _message_of(heard: Heard) -> tuple[int, int]:
    """The chat and the message that was tapped; 0 where nothing was."""
    return heard.chat_id, heard.tapped.message_id if heard.tapped else 0


def _language_in(raw: RawUpdate) -> str:
    query = raw.get("callback_query")
    person = query.get("from") if isinstance(query, dict) else None
    code = person.get("language_code") if isinstance(person, dict) else ""
    return code if isinstance(code, str) else ""
