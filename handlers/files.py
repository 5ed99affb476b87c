"""Pictures and files of a petition or story, as a screen hands them over."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.screens import Attachment, Picture
from storage.attached_files import located
from storage.stories import File


def picture_of(files: Iterable[File]) -> Picture | None:
    """The first picture there is."""
    shown = next((file for file in files if file.is_picture), None)
    return None if shown is None else Picture(located(shown.path), shown.description, shown.caption, str(shown.id))


def attachments_of(files: Iterable[File]) -> tuple[Attachment, ...]:
    """All files that are no pictures; the platform says name, type and size."""
    return tuple(
        Attachment(located(file.path), file.name, file.media_type, file.size, file.description)
        for file in files
        if not file.is_picture
    )
