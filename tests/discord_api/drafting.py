"""From the body of a request to what a message then holds."""

from __future__ import annotations

from tests.discord_api.contents import check_contents
from tests.discord_api.mentions import pinged
from tests.discord_api.messages import (
    COMPONENTS_V2,
    EPHEMERAL,
    LOADING,
    SUPPRESS_EMBEDS,
    SUPPRESS_NOTIFICATIONS,
    Attachment,
    Message,
)
from tests.discord_api.refusals import Json, Refused, empty_message, too_strict, wrong
from tests.discord_api.routes import Request
from tests.discord_api.showing import shown_components, shown_embed
from tests.discord_api.world import World

MOST_BYTES = 10_485_760
SETTABLE = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2


def write(world: World, request: Request, body: Json, message: Message, *, is_new: bool) -> Message:
    """Let a message hold what the body says, or refuse and leave it as it was."""
    flags = _flags(body, message, is_new=is_new)
    attachments = _attachments(world, request, body, message)
    after: Json = {
        "content": body.get("content", message.content) or "",
        "embeds": body.get("embeds", message.embeds) or [],
        "components": body.get("components", message.components) or [],
    }
    check_contents(body, after, is_v2=bool(flags & COMPONENTS_V2))
    _refuse_empty(after, attachments)
    files = {each.name: each for each in attachments}
    _refuse_hidden_files(after, attachments, is_v2=bool(flags & COMPONENTS_V2))
    embeds, components = [shown_embed(each, files) for each in after["embeds"]], after["components"]
    message.components = shown_components(components, files)
    message.content, message.embeds = after["content"], embeds
    message.attachments, message.flags = attachments, flags
    if is_new:
        message.pings = set() if flags & EPHEMERAL else pinged(message, body.get("allowed_mentions"), world.bot)
    return message


def rewrite(world: World, request: Request, body: Json, message: Message) -> Message:
    """Edit a message that is there."""
    before = message.text
    was_loading = message.is_loading
    write(world, request, body, message, is_new=was_loading)
    message.flags &= ~LOADING
    if not was_loading:
        message.earlier.append(before)
        message.edited_at = world.now()
    world.bell.ring()
    return message


def _flags(body: Json, message: Message, *, is_new: bool) -> int:
    given: int | None = body.get("flags")
    if given is None:
        return message.flags
    if is_new:
        return message.flags | (given & (SETTABLE if message.is_loading else SETTABLE | EPHEMERAL))
    if message.is_v2 and not given & COMPONENTS_V2:
        raise wrong("flags", "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG", "IS_COMPONENTS_V2 cannot be removed.")
    changeable = SUPPRESS_EMBEDS | COMPONENTS_V2
    return (message.flags & ~changeable) | (given & changeable)


def _attachments(world: World, request: Request, body: Json, message: Message) -> list[Attachment]:
    """Those that are kept, and those that are new; an entry of the body describes a file by its number."""
    listed = body.get("attachments")
    told = {str(each["id"]): each for each in listed or [] if "id" in each}
    there = {str(each.id): each for each in message.attachments}
    if sum(len(each.data) for each in request.uploads.values()) > MOST_BYTES:
        raise Refused(413, 40005, "Request entity too large")
    strange = [key for key in told if key not in there and not (key.isdecimal() and int(key) in request.uploads)]
    if strange:
        raise wrong("attachments.0.id", "ATTACHMENT_NOT_FOUND", f"No uploaded file is number {strange[0]}.")
    kept = [each for each in message.attachments if listed is None or str(each.id) in told]
    return kept + [_attachment(world, message, request, number, told) for number in sorted(request.uploads)]


def _attachment(world: World, message: Message, request: Request, number: int, told: Json) -> Attachment:
    upload, told_of_it = request.uploads[number], told.get(str(number), {})
    key, name = world.new_id(), told_of_it.get("filename") or upload.name
    url = f"{world.files_url}/attachments/{message.channel.id}/{key}/{name}"
    return Attachment(key, name, upload.data, url, told_of_it.get("description"))


def _refuse_empty(after: Json, attachments: list[Attachment]) -> None:
    if not (after["content"].strip() or after["embeds"] or after["components"] or attachments):
        raise empty_message()


def _refuse_hidden_files(after: Json, attachments: list[Attachment], *, is_v2: bool) -> None:
    """In a message of components, a file that no component names is shown to nobody."""
    if not is_v2:
        return
    shown = str(after["components"])
    hidden = [each.name for each in attachments if f"attachment://{each.name}" not in shown and each.url not in shown]
    if hidden:
        raise too_strict(f"no component shows the file {hidden[0]}")
