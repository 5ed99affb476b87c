"""Telegram as a platform: updates in, by long polling or webhook; replies and deliveries out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

import structlog
from telegram import Update

from bot.platforms import Answer, CannotRun, Delivered, Gone, Receipt
from bot.telegram.calling import CallFailed, Moved, Sleep
from bot.telegram.client import Client, TokenRefused
from bot.telegram.incoming import NAME, Heard, Hearing
from bot.telegram.keyboard import Stand
from bot.telegram.links import Links
from bot.telegram.memory import Memory
from bot.telegram.polling import Poll, RawUpdate
from bot.telegram.recovering import Recovery
from bot.telegram.sending import Place, Sender
from bot.telegram.speaking import Speaker
from bot.telegram.webhook import AddressRefused, Webhook
from handlers.screens import Action, Reply, Screen
from storage.store import Store

SLOW_SECONDS = 1.0
"""After so long without an answer a person is shown that work goes on."""
LAST_SECONDS = 10.0
"""How long the end waits for what is being shown."""

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
        self._links = Links(bot.username)
        self._hearing = Hearing(bot.id, self._links)
        self._memory = Memory(around.store, around.clock)
        self._sender = Sender(bot, around.sleep)
        self._speaker = Speaker(self._sender, self._memory, self._links, around.public_url)
        self._recovery = Recovery(around.store, around.clock, f"{NAME}:{bot.id}")
        self._poll = Poll(bot, self._begin, around.sleep)
        self._answer: Answer | None = None
        self._working: set[asyncio.Task[None]] = set()
        self.ignored = 0
        """Updates that nobody asked for, or that could not be read."""
        self.left = 0
        """Answers that were still being shown when the process had to end."""

    async def run(self, answer: Answer) -> None:
        """Answer what comes until cancelled; what is committed by then is still shown. Raises CannotRun."""
        self._answer = answer
        remembering = asyncio.create_task(self._memory.keep())
        try:
            if self._webhook is None:
                await self._bot.delete_webhook()
                await self._poll.run()
            else:
                await self._webhook.serve(self._bot, self._take)
        except (TokenRefused, AddressRefused) as refused:
            raise CannotRun(str(refused)) from None
        finally:
            remembering.cancel()
            await self._end()

    def _begin(self, raw: RawUpdate, is_left_over: bool) -> None:
        """Begin to work on a polled update, which is confirmed once it is committed."""
        update_id = raw["update_id"]
        done = partial(self._poll.window.ends, update_id)
        self._start(self._left_over(raw, done) if is_left_over else self._hear(raw, done))

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
        try:
            async with self._recovery.over(raw["update_id"]) as may_begin:
                if may_begin:
                    await self._take(raw)
        finally:
            done()

    async def _take(self, raw: RawUpdate) -> None:
        """A delivered update; returns once it is committed."""
        committed = asyncio.Event()
        self._start(self._hear(raw, committed.set))
        await committed.wait()

    async def _hear(self, raw: RawUpdate, committed: Committed) -> None:
        """One update from beginning to end; whatever happens, it is done with, and a tap is let go of."""
        heard = self._understood(raw)
        try:
            if heard is None:
                self.ignored += 1
                await self._let_go_of(raw)
            else:
                await self._turn(heard, committed)
        except Exception:
            log.exception("an update could not be dealt with")
            await self._let_go_of(raw)
        finally:
            committed()

    def _understood(self, raw: RawUpdate) -> Heard | None:
        """None for what we did not ask for, what is not for us, and what the library can't read."""
        try:
            return self._hearing.understood(Update.de_json(dict(raw), self._bot))
        except Exception as fault:
            log.warning("an update could not be read", kind=type(fault).__name__)
            return None

    async def _let_go_of(self, raw: RawUpdate) -> None:
        """A tap that nothing answers is let go of all the same."""
        query = raw.get("callback_query")
        if isinstance(query, dict) and isinstance(query.get("id"), str):
            await self._sender.answer_tap(query["id"])

    async def _turn(self, heard: Heard, committed: Committed) -> None:
        assert self._answer is not None, "updates come only while it runs"
        waiting = asyncio.get_running_loop().call_later(SLOW_SECONDS, self._show_work, heard)

        async def show(reply: Reply | None) -> None:
            waiting.cancel()
            committed()
            await self._speaker.show(heard, reply)

        try:
            reply = await self._answer(heard.incoming, show)
        finally:
            waiting.cancel()
        if isinstance(reply, Screen) and reply.behind is not None:
            await self._change_behind(heard, reply.behind)

    def _show_work(self, heard: Heard) -> None:
        self._start(self._sender.shows_work(Place(heard.chat_id, heard.thread)))

    async def _change_behind(self, heard: Heard, action: Action) -> None:
        """The place that was tapped shows what is so now; what happened stands below it."""
        if self._answer is None or heard.tapped is None or heard.tapped.stand in {Stand.EVENT, Stand.FORM}:
            return
        update_id = f"{heard.incoming.update_id}/behind"
        incoming = replace(heard.incoming, token=action.token, update_id=update_id, is_look=True)
        behind = replace(heard, incoming=incoming, query="")
        await self._answer(incoming, partial(self._speaker.show, behind))

    async def deliver(self, address: str, screen: Screen, *, is_silent: bool = False) -> Receipt:
        """A new message in the chat of this id, `chat` or `chat/topic`."""
        chat, _slash, topic = address.partition("/")
        if not chat.removeprefix("-").isdigit():
            return Gone()
        place = Place(int(chat), int(topic) if topic.isdigit() else None, is_silent, screen.is_guarded)
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
        self.left = len(self._working)
        for task in self._working:
            task.cancel()
        await self._memory.write()
        if self._webhook is None:
            await self._poll.confirm()
