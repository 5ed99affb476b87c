"""Who takes part in a random conversation: people in their rooms, and a world in which nothing fails silently."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from bot.dispatch import Dispatch, Surroundings
from handlers import make_router
from handlers.screens import Form, Reply
from handlers.turn import Chat, Incoming, Room
from storage.store import TooBusy
from tests.fuzz.told import in_every_language
from tests.fuzz.words import PEOPLE, SUGGESTED, Typist
from tests.journeys.worlds import OPERATOR, RecordedWorld
from tests.people import Recorded
from tests.recording import Message
from tests.seen import SAMPLE, Tappable, keeps_the_rules

GROUP = Chat("recording", "group", is_private=False)
ROOMS = (Room(4096), Room(4000, shows_whole_forms=True), Room(2500), Room(3500), Room(1900))
"""As on Telegram, on Discord, in a terminal, and what else there may be."""
PATIENCE = 5
LANGUAGES = ("", "en", "es-MX", "de", "pt-BR")


@dataclass
class Wish:
    """What somebody is about: a way of verbs, the last one first, and how one begins."""

    way: tuple[str, ...]
    begins: str
    begun: int = 0


@dataclass
class Place:
    """One chat as somebody stands in it."""

    chat: Chat
    looked_at: Message | None = None
    asked: Form | None = None
    is_preview: bool = False


class Guest(Recorded):
    """Somebody in a random conversation: alone with the bot, or in a group where all of them are."""

    def __init__(self, world: Wild, name: str, random: Random) -> None:
        """Chance decides which room, language and suggested name they have."""
        suggested = f"Ada Zq{name}{SUGGESTED}" if random.random() < 0.5 else ""
        super().__init__(world.platform, name, suggested_name=suggested, locale=random.choice(LANGUAGES))
        self._room = random.choice(ROOMS)
        self.name = name
        self.suggested = suggested
        self.typist = Typist(random, name)
        self.wish: Wish | None = None
        self.has_signed = False
        self.heard: tuple[Incoming, Message | None] | None = None
        self._places = (Place(self._chat), Place(GROUP))

    @property
    def room(self) -> Room:
        """What fits on their screens."""
        return self._room

    @property
    def is_in_group(self) -> bool:
        """Whether others look on."""
        return not self._chat.is_private

    @property
    def place(self) -> Place:
        """Where they are."""
        return self._places[self.is_in_group]

    def goes(self, *, to_group: bool) -> None:
        """Turn to the group, or to their own chat."""
        self._chat = self._places[to_group].chat
        self._last = self.place.looked_at

    async def does(self, tapped: Message | None = None, **said: Any) -> None:
        """Anything at all."""
        await self.says(self.incoming(**said), tapped)

    async def says(self, incoming: Incoming, tapped: Message | None) -> None:
        """Hand it over, and look at what comes back."""
        self.heard = incoming, tapped
        self.goes(to_group=not incoming.chat.is_private)
        self._look_at(await self._platform.hears(incoming, tapped))
        self.place.looked_at = self._last
        del self._messages[:-30]

    def _look_at(self, message: Message | None) -> None:
        if message is None:
            return
        self._last = message
        shown = message.shown
        # A form that was begun in another language says in that one that it is of a sample.
        is_said = any(sentence in shown.text for sentence in in_every_language(SAMPLE))
        keeps_the_rules(replace(shown, language="" if is_said else shown.language))

    def buttons(self, newest: int = 4) -> list[tuple[Tappable, Message]]:
        """All that can be tapped where they are, the message they look at first."""
        shown = self._newest_first()[:newest]
        return [(button, message) for message in shown for row in message.shown.rows for button in row]


class Loud(Dispatch):
    """A dispatch whose faults are heard, and whose replies are looked at as they are."""

    def __init__(self, world: Wild, *given: Any) -> None:
        """The world takes the replies."""
        super().__init__(*given)
        self._world = world

    async def _turn(self, incoming: Incoming) -> Reply:
        self._world.reply = reply = await self._patiently(incoming)
        return reply

    async def _patiently(self, incoming: Incoming) -> Reply:
        """On a machine with a crowd of its own a turn may be withdrawn before it began; that is no fault."""
        for _ in range(PATIENCE):
            with suppress(TooBusy):
                return await self._run(incoming, self._router.way(incoming))
        return await self._run(incoming, self._router.way(incoming))


@dataclass
class Wild(RecordedWorld):
    """A world in which nothing fails silently."""

    reply: Reply | None = None

    def dispatch(self) -> Dispatch:
        """A loud one."""
        return Loud(self, self.store, make_router(), self.clock, Surroundings(OPERATOR, files=self.files))

    def guests(self, random: Random) -> list[Guest]:
        """Everybody comes in."""
        return [Guest(self, name, random) for name in PEOPLE]
