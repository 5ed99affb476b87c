"""A messaging platform in memory: its chats stand as people see them, and turns arrive as on a real one."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from bot.platforms import PLAINLY, Answer, Delivered, Gone, Manner, Receipt
from handlers.screens import Action, Form, MadeFile, Notice, Reply, Screen, payload_of
from handlers.turn import Incoming
from tests.seen import Seen, seen

NAME = "recording"


@dataclass(eq=False)
class Message:
    """One message of the bot; what began as a form is edited until its result takes its place."""

    shown: Seen
    is_form: bool = False
    form: Form | None = None
    """The form itself, where all of it is shown at once."""
    files: tuple[tuple[str, bytes], ...] = ()
    """What was made for them, with its names."""

    @property
    def stays(self) -> bool:
        """Whether what happened is told here, so that nothing may take its place."""
        return self.shown.is_event


@dataclass(eq=False)
class ChatLog:
    """One chat as it looks now."""

    messages: list[Message] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    open_form: Message | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something a person did, and the future that waits until it is answered and shown."""

    incoming: Incoming
    tapped: Message | None
    shown: asyncio.Future[Message | None]


class Recording:
    """Fulfils `bot.platforms.Platform`; a place takes the place of the tapped message, an event is a new message."""

    name = NAME
    knows_again_within = timedelta()

    def __init__(self) -> None:
        """Nobody has written yet."""
        self._heard: asyncio.Queue[Waiting | None] = asyncio.Queue()
        self._chats: dict[str, ChatLog] = {}
        self._delivered: dict[str, Message] = {}
        self._numbers = count(1)

    async def run(self, answer: Answer) -> None:
        """Answer whatever is handed over, each without waiting for the others, until the end is handed over too."""
        async with asyncio.TaskGroup() as group:
            while (waiting := await self._heard.get()) is not None:
                group.create_task(self._answer(answer, waiting))

    def end(self) -> None:
        """Nothing more will come."""
        self._heard.put_nowait(None)

    async def hears(self, incoming: Incoming, tapped: Message | None = None) -> Message | None:
        """Hand over what somebody did; the message in which the reply is seen, or None where nothing is said."""
        shown: asyncio.Future[Message | None] = asyncio.get_running_loop().create_future()
        self._heard.put_nowait(Waiting(incoming, tapped, shown))
        return await shown

    async def deliver(self, address: str, screen: Screen, manner: Manner = PLAINLY) -> Receipt:
        """A message where somebody has written before: a new one, or one that says something else from now on."""
        if address not in self._chats:
            return Gone()
        if manner.replaces:
            return self._changed(self._chats[address], manner.replaces, Message(seen(screen)))
        self._chats[address].messages.append(message := Message(seen(screen), files=_made(screen)))
        self._delivered[receipt := self.new_id()] = message
        return Delivered(receipt)

    def _changed(self, chat: ChatLog, receipt: str, after: Message) -> Receipt:
        before = self._delivered[receipt]
        if before not in chat.messages:
            return Gone()
        chat.messages[chat.messages.index(before)] = self._delivered[receipt] = after
        return Delivered(receipt)

    async def take_away(self, address: str, message: str) -> Receipt:
        """The message goes."""
        self._chats[address].messages.remove(self._delivered.pop(message))
        return Delivered(message)

    def pace_of(self, address: str) -> str:
        """Each chat has its own."""
        return address

    def invite(self, action: Action) -> str:
        """A link as messaging apps have it."""
        return f"https://recording.example/?start={payload_of(action)}"

    def chat(self, chat_id: str) -> ChatLog:
        """One chat as it looks now."""
        return self._chats.setdefault(chat_id, ChatLog())

    def new_id(self) -> str:
        """An id that nothing else has here."""
        return str(next(self._numbers))

    async def _answer(self, answer: Answer, waiting: Waiting) -> None:
        try:
            reply = await answer(waiting.incoming)
            waiting.shown.set_result(None if reply is None else self._show(waiting, reply))
        except BaseException as fault:
            waiting.shown.set_exception(fault)

    def _show(self, waiting: Waiting, reply: Reply) -> Message | None:
        chat = self.chat(waiting.incoming.chat.chat_id)
        if isinstance(reply, Notice):
            chat.notices.append(reply.sentence)
            return waiting.tapped
        shown = seen(reply)
        if isinstance(reply, Screen) and reply.clears_chat:
            chat.messages.clear()
        place = _place_of(chat, waiting, shown)
        if place is None:
            place = Message(shown, isinstance(reply, Form))
            chat.messages.append(place)
        place.shown = shown
        place.form = reply if isinstance(reply, Form) else None
        place.files = _made(reply)
        chat.open_form = place if shown.is_form else None
        return place


def _made(reply: Reply) -> tuple[tuple[str, bytes], ...]:
    made = reply.attachments if isinstance(reply, Screen) else ()
    return tuple((each.name, each.content) for each in made if isinstance(each, MadeFile))


def _place_of(chat: ChatLog, waiting: Waiting, shown: Seen) -> Message | None:
    """The message that changes: a form's own while it is answered, else the tapped one; None for a new message."""
    before = waiting.tapped if waiting.incoming.token else _answered_form(chat, waiting.incoming)
    if before is None or before.stays or before not in chat.messages:
        return None
    if before.is_form:
        return before
    return None if shown.is_event or shown.is_form else before


def _answered_form(chat: ChatLog, incoming: Incoming) -> Message | None:
    return None if incoming.command else chat.open_form
