"""Who may see a channel and whom the bot may ring for there, as the library's cache of servers knows it."""

from __future__ import annotations

from discord import Client, Thread
from discord.abc import GuildChannel

from bot.discord.places import Spot, channel_id_of


def may_name(client: Client, spot: Spot | None, address: str) -> bool:
    """Whether a channel may be named to somebody: they are in it, or everybody in its server may see it."""
    return (spot is not None and spot.chat.chat_id == address) or _is_open(client, channel_id_of(address))


def _is_open(client: Client, channel_id: int | None) -> bool:
    channel = client.get_channel(channel_id) if channel_id else None
    if isinstance(channel, Thread):
        channel = None if channel.is_private() else channel.parent
    return isinstance(channel, GuildChannel) and channel.permissions_for(channel.guild.default_role).view_channel


def may_ring(client: Client, channel_id: int, role: str) -> bool:
    """Whether those who have a role hear it where it is mentioned in a channel; an unknown one is tried."""
    channel = client.get_channel(channel_id)
    channel = channel.parent if isinstance(channel, Thread) else channel
    if not isinstance(channel, GuildChannel) or channel.guild.me is None:
        return True
    named = channel.guild.get_role(int(role))
    return channel.permissions_for(channel.guild.me).mention_everyone or (named is not None and named.mentionable)
