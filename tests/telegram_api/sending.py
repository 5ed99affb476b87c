"""Methods that send something new."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from telegram.constants import ChatAction, MediaGroupLimit

from tests.telegram_api.chats import Action, Chat
from tests.telegram_api.entities import Formatted
from tests.telegram_api.files import Media
from tests.telegram_api.keyboards import Markup, inline_markup_of, markup_of
from tests.telegram_api.messages import Manner, Message
from tests.telegram_api.methods import answers
from tests.telegram_api.reaching import chat_to_read, chat_to_write, check_may_send, message_of, thread_of
from tests.telegram_api.refusals import Json, bad_request
from tests.telegram_api.requests import Request, not_here, required
from tests.telegram_api.texts import caption_of, formatted_text, text_of
from tests.telegram_api.world import World

THINGS = {"photo": ("can_send_photos", "photos"), "document": ("can_send_documents", "documents")}
ACTIONS = {*ChatAction, "cancel"}
NOT_HERE = (
    *("business_connection_id", "direct_messages_topic_id", "suggested_post_parameters", "rich_message"),
    *("ephemeral_message_parameters", "receiver_user_id", "video_start_timestamp"),
)


@answers("sendMessage")
def send_message(world: World, request: Request) -> Any:
    """A text."""
    words = text_of(world, request.params)
    return _send(world, request, words).json


@answers("sendPhoto")
def send_photo(world: World, request: Request) -> Any:
    """A picture with a caption."""
    media = _media(world, request, "photo", request.get("photo"), has_spoiler=request.flag("has_spoiler"))
    return _send(world, request, caption_of(world, request.params), media).json


@answers("sendDocument")
def send_document(world: World, request: Request) -> Any:
    """A file with a caption."""
    media = _media(world, request, "document", request.get("document"))
    return _send(world, request, caption_of(world, request.params), media).json


@answers("sendMediaGroup")
def send_media_group(world: World, request: Request) -> Any:
    """Pictures or documents that stand together."""
    items = required(request, "media")
    if not MediaGroupLimit.MIN_MEDIA_LENGTH <= len(items) <= MediaGroupLimit.MAX_MEDIA_LENGTH:
        few = len(items) < MediaGroupLimit.MIN_MEDIA_LENGTH
        raise bad_request("There are no messages to send" if few else "Too many messages to send as an album")
    if len({item["type"] for item in items}) > 1:
        raise bad_request("Can't use the media of the specified type in the album")
    parts = [media_of(world, request, item) for item in items]
    album = world.new_album_id()
    return [_send(world, request, words, media, album).json for media, words in parts]


@answers("sendChatAction")
def send_chat_action(world: World, request: Request) -> Any:
    """Show for a moment that the bot is about to write."""
    chat = chat_to_write(world, request.chat_id)
    name = request.text("action")
    if name not in ACTIONS:
        raise bad_request("Wrong parameter action in request")
    chat.actions.append(Action(name, thread_of(chat, request)))
    world.bell.ring()
    return True


@answers("forwardMessage")
def forward_message(world: World, request: Request) -> Any:
    """Send on what stands elsewhere."""
    original = _original(world, request, "message to forward")
    if original.is_protected or original.service is not None:
        raise bad_request("Message has protected content and can't be forwarded")
    message = forwarded(world, original, chat_to_write(world, request.chat_id), replace(_manner(request)))
    check_may_send(world, message.chat, "can_send_messages", "text messages")
    return world.post(message).json


@answers("copyMessage")
def copy_message(world: World, request: Request) -> Any:
    """Send the same again, without saying where it comes from."""
    original = _original(world, request, "message to copy")
    if original.service is not None:
        raise bad_request("message can't be copied")
    words = caption_of(world, request.params) if request.get("caption") is not None else original.words
    message = _send(world, request, words, original.media)
    return {"message_id": message.id}


def forwarded(world: World, original: Message, chat: Chat, manner: Manner) -> Message:
    """A message as it looks forwarded by the bot: buttons with addresses stay, those that ask the bot are gone."""
    message = Message(chat, world.new_message_id(chat), world.bot, world.now(), original.words, original.media)
    message.manner, message.forwarded_from = manner, original
    message.markup = original.markup.forwarded
    return message


def media_of(world: World, request: Request, item: Json) -> tuple[Media, Formatted]:
    """The file and the caption of an InputMedia."""
    kind = item.get("type")
    if kind not in THINGS:
        raise not_here(f"media of type {kind}")
    media = _media(world, request, str(kind), item.get("media"), has_spoiler=bool(item.get("has_spoiler")))
    return media, caption_of(world, item)


def _original(world: World, request: Request, kind: str) -> Message:
    source = chat_to_read(world, request.params.get("from_chat_id"))
    return message_of(source, request.number("message_id"), kind)


def _send(
    world: World, request: Request, words: Formatted, media: Media | None = None, album: str | None = None
) -> Message:
    for name in NOT_HERE:
        if request.get(name):
            raise not_here(name)
    markup = _markup(world, request)
    chat = chat_to_write(world, request.chat_id)
    check_may_send(world, chat, *(THINGS[media.kind] if media else ("can_send_messages", "text messages")))
    manner = replace(_manner(request), thread=thread_of(chat, request))
    message = Message(chat, 0, None if chat.kind == "channel" else world.bot, world.now(), words, media, markup, manner)
    message.sender_chat = chat if chat.kind == "channel" else None
    message.reply_to = _replied(world, chat, request)
    message.album = album
    message.id = world.new_message_id(chat)
    return world.post(message)


def _markup(world: World, request: Request) -> Markup:
    chat = world.chat(request.chat_id) if request.chat_id is not None else None
    kind = chat.kind if chat else "private"
    read = inline_markup_of if kind == "channel" else markup_of
    return read(request.get("reply_markup"), is_private=kind == "private", is_channel=kind == "channel")


def _manner(request: Request) -> Manner:
    preview = request.get("link_preview_options")
    if preview is None and request.flag("disable_web_page_preview"):
        preview = {"is_disabled": True}
    return Manner(
        is_silent=request.flag("disable_notification"),
        is_protected=request.flag("protect_content"),
        link_preview=preview or None,
        is_caption_above=request.flag("show_caption_above_media"),
        effect=request.text("message_effect_id") or None,
    )


def _replied(world: World, chat: Chat, request: Request) -> Message | None:
    given: Json = request.get("reply_parameters") or {}
    message_id = given.get("message_id") or request.number("reply_to_message_id")
    if not message_id:
        return None
    if given.get("chat_id") not in (None, chat.id):
        raise not_here("a reply to a message in another chat")
    found = chat.find(int(message_id))
    lenient = given.get("allow_sending_without_reply") or request.flag("allow_sending_without_reply")
    if found is None and not lenient:
        raise bad_request("message to be replied not found")
    if given.get("quote"):
        formatted_text(world, given["quote"], given.get("quote_parse_mode"), given.get("quote_entities"))
    return found


def _media(world: World, request: Request, kind: str, given: object, *, has_spoiler: bool = False) -> Media:
    if not given:
        raise bad_request(f"There is no {kind} in the request")
    upload = request.upload(given)
    if upload is None:
        return _media_by_name(world, kind, str(given), has_spoiler)
    if not upload.data:
        raise bad_request("file must be non-empty")
    if kind == "photo":
        return world.files.picture(upload.data, has_spoiler=has_spoiler)
    return world.files.document(upload.name, upload.data)


def _media_by_name(world: World, kind: str, name: str, has_spoiler: bool) -> Media:
    if name.startswith("attach://"):
        raise bad_request("media not found")
    if name.startswith(("http://", "https://")):
        raise not_here("a file by its address")
    if name.startswith("file://"):
        return world.files.from_disk(kind, name.removeprefix("file://"), has_spoiler=has_spoiler)
    return world.files.again(kind, name, has_spoiler=has_spoiler)
