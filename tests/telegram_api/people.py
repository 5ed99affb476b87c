"""People with the app in their hand: they see what stands in their chat, and do only what the app lets them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from tests.telegram_api.callbacks import Tap
from tests.telegram_api.chats import Chat, Membership, User
from tests.telegram_api.entities import Formatted, trimmed, with_found
from tests.telegram_api.files import Media
from tests.telegram_api.inline import Asking
from tests.telegram_api.keyboards import Button
from tests.telegram_api.messages import Manner, Message
from tests.telegram_api.refusals import Json
from tests.telegram_api.telling import (
    tell_of_asking,
    tell_of_bot,
    tell_of_callback,
    tell_of_choice,
    tell_of_message,
)

if TYPE_CHECKING:
    from tests.telegram_api.world import World


class Person:
    """Somebody with an account; `chat` is the one with the bot."""

    def __init__(self, world: World, user: User) -> None:
        """They have never written to the bot."""
        self.user = user
        self.chat = Chat(user.id, "private", person=user)
        self._world = world
        world.users[user.id] = user
        world.chats[user.id] = self.chat

    @property
    def id(self) -> int:
        """The id of their account, and of their private chat."""
        return self.user.id

    @property
    def name(self) -> str:
        """Their first name."""
        return self.user.first_name

    @property
    def last(self) -> Message:
        """The newest message of the bot in their private chat."""
        assert self.chat.from_bot, f"{self.name} got no message"
        return self.chat.from_bot[-1]

    async def starts(self, payload: str = "") -> Message:
        """Tap START, or follow a link that says with what."""
        return await self.sends(f"/start {payload}".strip())

    async def sends(
        self, text: str, chat: Chat | None = None, *, reply_to: Message | None = None, thread: int | None = None
    ) -> Message:
        """Write a text, in the private chat unless another is named."""
        return self._says(chat, with_found(trimmed(Formatted(text))), None, reply_to, thread)

    async def sends_photo(self, data: bytes, caption: str = "", chat: Chat | None = None) -> Message:
        """Send a picture."""
        return self._says(chat, Formatted(caption), self._world.files.picture(data))

    async def sends_album(self, *pictures: bytes, chat: Chat | None = None) -> list[Message]:
        """Choose several pictures and send them at once: a message each, of one album."""
        album = self._world.new_album_id()
        sent = [
            self._new_message(chat or self.chat, Formatted(""), self._world.files.picture(each), None, None)
            for each in pictures
        ]
        for message in sent:
            message.album = album
            self._posts(message)
        return sent

    async def sends_document(self, name: str, data: bytes, caption: str = "", chat: Chat | None = None) -> Message:
        """Send a file."""
        return self._says(chat, Formatted(caption), self._world.files.document(name, data))

    async def edits(self, message: Message, text: str) -> None:
        """Write one of their messages anew."""
        assert message.sender is self.user, "nobody edits what somebody else wrote"
        assert message in message.chat.messages, "the message is gone"
        message.words, message.edited_at = with_found(trimmed(Formatted(text))), self._world.now()
        tell_of_message(self._world, message, is_edited=True)

    async def deletes(self, message: Message) -> None:
        """Take a message away on both sides; the bot is told nothing."""
        assert message.chat.is_private or message.sender is self.user or self._is_admin_of(message.chat)
        self._world.remove(message)

    async def taps(self, label: str, on: str = "", chat: Chat | None = None, *, is_old: bool = False) -> Tap:
        """Tap a button of the newest message that has it, and whose words hold `on`.

        `is_old` where the message is too old for the bot to see: it is then told only its number.
        """
        message, button = self.finds(label, on, chat)
        return self._taps(button, message, is_old)

    async def taps_late(self, button: Button, message: Message) -> Tap:
        """Tap a button that the message had until it was edited just now: a slow app, or a quick thumb."""
        assert not message.is_deleted, "the message is gone, and its buttons with it"
        return self._taps(button, message)

    async def forwards(self, message: Message, chat: Chat) -> Message:
        """Send a message on to another chat; buttons that ask the bot stay behind."""
        assert not message.is_protected, "the message is protected, and the app does not forward it"
        copy = self._new_message(chat, message.words, message.media, None, None)
        copy.forwarded_from, copy.markup = message, message.markup.forwarded
        return self._posts(copy)

    async def asks_inline(self, query: str, offset: str = "") -> Asking:
        """Type something after the bot's name, in whatever chat."""
        assert self._world.is_inline, "the app asks no bot whose inline mode is off"
        asking = Asking(self._world.new_query_id(), query, self._world.now(), self._world.bell)
        self._world.askings[asking.id] = asking
        tell_of_asking(self._world, self.user, asking.id, query, offset)
        return asking

    async def asks_by_button(self, label: str) -> Asking:
        """Tap a button that opens the list of chats, and choose one: there the app asks the bot."""
        _message, button = self.finds(label)
        query: str = button.json["switch_inline_query_chosen_chat"]["query"]
        return await self.asks_inline(query)

    async def chooses(self, asking: Asking, title: str, chat: Chat | None = None) -> Message:
        """Send what is offered under this title, to a chat that the bot need not know."""
        result = asking.result(title)
        room = chat or Chat(self._world.new_id(), "private", person=self.user, is_started=True)
        message = self._new_message(room, result.words, None, None, None)
        message.via, message.markup = self._world.bot, result.markup
        message.manner = Manner(link_preview=result.link_preview)
        if result.markup.rows:
            message.inline_id = f"inline-{asking.id}"
            self._world.inline_messages[message.inline_id] = message
        tell_of_choice(self._world, self.user, result.id, asking.query, message.inline_id)
        return self._posts(message) if chat else self._world.post(message)

    async def opens(self, url: str) -> Message:
        """Follow a link that leads to the bot."""
        parts = urlsplit(url)
        assert (parts.netloc, parts.path.strip("/")) == ("t.me", self._world.bot.username), f"{url} leads elsewhere"
        return await self.starts(parse_qs(parts.query).get("start", [""])[0])

    async def blocks(self) -> None:
        """Stop the bot from writing."""
        assert not self.chat.is_blocked
        self._turns("member", "kicked")
        self.chat.is_blocked = True

    async def unblocks(self) -> None:
        """Let the bot write again."""
        assert self.chat.is_blocked
        self.chat.is_blocked = False
        self._turns("kicked", "member")

    async def deactivates(self) -> None:
        """Delete the account."""
        self.user.is_deactivated = True

    async def sees(self, *texts: str, chat: Chat | None = None) -> Message:
        """Wait until one message of a bot shows all these words."""
        room = chat or self.chat

        def shown() -> Message | None:
            found = (each for each in reversed(room.from_bot) if all(text in each.words.text for text in texts))
            return next(found, None)

        await self._world.bell.until(lambda: shown() is not None, lambda: f"{texts} among:\n{_contents(room)}")
        message = shown()
        assert message is not None
        return message

    def finds(self, label: str, on: str = "", chat: Chat | None = None) -> tuple[Message, Button]:
        """The newest message with this button, and the button."""
        room = chat or self.chat
        for message in reversed(room.messages):
            button = message.button(label)
            if button is not None and on in message.words.text:
                return message, button
        there = [message.labels for message in room.messages if message.rows]
        raise AssertionError(f"{self.name} sees no button {label!r} on a message with {on!r}; there are {there}")

    def _taps(self, button: Button, message: Message, is_old: bool = False) -> Tap:
        room = message.chat
        assert room.is_private or room.membership(self.id).is_inside, f"{self.name} is not in the chat"
        world = self._world
        tap = Tap(world.new_query_id(), button.label, message, world.now(), world.bell)
        if button.action == "callback_data":
            world.taps.add(tap)
            tell_of_callback(world, self.user, tap, button.data, is_old=is_old)
        else:
            tap.url, tap.copied, tap.is_answered = button.url, button.copies, True
        return tap

    def _says(
        self,
        chat: Chat | None,
        words: Formatted,
        media: Media | None = None,
        reply_to: Message | None = None,
        thread: int | None = None,
    ) -> Message:
        room = chat or self.chat
        assert words or media, "nobody sends nothing"
        assert not self.user.is_deactivated, f"{self.name} deleted the account"
        assert not room.is_blocked, f"{self.name} blocked the bot"
        return self._posts(self._new_message(room, words, media, reply_to, thread))

    def _posts(self, message: Message) -> Message:
        message.chat.is_started = True
        self._world.post(message)
        tell_of_message(self._world, message)
        return message

    def _new_message(
        self, room: Chat, words: Formatted, media: Media | None, reply_to: Message | None, thread: int | None
    ) -> Message:
        message = Message(room, self._world.new_message_id(room), self.user, self._world.now(), words, media)
        message.reply_to = reply_to
        message.manner = Manner(thread=thread)
        if not room.is_private:
            self._sign(message, room)
        return message

    def _sign(self, message: Message, room: Chat) -> None:
        """In a channel the channel speaks, and for an anonymous admin the group."""
        membership = room.membership(self.id)
        assert membership.is_inside, f"{self.name} is not in {room.title!r}"
        if room.kind == "channel":
            assert membership.may("can_post_messages"), f"{self.name} may not post in {room.title!r}"
            message.sender, message.sender_chat = None, room
        elif membership.is_anonymous:
            message.sender, message.sender_chat = self._world.anonymous_admin, room

    def _turns(self, before: str, after: str) -> None:
        tell_of_bot(self._world, self.chat, self.user, Membership(before), Membership(after))

    def _is_admin_of(self, chat: Chat) -> bool:
        return chat.membership(self.id).is_admin

    @property
    def json(self) -> Json:
        """Who they are."""
        return self.user.json


def _contents(chat: Chat) -> str:
    return "\n---\n".join(message.words.text for message in chat.messages) or "(nothing)"
