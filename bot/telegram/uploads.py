"""Pictures and documents that people send on Telegram, as it tells of them; nothing is fetched here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from telegram import Message

from handlers.uploads import Upload

Bring = Callable[[str, int], Awaitable[bytes]]
"""Gives what is in the file of this id, at most so many bytes, or raises Unfit."""
PHOTO_NAME, PHOTO_TYPE = "photo.jpg", "image/jpeg"
"""Telegram keeps photos without a name, and as JPEG."""


def uploads_in(message: Message, bring: Bring) -> dict[str, Upload]:
    """The one file of a message; of a photo the largest size there is. Each of an album is a message of its own."""
    is_one_of_several = message.media_group_id is not None
    if message.photo:
        photo = max(message.photo, key=lambda size: size.width * size.height)
        fetch = partial(bring, photo.file_id)
        return {"": Upload(PHOTO_NAME, PHOTO_TYPE, photo.file_size or 0, fetch, is_one_of_several)}
    if (document := message.document) is not None:
        name, media_type = document.file_name or "file", document.mime_type or ""
        fetch = partial(bring, document.file_id)
        return {"": Upload(name, media_type, document.file_size or 0, fetch, is_one_of_several)}
    return {}
