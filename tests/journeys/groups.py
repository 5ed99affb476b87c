"""A group or a channel on Telegram in a story: its people, and what all of them see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tests.journeys.telegram_world import TelegramWorld
from tests.telegram_api import Message, Person
from tests.telegram_api.rooms import Room

A_MINUTE = timedelta(seconds=61)
"""After so long every card shows what has changed."""


@dataclass
class Gathering:
    """A room with a bot in it, or one that will be."""

    world: TelegramWorld
    room: Room
    admin: Person

    async def brings_bot(self, by: Person | None = None) -> None:
        """Somebody adds the bot, and it says what it has to say."""
        await self.room.adds_bot(by or self.admin)
        await self.world.looks_after_cards()

    @property
    def seen(self) -> list[Message]:
        """What stands there of the bot."""
        speaker = None if self.room.kind == "channel" else self.world.api.world.bot
        return [each for each in self.room.messages if each.sender is speaker and not each.service]

    @property
    def card(self) -> Message:
        """The one message."""
        (message,) = self.seen
        return message

    async def chooses(self, label: str, by: Person | None = None) -> str:
        """Tap a button of the message that asks; what the person is told alone."""
        tap = await (by or self.admin).taps(label, chat=self.room)
        await self.world.rests()
        return tap.text

    async def later(self, after: timedelta = A_MINUTE) -> None:
        """Time goes by: a change is noticed, and shown when its time has come."""
        await self.world.looks_after_cards()
        await self.world.looks_after_cards(after)
