"""Pictures and files of a petition or story, as a screen hands them over."""

from __future__ import annotations

from collections.abc import Iterable

from config.texts import _
from handlers.breaks import units
from handlers.pages import GAP
from handlers.screens import Attachment, Picture
from storage.attached_files import located
from storage.stories import File


def picture_of(files: Iterable[File]) -> Picture | None:
    """The first picture there is."""
    shown = next((file for file in files if file.is_picture), None)
    return None if shown is None else Picture(located(shown.path), shown.description, shown.caption, str(shown.id))


def room_of_picture(files: Iterable[File]) -> int:
    """How much of a text's room it takes: a platform may have to show caption and description as text."""
    picture = picture_of(files)
    described = _("Picture: {words}", words=picture.description) if picture else ""
    return units(picture.caption) + units(described) + 2 * GAP if picture else 0


def attachments_of(files: Iterable[File]) -> tuple[Attachment, ...]:
    """All files that are no pictures; the platform says name, type and size."""
    return tuple(
        Attachment(located(file.path), file.name, file.media_type, file.size, file.description)
        for file in files
        if not file.is_picture
    )
