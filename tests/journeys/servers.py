"""What people do in a server on Discord in a story, and what stands there for all to see."""

from __future__ import annotations

from datetime import timedelta

from bot.cards import SOON
from storage.cards import Subject
from storage.nouns import Nouns
from tests.discord_api import Channel, Interaction, Message, Person
from tests.journeys.campaigns import MARRIAGE
from tests.journeys.discord_world import DiscordWorld

A_MINUTE = timedelta(seconds=61)
"""After so long every card shows what has changed."""


async def runs(world: DiscordWorld, who: Person, command: str, where: Channel) -> Interaction:
    """A command in a channel; what the person is shown."""
    done = await (await who.runs(command, where)).shown()
    await world.rests()
    return done


async def taps(world: DiscordWorld, who: Person, message: Message, label: str) -> Interaction:
    """A tap; what the person is shown."""
    done = await (await who.taps(message, label)).shown()
    await world.rests()
    return done


async def puts_card(world: DiscordWorld, who: Person, where: Channel) -> Message:
    """The card of a petition, as everybody sees it."""
    await runs(world, who, f"/card petition:{MARRIAGE}", where)
    await world.looks_after_cards()
    await world.looks_after_cards(SOON)
    return seen(where)[-1]


def seen(where: Channel) -> list[Message]:
    """What everybody sees of the bot."""
    return [each for each in where.messages if each.author.is_bot and not each.is_ephemeral]


async def later(world: DiscordWorld) -> None:
    """Time goes by: a change is noticed, and shown when its time has come."""
    await world.looks_after_cards()
    await world.looks_after_cards(A_MINUTE)


async def cards_of(world: DiscordWorld, where: Channel) -> list[Subject]:
    """What stands in a channel, as the store knows it."""
    address = f"channel/{where.id}"

    def found(nouns: Nouns) -> list[Subject]:
        chat_id = nouns.chats.find("discord", address)
        assert chat_id is not None
        return nouns.cards.of_chat(chat_id, 9)

    return await world.store.read(found)


async def is_known(world: DiscordWorld, where: Channel) -> bool:
    """Whether anything is remembered of a channel."""
    return await world.store.read(lambda nouns: nouns.chats.find("discord", f"channel/{where.id}")) is not None


async def publishes(world: DiscordWorld, where: Channel) -> bool:
    """Whether what is announced in a channel is published."""

    def found(nouns: Nouns) -> bool:
        chat_id = nouns.chats.find("discord", f"channel/{where.id}")
        return chat_id is not None and nouns.chats.publishes(chat_id)

    return await world.store.read(found)
