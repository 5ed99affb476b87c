"""Telling the gateway of messages, as far as the bot asked for that."""

from __future__ import annotations

from tests.discord_api.messages import Message
from tests.discord_api.refusals import Json
from tests.discord_api.sessions import DIRECT_MESSAGES, GUILD_MESSAGES, MESSAGE_CONTENT
from tests.discord_api.world import World

HIDDEN: Json = {"content": "", "embeds": [], "components": [], "attachments": []}


def announce(world: World, message: Message) -> None:
    """A new message."""
    _tell(world, "MESSAGE_CREATE", message)


def announce_change(world: World, message: Message) -> None:
    """A message that was edited, pinned or crossposted."""
    _tell(world, "MESSAGE_UPDATE", message)


def announce_end(world: World, message: Message) -> None:
    """A message that is gone."""
    message.is_deleted = True
    message.channel.messages.remove(message)
    gone = {"id": str(message.id), "channel_id": str(message.channel.id), **_guild(message)}
    if not message.is_ephemeral:
        world.gateway.dispatch("MESSAGE_DELETE", gone, needs=_intent(message))
    world.bell.ring()


def _tell(world: World, name: str, message: Message) -> None:
    """Others' words are told only to who may read them: in direct messages, or with that intent."""
    if message.is_ephemeral:
        return
    told = {**message.json, **_guild(message)}
    for session in world.gateway.sessions.values():
        may_read = message.author.is_bot or message.channel.is_private or session.intents & MESSAGE_CONTENT
        if session.intents & _intent(message):
            session.tell(name, told if may_read else told | HIDDEN)
    world.bell.ring()


def _intent(message: Message) -> int:
    return DIRECT_MESSAGES if message.channel.is_private else GUILD_MESSAGES


def _guild(message: Message) -> Json:
    guild = message.channel.guild
    return {} if guild is None else {"guild_id": str(guild.id)}
