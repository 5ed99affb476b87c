"""Files that organizers sent in chats: each under the hash of what is in it, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.attached_files import MAGIC
from storage.pictures import without_traces
from storage.unfit import Fault, Unfit

USUAL_FOLDER = Path("data/files")
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "application/pdf": "pdf"}
TYPES = {ending: media_type for media_type, ending in ENDINGS.items()}
PICTURES = frozenset({"image/png", "image/jpeg"})
DOCUMENTS = PICTURES | {"application/pdf"}
_NAME = re.compile(r"([0-9a-f]{64})\.(png|jpg|pdf)")
_PDF_ENDS = re.compile(rb"%%EOF[\x00\s]*\Z")
_UNFINISHED = ".coming-"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is here: `name` is its own in the store, `size` in bytes."""

    name: str
    path: Path
    size: int

    @property
    def sha256(self) -> str:
        """The hash of what is in it."""
        return self.name.partition(".")[0]

    @property
    def media_type(self) -> str:
        """What it is."""
        return TYPES[self.name.partition(".")[2]]

    @property
    def is_picture(self) -> bool:
        """Whether it can be looked at in a chat."""
        return self.media_type in PICTURES


class FileStore:
    """One folder, which all processes share; it is made when the first file comes."""

    def __init__(self, folder: Path = USUAL_FOLDER) -> None:
        """Nothing is looked for yet."""
        self._folder = folder.absolute()

    def keep(self, data: bytes, kinds: frozenset[str]) -> Stored:
        """Keep a file if it is of one of these kinds by its bytes, pictures without traces. Raises Unfit."""
        media_type = kind_of(data)
        if media_type not in kinds:
            raise Unfit(Fault.DISGUISED)
        fit = without_traces(data) if media_type in PICTURES else data
        path = self._path(f"{hashlib.sha256(fit).hexdigest()}.{ENDINGS[media_type]}")
        _write(path, fit)
        return Stored(path.name, path, len(fit))

    def find(self, name: str) -> Stored | None:
        """The file of this name, if it is here; from now on it counts as sent just now."""
        if _NAME.fullmatch(name) is None:
            return None
        path = self._path(name)
        try:
            os.utime(path)
            return Stored(name, path, path.stat().st_size)
        except OSError:
            return None

    def sent_before(self, moment: datetime) -> list[Path]:
        """All files that nobody has sent or attached since, also what was never written to its end."""
        return [path for path in self._folder.glob("??/*") if path.stat().st_mtime < moment.timestamp()]

    def drop(self, path: Path, sent_before: datetime) -> bool:
        """Delete a file, unless it was sent anew meanwhile."""
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < sent_before.timestamp():
                path.unlink()
                return True
        return False

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name


def kind_of(data: bytes) -> str:
    """What a file is by its bytes; empty for what we do not take."""
    found = next((media_type for magic, media_type in MAGIC.items() if data.startswith(magic)), "")
    is_broken_off = found == "application/pdf" and _PDF_ENDS.search(data[-1024:]) is None
    return "" if is_broken_off else found


def _write(path: Path, data: bytes) -> None:
    """Under a name of its own first, so that nobody ever reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, unfinished = tempfile.mkstemp(prefix=_UNFINISHED, dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(path)
    except OSError:
        Path(unfinished).unlink(missing_ok=True)
        raise
    _make_last(path.parent)


def _make_last(folder: Path) -> None:
    """A new name lasts once its folder is written."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
