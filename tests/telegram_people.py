"""People on Telegram in the tests' stories: what they do goes over real sockets, what they see stands on the server."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from telegram.constants import MessageLimit

from bot.telegram import keyboard
from bot.telegram.client import MOST_CONNECTIONS, POLLING_CONNECTIONS, Client
from bot.telegram.keyboard import Stand
from bot.telegram.transport import AiohttpRequest
from tests.people import Supporter
from tests.seen import Seen, Tappable
from tests.spoken import language_of
from tests.telegram_api import Button, Message, Person, Tap, TelegramApi
from tests.telegram_api.entities import cleaned

Rests = Callable[[], Awaitable[None]]
SHARES = "https://t.me/share/url?"


@dataclass(frozen=True)
class Looked:
    """One reply as it stands in the chat: mostly one message; a long text, or one with files, is several."""

    messages: tuple[Message, ...]
    pop_up: str = ""
    locale: str = ""

    @property
    def last(self) -> Message:
        """The message with the buttons."""
        return next((each for each in reversed(self.messages) if each.rows), self.messages[-1])

    @property
    def shown(self) -> Seen:
        """What is read, and the buttons of the last message."""
        words = [self.pop_up, *map(_words, self.messages)]
        lines = [line.removeprefix("• ") for part in words for line in part.splitlines() if line.strip()]
        rows = tuple(tuple(_tappable(button, self.last) for button in row) for row in self.last.rows)
        stand = stand_of(self.last)
        return Seen(
            next((bold for each in self.messages for bold in each.words.words_of("bold")), ""),
            "\n".join(lines),
            rows,
            is_form=stand is Stand.FORM,
            is_event=stand is Stand.EVENT,
            language=language_of([*lines, *self.last.labels], self.locale),
            is_narrow=True,
            is_guarded=self.last.is_protected,
        )


@dataclass(frozen=True)
class OldButton:
    """A button, and the message that had it when it was seen."""

    message: Message
    button: Button


class OnTelegram(Supporter):
    """Somebody with the Telegram app, in their private chat with the bot."""

    def __init__(
        self, api: TelegramApi, rests: Rests, name: str, *, suggested_name: str = "", locale: str | None = "en"
    ) -> None:
        """`rests` waits until the bot has answered and shown everything."""
        super().__init__()
        self.account: Person = api.person(suggested_name or name, locale or None)
        self.tap: Tap | None = None
        """The tap that was made last."""
        self._api = api
        self._rests = rests
        self._locale = locale or ""
        self._tapped: Message | None = None
        self._last: Looked | None = None
        self._not_counted: set[int] = set()

    @property
    def screen(self) -> Seen:
        """What they look at: the message that changed or came last."""
        return self.looks_at.shown

    @property
    def looks_at(self) -> Looked:
        """The same as it stands on the server."""
        assert self._last is not None, "nothing was shown yet"
        return self._last

    @property
    def message(self) -> Message:
        """The message that has the buttons of what they look at."""
        return self.looks_at.last

    @property
    def chat(self) -> list[Seen]:
        """The messages of the bot as they stand now."""
        return [Looked((message,), locale=self._locale).shown for message in self._messages]

    @property
    def _messages(self) -> list[Message]:
        return [message for message in self.account.chat.from_bot if message.id not in self._not_counted]

    def starts_counting(self) -> None:
        """Forget the taps, answers and messages so far."""
        self.taps_made = self.answers_typed = 0
        last = self._last.messages if self._last else ()
        self._not_counted = {message.id for message in self.account.chat.from_bot if message not in last}

    async def commands(self, line: str) -> None:
        """Type a command with its words."""
        await self.does(self.account.sends(line))

    async def types(self, words: str) -> None:
        """Type words; the app sends more than a message holds in several."""
        self.answers_typed += 1
        words, most = cleaned(words).strip(), int(MessageLimit.MAX_TEXT_LENGTH)
        assert words, "the app sends nothing without words"
        for at in range(0, len(words), most):
            await self.does(self.account.sends(words[at : at + most]))

    async def sends_picture(self, data: bytes, name: str = "photo.jpg") -> None:
        """Send a photo."""
        self.answers_typed += 1
        await self.does(self.account.sends_photo(data))

    async def sends_file(self, name: str, data: bytes) -> None:
        """Send a document."""
        self.answers_typed += 1
        await self.does(self.account.sends_document(name, data))

    async def taps_to(self, token: str) -> None:
        """Tap a button of long ago; whoever has no message yet gets one first."""
        if self._last is None:
            await self.starts()
        await self._taps_old(Tappable("", leads_to=token))

    def sees_picture(self, described: str) -> None:
        """Telegram has no descriptions, so that the picture alone is there."""
        assert any(message.picture for message in self.looks_at.messages), f"no picture above {self.screen.text}"

    def file(self, ends: str) -> bytes:
        """What is in the document that they got last whose name ends so."""
        documents = (each.document for each in reversed(self._messages) if each.document)
        return next(data for name, data in documents if name.endswith(ends))

    async def looks_on(self, happens: Awaitable[Any]) -> None:
        """Something happens that may tell them of it."""
        await self.does(happens)

    async def is_heard_again(self) -> None:
        """The server delivers the last update once more."""

        async def again() -> None:
            self._api.repeats_last_update()

        await self.does(again(), self._tapped)

    async def does(self, act: Awaitable[Any], on: Message | None = None) -> None:
        """Anything in their chat; `on` is the message that they tap."""
        before = {message.id: _state(message) for message in self.account.chat.from_bot}
        self._tapped = on
        done = await act
        await self._rests()
        self.tap = done if isinstance(done, Tap) else None
        self._look_at(before, on)

    async def _taps(self, button: Tappable, message: Any) -> None:
        handle = button.handle
        assert isinstance(handle, OldButton)
        await self.does(self.account.taps_late(handle.button, handle.message), handle.message)

    async def _taps_old(self, button: Tappable) -> None:
        """A button that none of their own messages ever had is tapped on what they look at."""
        old = button.handle
        if not isinstance(old, OldButton) or old.message.chat is not self.account.chat:
            old = OldButton(self.message, _made_up(button, stand_of(self.message)))
        await self.does(self.account.taps_late(old.button, old.message), old.message)

    def _look_at(self, before: dict[int, Any], on: Message | None) -> None:
        there = self.account.chat.from_bot
        new = tuple(message for message in there if message.id not in before)
        changed = [message for message in there if message.id in before and before[message.id] != _state(message)]
        shown = _reply_among(new, changed, on if on in there else None)
        if not shown and self._last is not None and set(self._last.messages) <= set(there):
            shown = self._last.messages
        pop_up = self.tap.text if self.tap and self.tap.is_alert else ""
        if shown:
            self._last = Looked(shown, pop_up, self._locale)
            self._takes_in(self._last.shown)

    def _newest_first(self) -> Sequence[Looked]:
        newest = [self._last] if self._last and not self._last.last.is_deleted else []
        looked = self._last.messages if newest and self._last else ()
        others = [message for message in reversed(self._messages) if message not in looked]
        return [*newest, *(Looked((message,), locale=self._locale) for message in others)]


def _reply_among(new: tuple[Message, ...], changed: list[Message], on: Message | None) -> tuple[Message, ...]:
    """What came, or changed; a file alone belongs to the message above it."""
    if any(message.rows or message.media is None for message in new):
        return new
    tapped = on or (changed[-1] if changed else None)
    return (tapped, *new) if tapped is not None else new


def _state(message: Message) -> tuple[Any, ...]:
    return message.words, message.media, message.markup


def _words(message: Message) -> str:
    """A file is read with its name."""
    return f"{message.document[0]}: {message.caption}" if message.document else message.words.text


def _tappable(button: Button, message: Message) -> Tappable:
    _stand, token = keyboard.read(button.data)
    given = parse_qs(urlsplit(button.url).query).get("url", [""])[0] if button.url.startswith(SHARES) else ""
    is_main = button.style == "primary"
    return Tappable(button.label, is_main, token, OldButton(message, button), button.url, given or button.copies)


def stand_of(message: Message) -> Stand:
    """What the buttons say of the message they stand on."""
    asked = [keyboard.read(button.data)[0] for button in message.buttons if button.data]
    return asked[0] if asked else Stand.PLACE


def _made_up(button: Tappable, stand: Stand) -> Button:
    return Button(button.label or "…", "callback_data", data=keyboard.stamped(button.leads_to, stand))


def client_of(api: TelegramApi) -> Client:
    """Our bot, which talks to the server over real sockets."""
    return Client(
        api.token,
        base_url=f"{api.url}/bot",
        base_file_url=f"{api.url}/file/bot",
        request=AiohttpRequest(MOST_CONNECTIONS),
        get_updates_request=AiohttpRequest(POLLING_CONNECTIONS),
    )
