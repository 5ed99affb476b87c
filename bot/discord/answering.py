"""One interaction being answered: its first answer within three seconds, whatever the work behind it takes.

Discord takes one first answer, within three seconds, and for a quarter of an hour what follows it
(https://discord.com/developers/docs/interactions/receiving-and-responding). When the time is almost up the interaction
is acknowledged here, beside the handler; what the handler then says takes the place of that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from enum import Enum, auto
from typing import Any

import structlog

from bot.discord.calling import CallFailed, Fault
from bot.discord.incoming import EPHEMERAL, Heard
from bot.discord.sending import First, Message, Sender

Json = dict[str, Any]
log = structlog.get_logger()


class State(Enum):
    """What Discord has heard of us."""

    NOTHING = auto()
    MESSAGE_COMES = auto()
    CHANGE_MAY_COME = auto()
    ANSWERED = auto()


class Answering:
    """Gives the answers to one interaction, each in the way that is still open."""

    def __init__(self, sender: Sender, heard: Heard) -> None:
        """Nothing is said yet."""
        self._sender = sender
        self._heard = heard
        self._state = State.NOTHING
        self.may_change = True
        """Whether what was said last can be changed: what follows a first answer can't."""
        self._lock = asyncio.Lock()

    @property
    def _flags(self) -> int:
        return 0 if self._heard.is_alone else EPHEMERAL

    async def acknowledge(self) -> None:
        """Say that an answer comes, unless one was given; nothing that others see changes."""
        async with self._lock:
            if self._state is not State.NOTHING:
                return
            try:
                await self._defer()
            except CallFailed as failed:
                log.warning("an interaction could not be acknowledged", fault=str(failed.fault), kind=failed.kind)

    async def _defer(self) -> None:
        if self._heard.tapped is not None:
            self._state = State.CHANGE_MAY_COME
            await self._first(First.CHANGE_LATER, {})
        else:
            self._state = State.MESSAGE_COMES
            await self._first(First.LATER, {"flags": self._flags} if self._flags else {})

    async def say(self, message: Message) -> None:
        """A new message, which only the person sees. Raises CallFailed."""
        async with self._lock:
            state, self._state = self._state, State.ANSWERED
            if state is State.NOTHING and await self._first(First.MESSAGE, message.body(self._flags), message.files):
                return
            if state is State.MESSAGE_COMES:
                await self._sender.changes_original(self._heard.asked, message)
            else:
                self.may_change = False
                await self._sender.follows(self._heard.asked, message, self._flags)

    async def post(self, message: Message) -> None:
        """A new message that everybody sees, below what was answered. Raises CallFailed."""
        await self.acknowledge()
        async with self._lock:
            sent = await self._sender.follows(self._heard.asked, message)
            if sent.get("flags", 0) & EPHEMERAL:  # the place hides what an app says that the person brought along
                await self._sender.removes_following(self._heard.asked, sent["id"])
                raise CallFailed(Fault.FORBIDDEN, "nobody else may see it")

    async def change(self, message: Message) -> None:
        """The message that was tapped shows this now. Raises CallFailed."""
        async with self._lock:
            state, self._state = self._state, State.ANSWERED
            if state is State.NOTHING and await self._first(First.CHANGE, message.body(), message.files):
                return
            await self._sender.changes_original(self._heard.asked, message)

    async def open(self, modal: Json) -> bool:
        """Open a form; False where it is too late for that. Raises CallFailed."""
        async with self._lock:
            if self._state is not State.NOTHING:
                return False
            self._state = State.ANSWERED
            return await self._first(First.MODAL, modal)

    async def end(self) -> None:
        """Nothing is to be said: let go of the tap, or take back that an answer comes. Raises CallFailed."""
        await self.acknowledge()
        async with self._lock:
            state, self._state = self._state, State.ANSWERED
            if state is State.MESSAGE_COMES:
                await self._sender.removes_original(self._heard.asked)

    async def _first(self, kind: First, data: Json, files: Sequence[Json] = ()) -> bool:
        """Give the first answer; False where one was given before, such as by a process that has ended."""
        try:
            await self._sender.answers(self._heard.asked, kind, data, files)
        except CallFailed as failed:
            if failed.fault is not Fault.ANSWERED:
                raise
            return False
        return True
