"""Telegram's updates as turns: who did what in which chat, and on which message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from telegram import CallbackQuery, ChatMemberUpdated, Message, Update, User
from telegram import Chat as TelegramChat
from telegram.constants import ChatType

from bot.telegram import keyboard
from bot.telegram.fitting import ROOM
from bot.telegram.keyboard import Stand
from bot.telegram.links import Links
from bot.telegram.rooms import happened_to_bot, is_anonymous_admin
from bot.telegram.uploads import Bring, uploads_in
from handlers.turn import Chat, Incoming, Person

NAME = "telegram"
ASKED_FOR = ("message", "edited_message", "callback_query", "my_chat_member", "inline_query", "chosen_inline_result")
"""The kinds of updates that we ask for; others are ignored, since not every server filters."""
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{1,64}))?(?:\s+(.*))?", re.DOTALL)


_READ_OF_TAPPED = frozenset(
    {
        *("message_id", "date", "chat", "from", "text"),
        *("is_topic_message", "message_thread_id", "has_protected_content"),
    }
)


@dataclass(frozen=True, slots=True)
class Tapped:
    """The message a button stood on; `has_media` where its words are a caption."""

    message_id: int
    stand: Stand
    has_media: bool = False
    is_guarded: bool = False
    """Whether it can't be handed on or saved."""


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

    def __init__(self, bot_id: int, links: Links, bring: Bring) -> None:
        """`links` knows the bot's name and how it is invited; `bring` fetches what people send."""
        self.bot = f"{NAME}:{bot_id}"
        self._links = links
        self._bring = bring

    def understood(self, update: Update) -> Heard | None:
        """The update as a turn, or None where nothing is to be answered."""
        if update.callback_query is not None:
            return self._tap(update.update_id, update.callback_query)
        if update.message is not None:
            return self._message(update.update_id, update.message)
        if update.edited_message is not None:
            return self._edited(update.update_id, update.edited_message)
        if update.my_chat_member is not None:
            return self._changed(update.update_id, update.my_chat_member)
        return None

    def _tap(self, update_id: int, query: CallbackQuery) -> Heard | None:
        """A tap on a message of ours; one that Telegram no longer shows is answered by a new message."""
        message, data = query.message, query.data
        if message is None or not isinstance(data, str) or not data:
            return None
        stand, token = keyboard.read(data)
        shown = message if isinstance(message, Message) and message.is_accessible else None
        thread = _thread(shown) if shown else None
        incoming = self._incoming(update_id, query.from_user, message.chat, thread, token=token)
        return Heard(
            replace(incoming, message=str(message.message_id)),
            message.chat.id,
            query=query.id,
            tapped=_tapped(shown, stand) if shown else None,
            thread=thread,
        )

    def _message(self, update_id: int, message: Message) -> Heard | None:
        """Words and commands; what is no words at all is said to be none."""
        if message.migrate_to_chat_id is not None:
            return self._moved(update_id, message.chat.id, message.migrate_to_chat_id)
        if message.migrate_from_chat_id is not None:
            return self._moved(update_id, message.migrate_from_chat_id, message.chat.id)
        person = _writer_of(message)
        if person is None:
            return None
        said = self._said(message)
        if said is None:
            return None
        thread = _thread(message)
        incoming = self._incoming(update_id, person, message.chat, thread, **said)
        uploads = uploads_in(message, self._bring) if incoming.chat.is_private else {}
        incoming = replace(incoming, is_admin=is_anonymous_admin(person, message), uploads=uploads)
        return Heard(incoming, message.chat.id, typed=message.message_id, thread=thread)

    def _moved(self, update_id: int, before: int, after: int) -> Heard:
        """The group became a supergroup, which is told in both."""
        return Heard(self.moved(str(update_id), str(before), after), before)

    def moved(self, update_id: str, before: str, after: int) -> Incoming:
        """That a chat has another id from now on."""
        chat, nobody = Chat(NAME, before, is_private=False, room_id=before), Person(NAME, "")
        return Incoming(self.bot, update_id, nobody, chat, happening="moved", words=str(after))

    def _changed(self, update_id: int, change: ChatMemberUpdated) -> Heard | None:
        """The bot was let in, thrown out, muted, or given its voice again."""
        happening = happened_to_bot(change)
        if not happening:
            return None
        incoming = self._incoming(update_id, change.from_user, change.chat, None, happening=happening)
        return Heard(replace(incoming, is_admin=is_anonymous_admin(change.from_user)), change.chat.id)

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
        incoming = self._incoming(update_id, person, message.chat, None, words=text)
        return Heard(incoming, message.chat.id, is_correction=True)

    def _incoming(self, update_id: int, person: User, chat: TelegramChat, thread: int | None, **said: str) -> Incoming:
        return Incoming(
            self.bot,
            str(update_id),
            Person(NAME, str(person.id), suggested_name(person), locale_of(person)),
            _chat(chat, thread),
            room=ROOM,
            invite=self._links.invite,
            add_to_room=self._links.into_rooms,
            **said,  # type: ignore[arg-type]  # token, command, words, or what happened
        )


def without_unread(raw: Mapping[str, Any]) -> dict[str, Any]:
    """An update with no more of the message that was tapped than we read: its buttons take longest to be parsed."""
    query = raw.get("callback_query")
    message = query.get("message") if isinstance(query, dict) else None
    if not isinstance(query, dict) or not isinstance(message, dict):
        return dict(raw)
    read = {name: value for name, value in message.items() if name in _READ_OF_TAPPED}
    return {**raw, "callback_query": {**query, "message": read}}


def _tapped(shown: Message, stand: keyboard.Stand) -> Tapped:
    is_guarded = bool(shown.has_protected_content)
    return Tapped(shown.message_id, stand, has_media=not shown.text, is_guarded=is_guarded)


def _writer_of(message: Message) -> User | None:
    """The person whose own words these are; None where a channel, a bot or an inline bot speaks."""
    person = message.from_user
    if person is None or message.via_bot is not None:
        return None
    return None if person.is_bot and not is_anonymous_admin(person, message) else person


def _chat(chat: TelegramChat, thread: int | None) -> Chat:
    """A topic is a chat of its own, named `chat/topic`."""
    if chat.type == ChatType.PRIVATE:
        return Chat(NAME, str(chat.id))
    name = str(chat.id) if thread is None else f"{chat.id}/{thread}"
    return Chat(NAME, name, is_private=False, room_id=str(chat.id), is_channel=chat.type == ChatType.CHANNEL)


def _other_things(message: Message, is_private: bool) -> dict[str, str] | None:
    """A picture, a voice or a sticker in a private chat; service messages and groups are left alone."""
    if not is_private or message.effective_attachment is None:
        return None
    return {"token": "not_words"}


def locale_of(person: User) -> str:
    """The language of their app in two letters; nothing where it does not tell."""
    return (person.language_code or "").split("-")[0].lower()


def suggested_name(person: User) -> str:
    """A first name and the first letter of the last one, such as "Ada L.": as little as a name can be."""
    last = (person.last_name or "").strip()
    return f"{person.first_name.strip()} {last[0]}.".strip() if last else person.first_name.strip()


def _thread(message: Message) -> int | None:
    return message.message_thread_id if message.is_topic_message else None
