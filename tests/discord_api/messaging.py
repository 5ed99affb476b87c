"""Messages of channels: read, send, edit, delete, pin, publish."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from discord import Permissions

from tests.discord_api.channels import ANNOUNCEMENT, Channel
from tests.discord_api.drafting import rewrite, write
from tests.discord_api.messages import CROSSPOSTED, EPHEMERAL, IS_CROSSPOST, Message
from tests.discord_api.posting import announce, announce_change, announce_end
from tests.discord_api.refusals import (
    Json,
    Refused,
    cannot_message_user,
    missing_access,
    missing_permissions,
    unknown,
    wrong,
)
from tests.discord_api.routes import Request, answers
from tests.discord_api.world import NONCE_LIFE, World

CHANNEL = "/channels/{channel_id}"
MESSAGES = CHANNEL + "/messages"
MESSAGE = MESSAGES + "/{message_id}"
OLD_EDITS = timedelta(hours=1)
MOST_OLD_EDITS = 5
"""How often within an hour a message older than an hour may be edited; Discord does not say how many they are."""


@answers("GET", CHANNEL)
def channel(world: World, request: Request) -> Json:
    """A channel that the bot sees."""
    return _channel(world, request).json


@answers("GET", MESSAGES)
def messages(world: World, request: Request) -> list[Json]:
    """The newest messages, the newest first; ephemeral ones are never among them."""
    found = _channel(world, request, "read_message_history")
    there = [each for each in found.messages if not each.is_ephemeral]
    return [each.json for each in reversed(there[-int(request.query.get("limit", 50)) :])]


@answers("POST", MESSAGES)
def send(world: World, request: Request) -> Json:
    """A new message; the same nonce within some minutes gives the message that is there."""
    found = _channel(world, request, *_needed(request))
    _refuse_closed(world, found)
    nonce = request.json.get("nonce")
    known = world.nonces.get((found.id, str(nonce)))
    if request.json.get("enforce_nonce") and known is not None and world.now() < known.at + NONCE_LIFE:
        world.known_again += 1
        return known.json
    message = Message(world.new_id(), found, world.bot, world.now(), nonce=nonce)
    message.reference = _reference(found, request)
    write(world, request, _without_ephemeral(request.json), message, is_new=True)
    found.messages.append(message)
    if nonce is not None:
        world.nonces[found.id, str(nonce)] = message
    announce(world, message)
    return message.json


@answers("GET", MESSAGE)
def message(world: World, request: Request) -> Json:
    """One message."""
    return _message(_channel(world, request, "read_message_history"), request).json


@answers("PATCH", MESSAGE)
def edit(world: World, request: Request) -> Json:
    """Change a message of the bot."""
    found = _own_message(world, _channel(world, request), request)
    _count_edit(world, found)
    rewrite(world, request, request.json, found)
    announce_change(world, found)
    return found.json


@answers("DELETE", MESSAGE)
def delete(world: World, request: Request) -> None:
    """Take a message away."""
    where = _channel(world, request)
    found = _message(where, request)
    if found.author is not world.bot and not where.permissions_of(world.bot).manage_messages:
        raise missing_permissions()
    announce_end(world, found)


@answers("POST", MESSAGE + "/crosspost")
def crosspost(world: World, request: Request) -> Json:
    """Publish a message of an announcement channel to those that follow it."""
    where = _channel(world, request, "send_messages")
    if where.kind != ANNOUNCEMENT:
        raise Refused(400, 50024, "Cannot execute action on this channel type")
    found = _own_message(world, where, request)
    if found.flags & CROSSPOSTED:
        raise Refused(400, 40033, "This message has already been crossposted.")
    found.flags |= CROSSPOSTED
    announce_change(world, found)
    for follower in where.followers:
        _appear(world, found, follower)
    return found.json


@answers("PUT", CHANNEL + "/pins/{message_id}")
@answers("PUT", MESSAGES + "/pins/{message_id}")
def pin(world: World, request: Request) -> None:
    """Pin a message."""
    _set_pinned(world, request, is_pinned=True)


@answers("DELETE", CHANNEL + "/pins/{message_id}")
@answers("DELETE", MESSAGES + "/pins/{message_id}")
def unpin(world: World, request: Request) -> None:
    """Unpin a message."""
    _set_pinned(world, request, is_pinned=False)


@answers("POST", CHANNEL + "/typing")
def type_(world: World, request: Request) -> None:
    """Say that the bot is writing."""
    _channel(world, request, "send_messages")


def _appear(world: World, published: Message, where: Channel) -> None:
    copy = replace(published, id=world.new_id(), channel=where, at=world.now(), pings=set(), earlier=[], old_edits=[])
    copy.flags = published.flags & ~CROSSPOSTED | IS_CROSSPOST
    copy.reference = {"type": 0, "channel_id": str(published.channel.id), "message_id": str(published.id)}
    where.messages.append(copy)
    announce(world, copy)


def _set_pinned(world: World, request: Request, *, is_pinned: bool) -> None:
    found = _message(_channel(world, request, "pin_messages"), request)
    found.is_pinned = is_pinned
    announce_change(world, found)


def _channel(world: World, request: Request, *needed: str) -> Channel:
    """The channel of the address, if the bot sees it and may do what is needed there."""
    found = world.channels.get(request.id("channel_id"))
    if found is None or (found.is_private and not found.is_opened):
        raise unknown("Channel")
    if not found.is_seen_by(world.bot) or found.others:
        raise missing_access()
    missing = Permissions(**dict.fromkeys(needed, True)).value & ~found.permissions_of(world.bot).value
    if missing and not found.is_private:
        raise missing_permissions()
    return found


def _needed(request: Request) -> list[str]:
    """What the bot must be allowed to do to send this."""
    needed = ["send_messages"]
    if request.uploads:
        needed.append("attach_files")
    if request.json.get("embeds"):
        needed.append("embed_links")
    return needed


def _without_ephemeral(body: Json) -> Json:
    if (body.get("flags") or 0) & EPHEMERAL:
        raise wrong("flags", "MESSAGE_FLAGS_INVALID", "Only answers to interactions can be ephemeral.")
    return body


def _refuse_closed(world: World, where: Channel) -> None:
    """Direct messages need an open door, and a server in common, the app on the person's account, or their own word."""
    person = where.recipient
    if person is None:
        return
    guilds = world.guilds.values()
    is_common = any(person.id in each.members and world.bot.id in each.members for each in guilds)
    if person.has_closed_dms or not (is_common or person.has_installed or where.is_begun):
        raise cannot_message_user()


def _reference(where: Channel, request: Request) -> Json | None:
    wanted: Any = request.json.get("message_reference")
    if not wanted:
        return None
    key = int(wanted["message_id"])
    if where.message(key) is None and wanted.get("fail_if_not_exists", True):
        raise wrong("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
    return {"type": 0, "channel_id": str(where.id), "message_id": str(key)}


def _message(where: Channel, request: Request) -> Message:
    """One that the REST API knows: ephemeral ones are nobody's but the interaction's."""
    found = where.message(request.id("message_id"))
    if found is None or found.is_ephemeral:
        raise unknown("Message")
    return found


def _own_message(world: World, where: Channel, request: Request) -> Message:
    found = _message(where, request)
    if found.author is not world.bot:
        raise Refused(403, 50005, "Cannot edit a message authored by another user")
    return found


def _count_edit(world: World, found: Message) -> None:
    """An old message can be edited a few times an hour only."""
    now = world.now()
    if now < found.at + OLD_EDITS:
        return
    found.old_edits = [each for each in found.old_edits if each > now - OLD_EDITS]
    if len(found.old_edits) >= MOST_OLD_EDITS:
        words = "Maximum number of edits to messages older than 1 hour reached. Try again later."
        raise Refused(429, 30046, words)
    found.old_edits.append(now)
