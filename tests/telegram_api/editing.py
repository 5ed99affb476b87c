"""Methods that change or take away what stands in a chat."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from telegram.constants import BulkRequestLimit

from tests.telegram_api.chats import Chat
from tests.telegram_api.entities import Formatted
from tests.telegram_api.files import Media
from tests.telegram_api.keyboards import Markup, inline_markup_of
from tests.telegram_api.messages import Manner, Message
from tests.telegram_api.methods import answers
from tests.telegram_api.reaching import chat_to_edit, chat_to_write, message_of
from tests.telegram_api.refusals import NOT_MODIFIED, bad_request
from tests.telegram_api.requests import Request, not_here, required
from tests.telegram_api.sending import media_of
from tests.telegram_api.texts import caption_of, text_of
from tests.telegram_api.world import World

DELETABLE = timedelta(hours=48)


@answers("editMessageText")
def edit_message_text(world: World, request: Request) -> Any:
    """Say something else."""
    if request.get("rich_message"):
        raise not_here("rich_message")
    words = text_of(world, request.params)
    message = _editable(world, request)
    if message.media is not None:
        raise bad_request("There is no text in the message to edit")
    preview = request.get("link_preview_options")
    if preview is None and request.flag("disable_web_page_preview"):
        preview = {"is_disabled": True}
    manner = replace(message.manner, link_preview=preview or None)
    return _change(world, message, words, None, _markup(request, message), manner)


@answers("editMessageCaption")
def edit_message_caption(world: World, request: Request) -> Any:
    """Say something else under a picture or a document."""
    words = caption_of(world, request.params)
    message = _editable(world, request)
    if message.media is None:
        raise bad_request("There is no caption in the message to edit")
    manner = replace(message.manner, is_caption_above=request.flag("show_caption_above_media"))
    return _change(world, message, words, message.media, _markup(request, message), manner)


@answers("editMessageMedia")
def edit_message_media(world: World, request: Request) -> Any:
    """Show another picture or document, also where there was a text."""
    media, words = media_of(world, request, required(request, "media"))
    message = _editable(world, request)
    if message.album and message.media and message.media.kind != media.kind:
        raise bad_request("Can't use the media of the specified type in the album")
    manner = replace(message.manner, is_caption_above=bool(request.params["media"].get("show_caption_above_media")))
    return _change(world, message, words, media, _markup(request, message), manner)


@answers("editMessageReplyMarkup")
def edit_message_reply_markup(world: World, request: Request) -> Any:
    """Show other buttons, or none."""
    message = _editable(world, request)
    return _change(world, message, message.words, message.media, _markup(request, message), message.manner)


@answers("deleteMessage")
def delete_message(world: World, request: Request) -> Any:
    """Take a message away for everybody."""
    if request.chat_id is None:
        raise bad_request("Chat identifier is not specified")
    if not request.number("message_id"):
        raise bad_request("Message identifier is not specified")
    chat = _chat_to_delete_in(world, request)
    message = message_of(chat, request.number("message_id"), "message to delete")
    _check_deletable(world, message)
    world.remove(message)
    return True


@answers("deleteMessages")
def delete_messages(world: World, request: Request) -> Any:
    """Take several messages away; those that are gone already are skipped."""
    ids = request.get("message_ids")
    if not ids:
        raise bad_request("Message identifiers are not specified")
    if len(ids) > BulkRequestLimit.MAX_LIMIT:
        raise bad_request("Too many message identifiers specified")
    chat = _chat_to_delete_in(world, request)
    found = [message for message in map(chat.find, ids) if message is not None]
    for message in found:
        _check_deletable(world, message)
    for message in found:
        world.remove(message)
    return True


def _chat_to_delete_in(world: World, request: Request) -> Chat:
    """Somebody who blocked the bot does not keep it from taking its messages away."""
    chat = world.chat(request.chat_id) if request.chat_id is not None else None
    return chat if chat and chat.is_private and chat.is_blocked else chat_to_write(world, request.chat_id)


def _editable(world: World, request: Request) -> Message:
    inline_id = request.text("inline_message_id")
    if inline_id:
        found = world.inline_messages.get(inline_id)
        if found is None or found.is_deleted:
            raise bad_request("MESSAGE_ID_INVALID")
        return found
    if request.chat_id is None and not request.number("message_id"):
        raise bad_request("Message identifier is not specified")
    chat = chat_to_edit(world, request.chat_id)
    message = message_of(chat, request.number("message_id"), "message to edit")
    if not _is_own(world, message):
        raise bad_request("Message can't be edited")
    return message


def _is_own(world: World, message: Message) -> bool:
    if message.service is not None or message.forwarded_from is not None or message.keyboard is not None:
        return False
    if message.chat.kind == "channel":
        membership = message.chat.membership(world.bot.id)
        return membership.may("can_edit_messages") or (message.via is None and membership.may("can_post_messages"))
    return message.sender is world.bot or message.via is world.bot


def _markup(request: Request, message: Message) -> Markup:
    kind = message.chat.kind
    return inline_markup_of(request.get("reply_markup"), is_private=kind == "private", is_channel=kind == "channel")


def _change(
    world: World, message: Message, words: Formatted, media: Media | None, markup: Markup, manner: Manner
) -> Any:
    """Let the message look so from now on, unless it does already."""
    before = (message.words, message.media, message.markup, message.manner)
    after = (words, media, markup, manner)
    if before == after:
        raise bad_request(NOT_MODIFIED)
    message.words, message.media, message.markup, message.manner = after
    if before[:2] != after[:2]:
        message.edited_at = world.now()
    world.bell.ring()
    return True if message.inline_id else message.json


def _check_deletable(world: World, message: Message) -> None:
    membership = message.chat.membership(world.bot.id)
    if message.chat.is_private:
        if world.now() - message.sent_at > DELETABLE:
            raise bad_request("Message can't be deleted for everyone")
        return
    if membership.may("can_delete_messages"):
        return
    if message.sender is not world.bot and message.sender_chat is not message.chat:
        raise bad_request("Message can't be deleted")
    if world.now() - message.sent_at > DELETABLE:
        raise bad_request("Message can't be deleted for everyone")
