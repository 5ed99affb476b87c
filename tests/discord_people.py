"""People on Discord in the tests' stories: what they do goes over real sockets, what they see stands on the server.

They write to the bot in their direct messages. A form is one window there; in stories that are told question by
question, they fill it in one field after another, and send it where the story goes on with its button.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from discord import Locale

from bot.discord import custom_ids
from bot.discord.client import Client
from bot.discord.custom_ids import Stand
from bot.discord.uploads import INSTEAD
from tests.discord_api import DiscordApi, Interaction, Message, Person
from tests.discord_api.interactions import MODAL_SUBMIT
from tests.discord_api.posting import announce
from tests.discord_reading import Window, beginning, buttons_of, read, shared_in
from tests.people import Supporter
from tests.seen import GO_ON, Seen, Tappable
from tests.spoken import language_of

Rests = Callable[[], Awaitable[None]]


async def hears_all(client: Client, api: DiscordApi) -> None:
    """Wait until the library took in what the gateway told it last."""
    sessions = api.gateway.sessions.values()
    while any(each.sequence != client.ws.sequence for each in sessions if each.connection):  # noqa: ASYNC110 – no bell
        await asyncio.sleep(0)


@dataclass(frozen=True)
class Looked:
    """One reply as it stands in the chat: mostly one message; a long text is several."""

    messages: tuple[Message, ...]
    locale: str = ""

    @property
    def last(self) -> Message:
        """The message with the buttons."""
        return next((each for each in reversed(self.messages) if each.buttons), self.messages[-1])

    @property
    def shown(self) -> Seen:
        """What is read, and the buttons of the last message."""
        lines = [line for message in self.messages for line in read(message.text) if line.words.strip()]
        title = next((line.words for line in lines if line.is_title), "")
        rows = (*shared_in(self.messages), *buttons_of(self.last))
        stand = stand_of(self.last)
        return Seen(
            title,
            "\n".join(line.words for line in lines),
            rows,
            is_form=stand is Stand.FORM,
            is_event=stand is Stand.EVENT,
            language=language_of([line.words for line in lines], self.locale),
        )


class OnDiscord(Supporter):
    """Somebody with the Discord app, in their direct messages with the bot."""

    def __init__(
        self, api: DiscordApi, rests: Rests, name: str, *, suggested_name: str = "", locale: str | None = "en"
    ) -> None:
        """`rests` waits until the bot has answered and shown everything."""
        super().__init__()
        self.account: Person = api.person(suggested_name or name, _discords(locale))
        self.done: Interaction | None = None
        """What they did last, where it was no typed message."""
        self.window: Window | None = None
        """The form that is open before all else."""
        self._api = api
        self._rests = rests
        self._locale = locale or ""
        self._said: Message | None = None
        self._last: Looked | None = None
        self._not_counted: set[int] = set()

    @property
    def screen(self) -> Seen:
        """What they look at: an open form, else the message that changed or came last."""
        if self.window is not None:
            return self.window.seen
        return self.looks_at.shown

    @property
    def looks_at(self) -> Looked:
        """The same as it stands on the server."""
        assert self._last is not None, "nothing was shown yet"
        return self._last

    @property
    def chat(self) -> list[Seen]:
        """The messages of the bot as they stand now."""
        return [Looked((message,), self._locale).shown for message in self._messages]

    @property
    def _there(self) -> list[Message]:
        user = self.account.user
        return [each for each in self.account.dm.messages if each.author.is_bot and each.is_seen_by_user(user)]

    @property
    def _messages(self) -> list[Message]:
        return [message for message in self._there if message.id not in self._not_counted]

    def starts_counting(self) -> None:
        """Forget the taps, answers and messages so far."""
        self.taps_made = self.answers_typed = 0
        last = self._last.messages if self._last else ()
        self._not_counted = {message.id for message in self._there if message not in last}

    async def commands(self, line: str) -> None:
        """Choose a command, and give its one option the words."""
        name, _space, words = line.removeprefix("/").partition(" ")
        command = next((each for each in self._api.world.commands if each["name"] == name), None)
        assert command is not None, f"the app offers no command {name!r}"
        options: dict[str, Any] = {command["options"][0]["name"]: words} if words else {}
        await self.does(self.account.runs(f"/{name}", **options))

    async def types(self, words: str) -> None:
        """Type words: into the open form, else as a message."""
        self.answers_typed += 1
        await self._opens_again()
        if self.window is not None:
            self.window.types(words)
            if len([each for each in self.window.questions if not each.name.endswith(INSTEAD)]) == 1:
                self.taps_made -= 1  # the key that ends a line sends it
                await self.sends_window()
            return
        await self.does(self._says(words))

    async def sends_picture(self, data: bytes, name: str = "photo.jpg") -> None:
        """Choose a picture in the open form."""
        await self.sends_file(name, data)

    async def sends_file(self, name: str, data: bytes) -> None:
        """Choose a file in the open form; a form of one question is sent then."""
        self.answers_typed += 1
        await self._opens_again()
        assert self.window is not None, "there is no form to choose it in"
        self.window.chooses(name, data)
        if self.window.next is None and len({*self.window.values, *self.window.files}) == 1:
            await self.sends_window()

    async def _says(self, words: str) -> Message:
        assert words.strip(), "the app sends nothing without words"
        self._said = said = await self.account.says(words.strip())
        return said

    async def _opens_again(self) -> None:
        """A form that was not taken waits behind a button."""
        go_on = beginning(GO_ON, self._locale)
        if self.window is None and self._last is not None and self.screen.is_form and self.screen.button(go_on):
            await super().taps(go_on)
            self.taps_made -= 1

    async def taps(self, label: str, *, on: str = "") -> None:
        """Tap a button by its label; in an open form a choice, or the button that sends it."""
        if self.window is None:
            await super().taps(label, on=on)
        elif self.window.takes(label):
            self.taps_made += 1
        elif self.window.is_filled_in:
            await self.sends_window()
        else:
            self.window = None  # closed; nothing of it is sent
            await super().taps(label, on=on)

    async def sends_window(self) -> None:
        """Send the open form as it is filled in."""
        assert self.window is not None, "no form is open"
        window, self.window = self.window, None
        self.taps_made += 1
        await self.does(self.account.submits(window.opened, {**window.values, **window.files}), window.opened.message)

    async def fills_in(self, **values: str) -> None:
        """Answer a form as a whole and send it."""
        await self._opens_again()
        assert self.window is not None, f"no form is open: {self.screen.text}"
        self.answers_typed += sum(bool(value) for name, value in values.items() if name != "show")
        self.window.values.update(values)
        await self.sends_window()

    async def sends_to(self, token: str, **values: str) -> None:
        """Send a form that was opened long ago."""
        fields = [{"type": 4, "custom_id": name, "value": value} for name, value in values.items()]
        data = {"custom_id": token, "components": [{"type": 18, "component": field} for field in fields]}

        async def submit() -> Interaction:
            return self.account._acts(MODAL_SUBMIT, self.account.dm, data)

        await self.does(submit())

    async def taps_to(self, token: str) -> None:
        """Tap a button of long ago; whoever has no message yet gets one first."""
        if self._last is None:
            await self.starts()
        await self._taps_old(Tappable("", leads_to=token))

    def sees_picture(self, described: str) -> None:
        """It is described here."""
        shown = (picture for message in self.looks_at.messages for picture in message.pictures)
        descriptions = [picture.get("description") or "" for picture in shown]
        assert any(described in each for each in descriptions), f"no picture described so: {descriptions}"

    def file(self, ends: str) -> bytes:
        """What is in the attachment that they got last whose name ends so."""
        attached = (file for message in reversed(self._messages) for file in message.attachments)
        return next(each.data for each in attached if each.name.endswith(ends))

    async def looks_on(self, happens: Awaitable[Any]) -> None:
        """Something happens that may tell them of it."""
        await self.does(happens)

    async def is_heard_again(self) -> None:
        """The gateway hands over once more what they did last."""
        done, said = self.done, self._said

        async def again() -> Interaction | None:
            if done is not None:
                self._api.world.gateway.dispatch("INTERACTION_CREATE", done.json)
            elif said is not None:
                announce(self._api.world, said)
            return done

        await self.does(again(), done.message if done else None)

    async def does(self, act: Awaitable[Any], on: Message | None = None) -> None:
        """Anything in their chat; `on` is the message that they tap."""
        self.window = None
        before = {message.id: _state(message) for message in self._there}
        done = await act
        await self._rests()
        self.done = done if isinstance(done, Interaction) else None
        if self.done is not None and self.done.modal is not None:
            self.window = Window(self.done, self._locale)
            return
        self._look_at(before, on)

    async def _taps(self, button: Tappable, message: Any) -> None:
        tapped: Message = message.last
        await self.does(self._touches(tapped, str(button.handle)), tapped)

    async def _taps_old(self, button: Tappable) -> None:
        self.window = None
        tapped = self.looks_at.last
        custom_id = str(button.handle or custom_ids.stamped(button.leads_to, stand_of(tapped)))
        await self.does(self._touches(tapped, custom_id), tapped)

    async def _touches(self, message: Message, custom_id: str) -> Interaction:
        """A tap on a button as the message has it, or had it when the app showed it."""
        part = {"type": 2, "custom_id": custom_id, "id": 1}
        return self.account._touches(message, part, {})

    def _look_at(self, before: dict[int, Any], on: Message | None) -> None:
        new = tuple(message for message in self._there if message.id not in before)
        changed = [each for each in self._there if each.id in before and before[each.id] != _state(each)]
        tapped = on if on is not None and on in self._there else None
        shown = new or tuple(filter(None, [changed[-1] if changed else tapped]))
        if shown:
            self._last = Looked(shown, self._locale)
            self._takes_in(self._last.shown)

    def _newest_first(self) -> Sequence[Looked]:
        newest = [self._last] if self._last and self._last.last in self._there else []
        looked = self._last.messages if newest and self._last else ()
        others = [message for message in reversed(self._messages) if message not in looked]
        return [*newest, *(Looked((message,), self._locale) for message in others)]


def stand_of(message: Message) -> Stand:
    """What the buttons say of the message they stand on."""
    asked = [custom_ids.read(button["custom_id"]).stand for button in message.buttons if "custom_id" in button]
    return asked[0] if asked else Stand.PLACE


def _state(message: Message) -> tuple[Any, ...]:
    return message.text, message.labels, [button.get("custom_id") for button in message.buttons]


def _discords(locale: str | None) -> str:
    """The app's language as Discord names it; one that Discord has not is one that we have not."""
    known = {"": "en-US", "en": "en-US", "es": "es-ES", "pt": "pt-BR", "sv": "sv-SE", "zh": "zh-CN"}
    wanted = (locale or "").split("-")[0]
    found = known.get(wanted, wanted)
    return found if found in set(map(str, Locale)) else "ja"
