"""Where on Discord something happens: a server with its channel, who governs it, and what the bot may do there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from discord import Permissions

from handlers.turn import Chat

Json = dict[str, Any]
NAME = "discord"
ANNOUNCEMENTS = 5
"""The type of a channel whose messages can be published to others."""
THREADS = {10, 11, 12}
BOT_DM = 1
"""The context of a direct message with the bot."""
BY_SERVER = "0"
"""Names the server among those who installed the app."""
_CHANNEL = re.compile("channel/([0-9]{1,20})")


def server_id_of(room: str) -> int:
    """The server of a room."""
    return int(room.partition("/")[2])


def address_of(channel_id: str | int) -> str:
    """How a channel is called where something is delivered to it."""
    return f"channel/{channel_id}"


def room_of(server_id: str | int) -> str:
    """How a server is called."""
    return f"guild/{server_id}"


def channel_id_of(address: str) -> int | None:
    """The channel of an address; None where it names a person."""
    found = _CHANNEL.fullmatch(address)
    return int(found[1]) if found else None


@dataclass(frozen=True, slots=True)
class Spot:
    """A channel of a server that the bot is in, as one person's interaction tells of it."""

    chat: Chat
    governs: bool
    """Whether the person may manage the server."""
    may_write: bool
    """Whether the bot may write in this channel, and show pictures there."""
    may_ring: bool
    """Whether it may mention a role there that is not to be mentioned by others."""
    roles: frozenset[str] = frozenset()
    """What roles the person has there."""


def spot_of(raw: Json) -> Spot | None:
    """Where the interaction came from; None outside servers, and where only the person brought the app along."""
    owners, server_id = raw.get("authorizing_integration_owners") or {}, raw.get("guild_id")
    member, channel = raw.get("member") or {}, raw.get("channel") or {}
    if not server_id or BY_SERVER not in owners:
        return None
    kind, address = channel.get("type"), address_of(raw["channel_id"])
    chat = Chat(NAME, address, False, room_of(server_id), is_channel=kind == ANNOUNCEMENTS, is_of_server=True)
    theirs = Permissions(int(member.get("permissions") or 0))
    ours = Permissions(int(raw.get("app_permissions") or 0))
    may_write, may_ring = _may_write(ours, kind in THREADS), ours.administrator or ours.mention_everyone
    roles = frozenset(map(str, member.get("roles") or ()))
    return Spot(chat, theirs.administrator or theirs.manage_guild, may_write, may_ring, roles)


def lets_post(raw: Json) -> bool:
    """Whether others are where the interaction came from, and the person may write there for them to see."""
    if raw.get("context") == BOT_DM:
        return False
    if not raw.get("guild_id"):
        return True
    theirs = Permissions(int((raw.get("member") or {}).get("permissions") or 0))
    is_thread = (raw.get("channel") or {}).get("type") in THREADS
    return theirs.administrator or (theirs.view_channel and _sends(theirs, is_thread))


def _may_write(allowed: Permissions, is_thread: bool) -> bool:
    return allowed.administrator or (allowed.view_channel and _sends(allowed, is_thread) and allowed.attach_files)


def _sends(allowed: Permissions, is_thread: bool) -> bool:
    return allowed.send_messages_in_threads if is_thread else allowed.send_messages
