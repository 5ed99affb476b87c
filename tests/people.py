"""People in the tests' stories: they tap what they see, type, and look at what their chat then shows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Sequence
from mimetypes import guess_type
from typing import Any, Protocol

from handlers.turn import Chat, Incoming, Person, Room
from handlers.uploads import Upload
from tests.recording import Message, Recording
from tests.seen import Seen, Tappable, keeps_the_rules


class Shown(Protocol):
    """A message of the bot, whatever platform shows it."""

    @property
    def shown(self) -> Seen:
        """How it looks now."""


class Supporter(ABC):
    """Somebody in a private chat with the bot; every reply they get is held to the rules of the screens."""

    def __init__(self) -> None:
        """They have done nothing yet."""
        self.taps_made = 0
        self.answers_typed = 0
        self.all_seen: list[Seen] = []

    @property
    @abstractmethod
    def screen(self) -> Seen:
        """What they look at: the message that changed or came last."""

    @abstractmethod
    def _newest_first(self) -> Sequence[Shown]:
        """The messages of the bot that stand in the chat, what they look at before all others."""

    @abstractmethod
    def starts_counting(self) -> None:
        """Forget the taps, answers and messages so far: a budget begins here, with what is seen last."""

    @abstractmethod
    async def commands(self, line: str) -> None:
        """Type a command with its words."""

    @abstractmethod
    async def types(self, words: str) -> None:
        """Type words, which answer what is asked."""

    @abstractmethod
    async def sends_picture(self, data: bytes, name: str = "photo.jpg") -> None:
        """Send a picture, as their app sends pictures."""

    @abstractmethod
    async def sends_file(self, name: str, data: bytes) -> None:
        """Send a file, as it is."""

    @abstractmethod
    def file(self, ends: str) -> bytes:
        """What is in the file that they got last whose name ends so."""

    @abstractmethod
    async def looks_on(self, happens: Awaitable[Any]) -> None:
        """Something happens that may tell them of it; what comes is what they look at."""

    @abstractmethod
    async def is_heard_again(self) -> None:
        """The platform hands over once more what they did last, with the same id."""

    @abstractmethod
    async def _taps(self, button: Tappable, message: Any) -> None:
        """Tap this button of this message."""

    @abstractmethod
    async def _taps_old(self, button: Tappable) -> None:
        """Tap what stood there before."""

    @property
    @abstractmethod
    def chat(self) -> list[Seen]:
        """The messages of the bot as they stand now."""

    @property
    def messages_left(self) -> int:
        """How many messages of the bot stand in the chat."""
        return len(self.chat)

    async def opens(self, code: str) -> None:
        """Come in by a petition's code, as a link or a friend gives it."""
        await self.starts(code)

    async def starts(self, payload: str = "") -> None:
        """Tap START, or type it."""
        await self.commands(f"/start {payload}".strip())

    async def taps(self, label: str, *, on: str = "") -> None:
        """Tap a button by its label: on the message that has the words, else the newest that has the button."""
        message, button = self._found(label, on)
        self.taps_made += 1
        await self._taps(button, message)

    async def taps_old(self, button: Tappable) -> None:
        """Tap a button that stood in a message before that was changed: a slow app, or a quick thumb."""
        self.taps_made += 1
        await self._taps_old(button)

    @abstractmethod
    async def taps_to(self, token: str) -> None:
        """Tap a button of long ago that leads there, whatever its label."""

    async def fills_in(self, **values: str) -> None:
        """Answer a form as a whole and send it."""
        raise AssertionError(f"this app shows no whole forms to fill in with {list(values)}")

    def button(self, label: str, *, on: str = "") -> Tappable:
        """A button they can see."""
        return self._found(label, on)[1]

    def label(self, begins: str) -> str:
        """The label of the button that begins so, on what they look at."""
        found = [label for label in self.screen.labels if label.startswith(begins)]
        assert found, f"no button {begins!r} among {self.screen.labels}"
        return found[0]

    def sees(self, *texts: str) -> None:
        """These words stand on what they look at."""
        for text in texts:
            assert text in self.screen.text, f"{text!r} is not in:\n{self.screen.text}"

    @abstractmethod
    def sees_picture(self, described: str) -> None:
        """A picture is there; where the platform has descriptions, it is described like this."""

    def does_not_see(self, *texts: str) -> None:
        """These words do not stand on what they look at."""
        for text in texts:
            assert text not in self.screen.text, f"{text!r} is in:\n{self.screen.text}"

    def sees_buttons(self, *labels: str) -> None:
        """These buttons are there, among others."""
        missing = [label for label in labels if label not in self.screen.labels]
        assert not missing, f"{missing} not among {self.screen.labels}"

    def sees_no_button(self, *labels: str) -> None:
        """None of these buttons is there."""
        there = [label for label in labels if label in self.screen.labels]
        assert not there, f"{there} among {self.screen.labels}"

    def _takes_in(self, shown: Seen) -> None:
        self.all_seen.append(shown)
        keeps_the_rules(shown)

    def _found(self, label: str, on: str) -> tuple[Shown, Tappable]:
        for message in self._newest_first():
            button = message.shown.button(label)
            if button is not None and on in message.shown.text:
                return message, button
        raise AssertionError(f"no button {label!r}; there are {[each.labels for each in self.chat]}")


class Recorded(Supporter):
    """Somebody on the recording platform."""

    def __init__(
        self,
        platform: Recording,
        name: str,
        *,
        suggested_name: str = "",
        locale: str = "",
        has_forms: bool = False,
        text: int = 3500,
        can_remove: bool = True,
    ) -> None:
        """`has_forms` where their app shows a form as a whole; `text` is how much fits on a message."""
        super().__init__()
        self._platform = platform
        self._person = Person(platform.name, name, suggested_name, locale)
        self._chat = Chat(platform.name, name)
        self._room = Room(text, has_forms, can_remove)
        self._last: Message | None = None
        self._done: tuple[Incoming, Message | None] | None = None

    @property
    def chat(self) -> list[Seen]:
        """The messages of the bot as they stand now."""
        return [message.shown for message in self._messages]

    @property
    def _messages(self) -> list[Message]:
        return self._platform.chat(self._chat.chat_id).messages

    @property
    def screen(self) -> Seen:
        """What they look at: the message that changed or came last."""
        assert self._last is not None, "nothing was shown yet"
        return self._last.shown

    def starts_counting(self) -> None:
        """Forget the taps, answers and messages so far."""
        self.taps_made = self.answers_typed = 0
        self._platform.chat(self._chat.chat_id).messages[:] = [self._last] if self._last else []

    async def commands(self, line: str) -> None:
        """Type a command with its words."""
        command, _space, words = line.removeprefix("/").partition(" ")
        await self._does(command=command, words=words)

    async def types(self, words: str) -> None:
        """Type words."""
        self.answers_typed += 1
        await self._does(words=words)

    async def sends_picture(self, data: bytes, name: str = "photo.jpg") -> None:
        """Send a picture."""
        await self.sends_file(name, data)

    async def sends_file(self, name: str, data: bytes) -> None:
        """Send a file, which says by its name what it is."""

        async def fetch(most: int) -> bytes:
            return data[: most + 1]

        self.answers_typed += 1
        upload = Upload(name, guess_type(name)[0] or "", len(data), fetch)
        await self._does(token="not_words", uploads={"": upload})

    async def fills_in(self, **values: str) -> None:
        """Answer a form as a whole and send it."""
        form = self._last.form if self._last else None
        assert form is not None, f"no form is shown: {self._last}"
        self.taps_made += 1
        self.answers_typed += sum(bool(value) for name, value in values.items() if name != "show")
        await self._does(token=form.action.token, tapped=self._last, values=values)

    async def taps_to(self, token: str) -> None:
        """Tap a button of long ago."""
        await self._does(token=token, tapped=self._last)

    async def sends_to(self, token: str, **values: str) -> None:
        """Send a whole form of long ago."""
        await self._does(token=token, tapped=self._last, values=values)

    def sees_picture(self, described: str) -> None:
        """It is described here."""
        self.sees(described)

    def file(self, ends: str) -> bytes:
        """What is in the file that they got last whose name ends so."""
        return next(data for each in reversed(self._messages) for name, data in each.files if name.endswith(ends))

    async def looks_on(self, happens: Awaitable[Any]) -> None:
        """Something happens that may tell them of it."""
        before = list(self._messages)
        await happens
        self._look_at(next((each for each in reversed(self._messages) if each not in before), None))

    async def is_heard_again(self) -> None:
        """The platform hands over once more what they did last."""
        assert self._done is not None
        incoming, tapped = self._done
        self._look_at(await self._platform.hears(incoming, tapped))

    def incoming(self, **said: Any) -> Incoming:
        """Something they do, under an id of its own."""
        return Incoming(
            self._platform.name,
            self._platform.new_id(),
            self._person,
            self._chat,
            room=self._room,
            invite=self._platform.invite,
            **said,
        )

    async def _taps(self, button: Tappable, message: Message | None) -> None:
        await self._does(token=button.leads_to, tapped=message)

    async def _taps_old(self, button: Tappable) -> None:
        await self._taps(button, self._last)

    async def _does(self, *, tapped: Message | None = None, **said: Any) -> None:
        self._done = self.incoming(**said), tapped
        self._look_at(await self._platform.hears(*self._done))

    def _look_at(self, message: Message | None) -> None:
        if message is None:
            return
        self._last = message
        self._takes_in(message.shown)

    def _newest_first(self) -> list[Message]:
        newest = [self._last] if self._last else []
        return newest + [message for message in reversed(self._messages) if message is not self._last]
