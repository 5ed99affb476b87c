"""Whom the bot may reach, and why not."""

from __future__ import annotations

from tests.telegram_api.chats import Chat
from tests.telegram_api.messages import Message
from tests.telegram_api.refusals import bad_request, forbidden
from tests.telegram_api.requests import Request
from tests.telegram_api.world import World

INSIDE = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}


def chat_to_read(world: World, chat_id: int | str | None) -> Chat:
    """A chat that the bot may look at."""
    chat = _known(world, chat_id)
    if chat.kind in ("supergroup", "channel"):
        _check_membership(world, chat, only_kicked=bool(chat.username))
    return chat


def chat_to_edit(world: World, chat_id: int | str | None) -> Chat:
    """A chat in which the bot may change what stands there."""
    chat = _known(world, chat_id)
    if chat.person is not None:
        _check_person(chat)
    else:
        _check_membership(world, chat)
    return chat


def chat_to_write(world: World, chat_id: int | str | None) -> Chat:
    """A chat to which the bot may write."""
    chat = _known(world, chat_id, is_to_write=True)
    if chat.migrated_to is not None:
        raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    if chat.person is not None:
        _check_person(chat)
    else:
        _check_membership(world, chat)
    return chat


def check_may_send(world: World, chat: Chat, permission: str, things: str) -> None:
    """Whether the bot may send this kind of thing to a group or a channel."""
    if chat.is_private:
        return
    membership = chat.membership(world.bot.id)
    if chat.kind == "channel":
        if not membership.may("can_post_messages"):
            raise bad_request("Have no write access to the chat")
        return
    may = membership.may_send(permission) and (membership.is_admin or permission not in chat.permissions_missing)
    if not may:
        raise bad_request(f"Not enough rights to send {things} to the chat")


def thread_of(chat: Chat, request: Request) -> int | None:
    """The topic that is meant, where the chat has topics."""
    thread = request.number("message_thread_id")
    if not thread or not chat.is_forum:
        return None
    if thread not in chat.topics:
        raise bad_request("message thread not found")
    return thread


def message_of(chat: Chat, message_id: int, kind: str) -> Message:
    """A message that still stands; `kind` says what for."""
    found = chat.find(message_id)
    if found is None:
        raise bad_request(f"{kind} not found")
    return found


def _known(world: World, chat_id: int | str | None, *, is_to_write: bool = False) -> Chat:
    if chat_id is None:
        raise bad_request("chat_id is empty")
    chat = world.chat(chat_id)
    if chat is not None and (chat.person is None or chat.is_started):
        return chat
    if is_to_write and chat is not None and chat.person is not None and _was_seen(world, chat.person.id):
        raise forbidden("bot can't initiate conversation with a user")
    raise bad_request("chat not found")


def _was_seen(world: World, user_id: int) -> bool:
    """Whether somebody shares a group with the bot, who then knows them."""
    rooms = (chat for chat in world.chats.values() if not chat.is_private)
    return any(chat.membership(user_id).is_inside and chat.membership(world.bot.id).is_inside for chat in rooms)


def _check_person(chat: Chat) -> None:
    assert chat.person is not None
    if chat.person.is_deactivated:
        raise forbidden("user is deactivated")
    if chat.is_blocked:
        raise forbidden("bot was blocked by the user")


def _check_membership(world: World, chat: Chat, *, only_kicked: bool = False) -> None:
    membership = chat.membership(world.bot.id)
    if membership.status == "kicked":
        raise forbidden(f"bot was kicked from the {INSIDE[chat.kind]}")
    if not membership.is_inside and not only_kicked:
        raise forbidden(f"bot is not a member of the {INSIDE[chat.kind]}")
