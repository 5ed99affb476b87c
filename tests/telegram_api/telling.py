"""What the bot is told of what people do: updates as the Bot API writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.telegram_api.callbacks import Tap
from tests.telegram_api.chats import Chat, Membership, User
from tests.telegram_api.messages import Message
from tests.telegram_api.refusals import Json

if TYPE_CHECKING:
    from tests.telegram_api.world import World


def tell_of_message(world: World, message: Message, *, is_edited: bool = False) -> None:
    """Somebody wrote something, where the bot may know."""
    if not may_know(world, message):
        return
    kind = "channel_post" if message.chat.kind == "channel" else "message"
    world.tell(f"edited_{kind}" if is_edited else kind, message.json)


def tell_of_callback(world: World, user: User, tap: Tap, data: str, *, is_old: bool = False) -> None:
    """Somebody tapped a button that asks the bot."""
    body: Json = {"id": tap.id, "from": user.json, "chat_instance": str(hash((tap.message.chat.id, 7))), "data": data}
    if tap.message.inline_id is not None:
        world.tell("callback_query", {**body, "inline_message_id": tap.message.inline_id})
    else:
        message = tap.message.inaccessible_json if is_old else tap.message.json
        world.tell("callback_query", {**body, "message": message})


def tell_of_bot(world: World, chat: Chat, by: User, before: Membership, after: Membership) -> None:
    """The bot itself is let in, thrown out, blocked or raised."""
    world.tell("my_chat_member", _change(world, chat, by, world.bot, before, after))


def tell_of_somebody(world: World, chat: Chat, by: User, who: User, before: Membership, after: Membership) -> None:
    """Somebody comes, goes or is raised; only an admin bot that asked for it is told."""
    if chat.membership(world.bot.id).is_admin:
        world.tell("chat_member", _change(world, chat, by, who, before, after))


def _change(world: World, chat: Chat, by: User, who: User, before: Membership, after: Membership) -> Json:
    return {
        "chat": chat.json,
        "from": by.json,
        "date": world.seconds_now(),
        "old_chat_member": before.json(who, chat),
        "new_chat_member": after.json(who, chat),
    }


def tell_of_asking(world: World, user: User, query_id: str, query: str, offset: str) -> None:
    """Somebody typed something after the bot's name."""
    world.tell("inline_query", {"id": query_id, "from": user.json, "query": query, "offset": offset})


def tell_of_choice(world: World, user: User, result_id: str, query: str, inline_id: str | None) -> None:
    """Somebody sent what the bot had offered; told where inline feedback is switched on."""
    if not world.hears_choices:
        return
    body: Json = {"result_id": result_id, "from": user.json, "query": query}
    world.tell("chosen_inline_result", {**body, "inline_message_id": inline_id} if inline_id else body)


def may_know(world: World, message: Message) -> bool:
    """In groups a bot hears commands, replies to it and services; as an admin or without privacy, everything."""
    membership = message.chat.membership(world.bot.id)
    if message.chat.is_private:
        return True
    if not membership.is_inside:
        return False
    if message.chat.kind == "channel" or membership.is_admin or world.reads_all_groups or message.service:
        return True
    is_reply = message.reply_to is not None and message.reply_to.sender is world.bot
    return is_reply or message.via is world.bot or _commands(world, message)


def _commands(world: World, message: Message) -> bool:
    commands = message.words.words_of("bot_command")
    if not commands or not message.text.startswith("/"):
        return False
    _command, at, name = commands[0].partition("@")
    return not at or name.lower() == (world.bot.username or "").lower()
