"""Telegram's updates as turns: who did what in which chat, and on which message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, Message, Update, User
from telegram.constants import ChatType

from bot.telegram import keyboard
from bot.telegram.keyboard import Stand
from bot.telegram.links import Links
from handlers.turn import Chat, Incoming, Person, Room

NAME = "telegram"
ROOM = Room(text=4000, can_remove=True)
"""Telegram takes 4,096 UTF-16 units; the rest is for what a platform or a kept form adds in words."""
ASKED_FOR = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates that we ask for; others are ignored, since not every server filters."""
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,64}))?(?:\s+(.*))?", re.DOTALL)


_READ_OF_TAPPED = frozenset({"message_id", "date", "chat", "from", "text", "is_topic_message", "message_thread_id"})


@dataclass(frozen=True, slots=True)
class Tapped:
    """The message a button stood on; `has_media` where its words are a caption."""

    message_id: int
    stand: Stand
    has_media: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """One update understood. What was tapped has a `query` to be answered; what was typed has the id of its message."""

    incoming: Incoming
    chat_id: int
    query: str = ""
    tapped: Tapped | None = None
    typed: int | None = None
    thread: int | None = None
    """The forum topic it happened in."""
    is_correction: bool = False
    """Whether words of before were edited: they may be looked for anew, and answer no question."""


class Hearing:
    """Understands updates for one bot."""

    def __init__(self, bot_id: int, links: Links) -> None:
        """`links` knows the bot's name and how it is invited."""
        self._bot = f"{NAME}:{bot_id}"
        self._links = links

    def understood(self, update: Update) -> Heard | None:
        """The update as a turn, or None where nothing is to be answered."""
        if update.callback_query is not None:
            return self._tap(update.update_id, update.callback_query)
        if update.message is not None:
            return self._message(update.update_id, update.message)
        if update.edited_message is not None:
            return self._edited(update.update_id, update.edited_message)
        return None

    def _tap(self, update_id: int, query: CallbackQuery) -> Heard | None:
        """A tap on a message of ours; one that Telegram no longer shows is answered by a new message."""
        message, data = query.message, query.data
        if message is None or not isinstance(data, str):
            return None
        stand, token = keyboard.read(data)
        shown = message if isinstance(message, Message) and message.is_accessible else None
        incoming = self._incoming(update_id, query.from_user, message.chat.id, message.chat.type, token=token)
        return Heard(
            incoming,
            message.chat.id,
            query=query.id,
            tapped=Tapped(message.message_id, stand, not shown.text) if shown else None,
            thread=_thread(shown) if shown else None,
        )

    def _message(self, update_id: int, message: Message) -> Heard | None:
        """Words and commands; what is no words at all is said to be none."""
        person = _writer_of(message)
        if person is None:
            return None
        said = self._said(message)
        if said is None:
            return None
        chat = message.chat
        incoming = self._incoming(update_id, person, chat.id, chat.type, **said)
        return Heard(incoming, chat.id, typed=message.message_id, thread=_thread(message))

    def _said(self, message: Message) -> dict[str, str] | None:
        """A command with its words, or words; None where the message is not for us."""
        text = message.text or ""
        is_private = message.chat.type == ChatType.PRIVATE
        command = _COMMAND.fullmatch(text)
        if command is None:
            return {"words": text} if text and is_private else _other_things(message, is_private)
        name, addressee, words = command[1].lower(), command[2], (command[3] or "").strip()
        if addressee and addressee.lower() != self._links.username.lower():
            return None
        return {"command": name, "words": words}

    def _edited(self, update_id: int, message: Message) -> Heard | None:
        """Words that were corrected are words again; a command is never done twice, and a group is left alone."""
        text, person = message.text or "", _writer_of(message)
        if not text or text.startswith("/") or message.chat.type != ChatType.PRIVATE or person is None:
            return None
        incoming = self._incoming(update_id, person, message.chat.id, message.chat.type, words=text)
        return Heard(incoming, message.chat.id, is_correction=True)

    def _incoming(self, update_id: int, person: User, chat_id: int, chat_type: str, **said: str) -> Incoming:
        locale = (person.language_code or "").split("-")[0].lower()
        return Incoming(
            self._bot,
            str(update_id),
            Person(NAME, str(person.id), suggested_name(person), locale),
            Chat(NAME, str(chat_id), chat_type == ChatType.PRIVATE),
            room=ROOM,
            invite=self._links.invite,
            **said,  # type: ignore[arg-type]  # token, command or words
        )


def without_unread(raw: Mapping[str, Any]) -> dict[str, Any]:
    """An update with no more of the message that was tapped than we read: its buttons take longest to be parsed."""
    query = raw.get("callback_query")
    message = query.get("message") if isinstance(query, dict) else None
    if not isinstance(query, dict) or not isinstance(message, dict):
        return dict(raw)
    read = {name: value for name, value in message.items() if name in _READ_OF_TAPPED}
    return {**raw, "callback_query": {**query, "message": read}}


def _writer_of(message: Message) -> User | None:
    """The person whose own words these are; None where a channel, a bot or an inline bot speaks."""
    person = message.from_user
    return None if person is None or person.is_bot or message.via_bot is not None else person


def _other_things(message: Message, is_private: bool) -> dict[str, str] | None:
    """A picture, a voice or a sticker in a private chat; service messages and groups are left alone."""
    if not is_private or message.effective_attachment is None:
        return None
    return {"token": "not_words"}


def suggested_name(person: User) -> str:
    """A first name and the first letter of the last one, such as "Ada L.": as little as a name can be."""
    last = (person.last_name or "").strip()
    return f"{person.first_name.strip()} {last[0]}.".strip() if last else person.first_name.strip()


def _thread(message: Message) -> int | None:
    return message.message_thread_id if message.is_topic_message else None
