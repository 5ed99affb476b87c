"""What the gateway tells of servers and channels that matters to what stands there."""

from __future__ import annotations

from typing import Any

from bot.discord.places import NAME, address_of, room_of
from handlers.turn import Chat, Incoming, Person

Json = dict[str, Any]
TOLD = ("GUILD_DELETE", "CHANNEL_DELETE", "THREAD_DELETE", "GUILD_ROLE_DELETE")
"""The events that are handed over, after the library has taken note of them."""


def happened(name: str, raw: Json, application_id: int) -> Incoming | None:
    """The event as a turn of nobody's; None where nothing has ended: a server that is down comes back."""
    if name == "GUILD_DELETE":
        return None if raw.get("unavailable") else told("left", room_of(raw["id"]), application_id)
    if name == "GUILD_ROLE_DELETE":
        return told("role_gone", room_of(raw["guild_id"]), application_id, str(raw["role_id"]))
    return told("closed", address_of(raw["id"]), application_id)


def told(happening: str, chat_id: str, application_id: int, words: str = "") -> Incoming:
    """Such an event has no id of its own, and may be taken note of again."""
    chat = Chat(NAME, chat_id, is_private=False, is_of_server=True)
    bot, update_id = f"{NAME}:{application_id}", f"{happening}/{chat_id}/{words}"
    return Incoming(bot, update_id, Person(NAME, ""), chat, words=words, happening=happening)
