"""Discord as a platform: interactions in, answers and deliveries out."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import structlog

from bot.discord import links
from bot.discord.answering import Answering
from bot.discord.calling import CallFailed
from bot.discord.client import Client, Sleep, TokenRefused, log_in, stay_connected
from bot.discord.completing import Completer
from bot.discord.custom_ids import Stand
from bot.discord.deeds import Deeds
from bot.discord.happenings import happened
from bot.discord.incoming import Heard, Kind, typed, understood
from bot.discord.places import NAME, channel_id_of
from bot.discord.roles import Roles
from bot.discord.seeing import may_name, may_ring
from bot.discord.sending import Sender
from bot.discord.speaking import Speaker
from bot.platforms import PLAINLY, Answer, CannotRun, Delivered, Gone, Manner, Receipt
from bot.unfolding import Place, Unfolding
from bot.working import Work
from handlers.screens import Action, Reply, Screen
from handlers.turn import Incoming
from storage.store import Store

DEADLINE_SECONDS = 2.0
"""After so long without an answer an interaction is acknowledged; Discord gives up after three seconds."""
KNOWN_FOR = timedelta(minutes=3)
"""Discord knows a message by its nonce for some minutes, without saying for how many."""
LAST_SECONDS = 8.0
"""How long the end waits for what is being shown."""

_PERSON = re.compile("[0-9]{1,20}")

log = structlog.get_logger()
Json = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Standing:
    """What the platform stands on; `clock` gives aware times."""

    store: Store
    clock: Callable[[], datetime]
    public_url: str = ""
    sleep: Sleep = asyncio.sleep
    between_looks: Sleep = asyncio.sleep
    deadline: float = DEADLINE_SECONDS
    introduces: Callable[[], Coroutine[Any, Any, None]] | None = None
    """What is done once the bot is logged in, beside everything else."""
    asks_role: Callable[[Incoming], bool] = lambda _incoming: False
    """Tells whether something is for those who govern a chat."""


class Discord:
    """One application on one server of Discord's API."""

    name = NAME
    knows_again_within = KNOWN_FOR

    def __init__(self, client: Client, around: Standing) -> None:
        """Nothing is heard or sent before `run`."""
        self._client = client
        self._sleep = around.sleep
        self._deadline = around.deadline
        self._introduces = around.introduces
        self._asks_role = around.asks_role
        self._introducing: asyncio.Task[None] | None = None
        self._sender = Sender(client)
        self._speaker = Speaker(around.public_url)
        self._deeds = Deeds(self._sender, self._speaker, Roles(client, self._sender, self._take_note))
        self._completer = Completer(around.store, around.clock, self._sender)
        self._unfolding = Unfolding(around.between_looks)
        self._answer: Answer | None = None
        self._work = Work("Discord")
        self._showing: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self.left = 0
        """Answers that were still being shown when the process had to end."""

    async def run(self, answer: Answer) -> None:
        """Answer what comes until cancelled; what is committed by then is still shown. Raises CannotRun."""
        self._answer = answer
        self._client.hears(self._begin, self._begin_words, self._begin_happening)
        try:
            await self._log_in()
            await stay_connected(self._client, self._sleep)
        finally:
            await self._end()

    async def _log_in(self) -> None:
        try:
            await log_in(self._client, self._sleep)
        except TokenRefused as refused:
            raise CannotRun(str(refused)) from None
        if self._introduces is not None:
            self._introducing = self._work.start(self._introduces())

    def _begin(self, raw: Json) -> None:
        if raw.get("type") == Kind.COMPLETION:
            self._work.start(self._completer.complete(raw))
        elif (heard := _read("an interaction", partial(understood, raw, self._client.bring))) is not None:
            self._work.start(self._turn(self._placed(heard)))

    def _begin_words(self, raw: Json) -> None:
        said = _read("a message", partial(_words, raw, self._client.application_id or 0))
        if said is not None:
            self._work.start(self._turn_of_words(*said))

    def _begin_happening(self, name: str, raw: Json) -> None:
        told = _read("a happening", partial(happened, name, raw, self._client.application_id or 0))
        if told is not None:
            self._work.start(self._take_note(told))

    async def _take_note(self, told: Incoming) -> None:
        """What happened to a server or a channel; nobody is answered."""
        assert self._answer is not None, "it comes only while it runs"
        await self._answer(told)

    def _placed(self, heard: Heard) -> Heard:
        """What is for those who govern a server is about the channel, and else about the person."""
        incoming = heard.of_channel if self._asks_role(heard.incoming) else heard.incoming
        return replace(heard, incoming=replace(incoming, may_name=partial(may_name, self._client, heard.spot)))

    async def _turn(self, heard: Heard) -> None:
        """One interaction from beginning to end; it is acknowledged when its time is almost up."""
        assert self._answer is not None, "interactions come only while it runs"
        answering = Answering(self._sender, heard)
        loop = asyncio.get_running_loop()
        waiting = loop.call_later(self._deadline, lambda: self._work.start(answering.acknowledge()))

        async def show(reply: Reply | None) -> None:
            async with self._in_order(heard.incoming):
                self._unfolding.is_left(heard.incoming.person_here)
                said = await self._done(heard.incoming, reply, answering)
                await self._speaker.show(heard, answering, said, partial(self._behind, heard.incoming))
                if isinstance(said, Screen) and answering.may_change:
                    self._unfolding.stands(said, self._standing(heard, answering))

        try:
            await self._answer(heard.incoming, show)
        finally:
            waiting.cancel()

    def _standing(self, heard: Heard, answering: Answering) -> Place:
        """Where a screen stands by which work goes on."""
        change = partial(self._speaker.show_anew, heard, answering)
        look = partial(self._looked_at, heard.incoming, "goes on")
        return Place(heard.incoming.person_here, self._in_order(heard.incoming), look, change)

    async def _done(self, incoming: Incoming, reply: Reply | None, answering: Answering | None = None) -> Reply | None:
        """What the reply wants is done before it is shown; where that failed, something else is shown."""
        if not isinstance(reply, Screen) or reply.deed is None:
            return reply
        instead = await self._deeds.does(incoming, reply.deed, answering)
        if instead is None:
            return reply
        assert self._answer is not None, "replies come only while it runs"
        return await self._answer(_asking(incoming, instead, "instead"))

    async def _behind(self, incoming: Incoming, action: Action) -> Reply | None:
        """What the place that was tapped shows now."""
        return await self._looked_at(incoming, "behind", action)

    async def _looked_at(self, incoming: Incoming, why: str, action: Action) -> Reply | None:
        assert self._answer is not None, "interactions come only while it runs"
        return await self._answer(incoming.looking_at(action.token, why))

    async def _turn_of_words(self, said: Incoming, channel_id: int) -> None:
        """Words in a direct message are answered below them."""
        assert self._answer is not None, "words come only while it runs"

        async def show(reply: Reply | None) -> None:
            async with self._in_order(said):
                self._unfolding.is_left(said.person_here)
                shown = await self._done(said, reply)
                await self._speaker.reply_to_words(self._sender, channel_id, said, shown)

        await self._answer(said, show)

    def _in_order(self, incoming: Incoming) -> asyncio.Lock:
        """Replies to one person are shown one after the other, as they come."""
        key = incoming.person.user_id
        lock = self._showing.get(key)
        if lock is None:
            lock = self._showing[key] = asyncio.Lock()
        return lock

    async def deliver(self, address: str, screen: Screen, manner: Manner = PLAINLY) -> Receipt:
        """A new message to the person of this id, or in `channel/ID`; the same nonce soon again sends it once."""
        person, channel = _PERSON.fullmatch(address), channel_id_of(address)
        if person is None and channel is None:
            return Gone()
        messages = await self._speaker.messages(screen, Stand.EVENT)
        try:
            if manner.replaces:
                await self._sender.changes(*_place_of(manner.replaces), messages[-1])
                return Delivered(manner.replaces)
            channel_id = channel or await self._sender.opens_dm(int(address))
            if manner.calls and not may_ring(self._client, channel_id, manner.calls):
                manner = replace(manner, calls="")
            sent = [
                await self._sender.posts(channel_id, message, replace(manner, nonce=_nonce(manner.nonce, part)))
                for part, message in enumerate(messages)
            ]
        except CallFailed as failed:
            return failed.receipt
        if manner.publishes:
            await self._publish(channel_id, sent)
        return Delivered(f"{channel_id}/{sent[-1]}")

    async def _publish(self, channel_id: int, sent: list[str]) -> None:
        """It stands in its own channel in any case, and must not come there twice."""
        try:
            for message in sent:
                await self._sender.publishes(channel_id, message)
        except CallFailed as failed:
            log.warning("a message could not be published", fault=str(failed.fault), kind=failed.kind)

    async def take_away(self, address: str, message: str) -> Receipt:  # noqa: ARG002 – the message says where it is
        """A message goes."""
        try:
            await self._sender.removes(*_place_of(message))
        except CallFailed as failed:
            return failed.receipt
        return Delivered(message)

    def pace_of(self, address: str) -> str:
        """Each channel and each person has limits of their own."""
        return address

    def invite(self, action: Action) -> str:
        """Words to type that lead to the action."""
        return links.invite(action)

    async def rests(self, within: float) -> None:
        """Wait until all that came is answered and shown, at most so many seconds."""
        await self._work.rests(within)

    async def _end(self) -> None:
        """Let what is committed be shown."""
        self._client.hears()
        self._unfolding.end()
        if self._introducing is not None:
            self._introducing.cancel()
        await self.rests(LAST_SECONDS)
        self.left = len(self._work)
        self._work.cancel()


def _read(what: str, read: Callable[[], T | None]) -> T | None:
    """None for what we did not ask for, and for what can't be read."""
    try:
        return read()
    except (LookupError, TypeError, ValueError, AttributeError) as fault:
        log.warning(f"{what} could not be read", kind=type(fault).__name__)
        return None


def _words(raw: Json, application_id: int) -> tuple[Incoming, int] | None:
    """What somebody wrote to the bot, and the channel it is answered in."""
    said = typed(raw, application_id)
    return None if said is None else (said, int(raw["channel_id"]))


def _asking(incoming: Incoming, action: Action, why: str) -> Incoming:
    """What the same person asks next, without doing anything."""
    update_id = f"{incoming.update_id}/{why}"
    return replace(incoming, token=action.token, command="", words="", values={}, update_id=update_id)


def _nonce(nonce: str, part: int) -> str:
    return f"{nonce}.{part}" if nonce and part else nonce


def _place_of(message: str) -> tuple[int, int]:
    """The channel and the message of what was delivered."""
    channel, _slash, number = message.partition("/")
    return int(channel), int(number)
