"""Who may see a channel, as the library's cache of servers and their channels knows it."""

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
