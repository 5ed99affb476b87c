"""Pictures and other files that a campaign file brings: found beside it, and known by their first bytes.

A file of the program's own folder, such as the samples', is remembered by its path inside that folder, so that a
moved checkout or another machine finds it again; any other file is remembered by its absolute path.
"""

from __future__ import annotations

from pathlib import Path

PROGRAM = Path(__file__).resolve().parents[1]
MOST_BYTES = 20_000_000
MAGIC = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"%PDF-": "application/pdf"}
ENDINGS = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".pdf": "application/pdf"}


class BadFile(Exception):
    """The file can't be used; the message is the end of a sentence."""


def remembered(file: Path) -> str:
    """How the store remembers where a file is."""
    found = file.resolve()
    return found.relative_to(PROGRAM).as_posix() if found.is_relative_to(PROGRAM) else str(found)


def located(path: str) -> Path:
    """Where a remembered file is."""
    return PROGRAM / path


def beside(folder: Path, name: str) -> Path:
    """The file of this name in the folder or below it. Raises BadFile."""
    found = (folder / name).resolve()
    if not found.is_relative_to(folder.resolve()):
        raise BadFile("must lie in the folder of the campaign file or below it.")
    if not found.is_file():
        raise BadFile(f"names {name}, and there is no such file.")
    if found.stat().st_size > MOST_BYTES:
        raise BadFile(f"names {name}, which is larger than 20 MB.")
    return found


def media_type(file: Path, *, is_picture: bool) -> str:
    """What the file is by its first bytes, if its name says the same. Raises BadFile."""
    try:
        with file.open("rb") as opened:
            head = opened.read(8)
    except OSError as fault:
        raise BadFile(f"names {file.name}, which can't be read: {fault.strerror}.") from fault
    found = next((kind for magic, kind in MAGIC.items() if head.startswith(magic)), None)
    if found is None or (is_picture and not found.startswith("image/")):
        raise BadFile(f"names {file.name}, which is not a {'PNG or JPEG' if is_picture else 'PDF, PNG or JPEG'} file.")
    if ENDINGS.get(file.suffix.lower()) != found:
        raise BadFile(f"names {file.name}, but by its content it is {found}.")
    return found
