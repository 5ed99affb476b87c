"""Files that people send: nothing is fetched before an open question takes it, and it is looked at before it is kept.

A platform says what was sent (`Upload`). Where a question takes it, its check raises NeedsFile; nothing of the turn is
kept then, the file is brought, and the turn runs again with what came of it: the name of what was stored, the text of
a document, or why it can't be used.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from config.texts import _
from handlers.screens import Field, FieldKind
from storage.file_store import DOCUMENTS, PICTURES
from storage.unfit import Fault

MOST_PICTURE = 10_000_000
MOST_FILE = 20_000_000
"""In bytes: no more than each of the apps hands over."""
MOST_NAME = 80
MARK = "\x00"
"""Begins what nobody can type: that something was sent, or why it can't be used."""
SENT = f"{MARK}sent"
KINDS = {"picture": PICTURES, "document": DOCUMENTS}
"""By the checks of fields that take a file."""
_TEXTS = frozenset({"text/plain", "text/markdown"})
_BY_ENDING = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
}
_ODD = re.compile(r"[^\w .,()+&'-]")
_BYTES_A_LETTER = 4

Fetch = Callable[[int], Awaitable[bytes]]
"""Gives what is in a file, or raises Unfit where it has more bytes than these, or does not come."""


@dataclass(frozen=True, slots=True)
class Upload:
    """What somebody sent, as their app tells of it; `value` is what became of it."""

    name: str
    media_type: str
    size: int
    fetch: Fetch = field(repr=False, compare=False)
    is_one_of_several: bool = False
    """Whether more came with it, which each are sent by themselves."""
    value: str = SENT


class NeedsFile(Exception):
    """A question takes what was sent: it has to be brought, and the turn run again."""

    def __init__(self, wanted: Field) -> None:
        """`wanted` is the field that takes it."""
        super().__init__(wanted.name)
        self.wanted = wanted


def takes_files(wanted: Field | None) -> bool:
    """Whether the question can be answered with a file."""
    return wanted is not None and wanted.kind in {FieldKind.FILE, FieldKind.TEXT}


def most_bytes(wanted: Field) -> int:
    """The largest file that answers the question."""
    return wanted.most if wanted.kind is FieldKind.FILE else wanted.most * _BYTES_A_LETTER


def claimed_fault(wanted: Field, upload: Upload) -> Fault | None:
    """What is wrong with a file by what is told of it, before it is fetched."""
    if upload.size > most_bytes(wanted):
        return Fault.TOO_LARGE
    claimed = {_BY_ENDING.get(PurePosixPath(upload.name.lower()).suffix, ""), upload.media_type.partition(";")[0]}
    taken = KINDS[wanted.check] if wanted.kind is FieldKind.FILE else _TEXTS
    return None if claimed & taken else Fault.WRONG_KIND


def is_of_our_kinds(name: str) -> bool:
    """Whether a name ends as the files do that we take."""
    return PurePosixPath(name.lower()).suffix in _BY_ENDING


def told(name: str, upload_name: str) -> str:
    """What a question of files keeps as its answer: a name in the store, and the one that people read."""
    return f"{name} {_readable(upload_name)}"


def _readable(name: str) -> str:
    """Without folders and odd signs, and no longer than a line."""
    path = PurePosixPath(" ".join(_ODD.sub(" ", name.replace("\\", "/").rpartition("/")[2]).split()))
    return f"{path.stem[: MOST_NAME - len(path.suffix)].strip() or 'file'}{path.suffix}"


def name_in(value: str) -> str:
    """The name in the store."""
    return value.partition(" ")[0]


def shown_name(value: str) -> str:
    """The name that people read."""
    return value.partition(" ")[2]


def marked(fault: Fault) -> str:
    """What stands in place of a file that can't be used."""
    return MARK + fault.value


def problem_of(value: str, wanted: Field) -> str:
    """Why it can't be used, in one sentence."""
    fault = Fault(value.removeprefix(MARK)) if value.removeprefix(MARK) in set(Fault) else Fault.NOT_BROUGHT
    if fault is Fault.TOO_LARGE:
        return _too_large(wanted)
    return {
        Fault.WRONG_KIND: wanted_kind(wanted),
        Fault.DISGUISED: _("By its content this is not the kind of file that its name says. Nothing was saved."),
        Fault.TOO_MANY_PIXELS: _(
            "This picture is too wide or too high to be shown. Make it smaller. Nothing was saved."
        ),
        Fault.BROKEN: _("This file is broken or not complete. Nothing was saved."),
        Fault.NO_TEXT: _("This file holds no plain text (UTF-8). Nothing was saved."),
        Fault.NOT_BROUGHT: _("The file did not arrive. Send it once more; nothing else is lost."),
        Fault.TOO_MANY: _("Those were many files. Send this one again in an hour; nothing is lost."),
        Fault.NOT_THERE: _("There is no file at this path. Look how it is written; nothing was saved."),
    }[fault]


def _too_large(wanted: Field) -> str:
    if wanted.kind is FieldKind.TEXT:
        return _("This file is larger than a text of {most} characters can be. Nothing was saved.", most=wanted.most)
    return _("This file is larger than {most} MB. Nothing was saved.", most=wanted.most // 1_000_000)


def wanted_kind(wanted: Field) -> str:
    """What can be sent for an answer."""
    if wanted.kind is FieldKind.TEXT:
        return _("Send words, or a file that ends in .txt or .md. Nothing was saved.")
    if wanted.check == "picture":
        return _("Send a picture, PNG or JPEG. Nothing was saved.")
    return _("Send a file, PDF, PNG or JPEG. Nothing was saved.")
