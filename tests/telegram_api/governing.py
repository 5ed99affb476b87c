"""Methods for chats with several people: leaving, pinning, inviting, and who is who."""

from __future__ import annotations

from typing import Any

from tests.telegram_api.chats import PERMISSIONS, Chat, Membership
from tests.telegram_api.messages import Message
from tests.telegram_api.methods import answers
from tests.telegram_api.reaching import chat_to_edit, chat_to_read, chat_to_write, message_of
from tests.telegram_api.refusals import Json, bad_request
from tests.telegram_api.requests import Request
from tests.telegram_api.telling import tell_of_bot
from tests.telegram_api.world import World

GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


@answers("getChat")
def get_chat(world: World, request: Request) -> Any:
    """All that is known of a chat."""
    chat = chat_to_read(world, request.chat_id)
    full: Json = {
        **chat.json,
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }
    pinned = chat.find(chat.pinned[-1]) if chat.pinned else None
    if pinned is not None:
        full["pinned_message"] = pinned.json
    if chat.kind in ("group", "supergroup"):
        full["permissions"] = {name: name not in chat.permissions_missing for name in PERMISSIONS}
    return full


@answers("getChatMember")
def get_chat_member(world: World, request: Request) -> Any:
    """What somebody is in a chat."""
    chat = chat_to_edit(world, request.chat_id)
    user = world.users.get(request.number("user_id"))
    if user is None:
        raise bad_request("invalid user_id specified")
    if chat.is_private:
        inside = user in (chat.person, world.bot)
        return Membership("member" if inside else "left").json(user, chat)
    return chat.membership(user.id).json(user, chat)


@answers("getChatAdministrators")
def get_chat_administrators(world: World, request: Request) -> Any:
    """Who governs a chat; other bots are left out."""
    chat = chat_to_edit(world, request.chat_id)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    return [membership.json(user, chat) for user, membership in chat.members.values() if membership.is_admin]


@answers("getChatMemberCount")
def get_chat_member_count(world: World, request: Request) -> Any:
    """How many are in a chat."""
    chat = chat_to_edit(world, request.chat_id)
    return 2 if chat.is_private else sum(membership.is_inside for _user, membership in chat.members.values())


@answers("leaveChat")
def leave_chat(world: World, request: Request) -> Any:
    """Go."""
    chat = chat_to_write(world, request.chat_id)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    before = chat.membership(world.bot.id)
    chat.place(world.bot, Membership("left"))
    tell_of_bot(world, chat, world.bot, before, Membership("left"))
    return True


@answers("pinChatMessage")
def pin_chat_message(world: World, request: Request) -> Any:
    """Keep a message in view, which a service message says."""
    chat = chat_to_write(world, request.chat_id)
    message = message_of(chat, request.number("message_id"), "message to pin")
    _check_may_pin(world, chat)
    if message.id in chat.pinned:
        raise bad_request("CHAT_NOT_MODIFIED")
    chat.pinned.append(message.id)
    sender = None if chat.kind == "channel" else world.bot
    service = Message(chat, world.new_message_id(chat), sender, world.now(), service={"pinned_message": message.json})
    service.sender_chat = chat if sender is None else None
    world.post(service)
    return True


@answers("unpinChatMessage")
def unpin_chat_message(world: World, request: Request) -> Any:
    """Keep a message in view no longer: the one named, or the one that was pinned last."""
    chat = chat_to_write(world, request.chat_id)
    _check_may_pin(world, chat)
    wanted = request.number("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if wanted not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(wanted)
    return True


@answers("exportChatInviteLink")
def export_chat_invite_link(world: World, request: Request) -> Any:
    """A link by which people come in."""
    chat = chat_to_write(world, request.chat_id)
    if chat.is_private or not chat.membership(world.bot.id).may("can_invite_users"):
        raise bad_request("Not enough rights to manage chat invite link")
    return f"https://t.me/+invite{world.new_id()}"


def _check_may_pin(world: World, chat: Chat) -> None:
    right = "can_edit_messages" if chat.kind == "channel" else "can_pin_messages"
    if not chat.is_private and not chat.membership(world.bot.id).may(right):
        raise bad_request("Not enough rights to manage pinned messages in the chat")
