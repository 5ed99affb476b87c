"""Files that were sent: kept by their ids, and measured where they are pictures."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass, field
from itertools import count
from mimetypes import guess_type
from pathlib import Path

from telegram.constants import FileSizeLimit

from tests.telegram_api.refusals import Json, bad_request

MOST_PIXELS_AROUND = 10_000
MOST_RATIO = 20
THUMBNAIL = 90


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Bytes under an id; `path` is where getFile says they are."""

    id: str
    unique_id: str
    path: str
    data: bytes = field(repr=False)
    kind: str = "document"
    name: str = ""

    @property
    def json(self) -> Json:
        """What all kinds of files have in common."""
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.data)}


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or a document of a message."""

    kind: str
    file: StoredFile
    name: str = ""
    width: int = 0
    height: int = 0
    has_spoiler: bool = False

    @property
    def data(self) -> bytes:
        """Its bytes."""
        return self.file.data

    @property
    def json(self) -> Json:
        """As the Bot API writes it in a message."""
        if self.kind == "photo":
            return {"photo": self._sizes, **({"has_media_spoiler": True} if self.has_spoiler else {})}
        mime = guess_type(self.name)[0] or "application/octet-stream"
        return {"document": {**self.file.json, "file_name": self.name, "mime_type": mime}}

    @property
    def _sizes(self) -> list[Json]:
        longest = max(self.width, self.height)
        small = min(1.0, THUMBNAIL / longest)
        sizes = [(f"{self.file.id}-s", f"{self.file.unique_id}s", small), (self.file.id, self.file.unique_id, 1.0)]
        return [
            {
                "file_id": file_id,
                "file_unique_id": unique_id,
                "file_size": max(1, int(len(self.data) * scale)),
                "width": max(1, int(self.width * scale)),
                "height": max(1, int(self.height * scale)),
            }
            for file_id, unique_id, scale in sizes[0 if longest > THUMBNAIL else 1 :]
        ]


class Files:
    """All files of a server; in a local folder too, where the server is a local one."""

    def __init__(self, local: Path | None = None) -> None:
        """`local` as with a self-hosted server in its --local mode: paths are absolute, and sizes hardly bound."""
        self.local = local
        self._by_id: dict[str, StoredFile] = {}
        self._numbers = count()

    def find(self, file_id: str) -> StoredFile | None:
        """The file with this id, or the whole of which it is a smaller size."""
        return self._by_id.get(file_id.removesuffix("-s"))

    def at(self, path: str) -> StoredFile | None:
        """The file that a download asks for."""
        return next((file for file in self._by_id.values() if file.path == path), None)

    def picture(self, data: bytes, *, has_spoiler: bool = False) -> Media:
        """A picture, where the bytes are one that the server takes."""
        if len(data) > FileSizeLimit.PHOTOSIZE_UPLOAD:
            raise bad_request("PHOTO_SAVE_FILE_INVALID")
        size = size_of(data)
        if size is None:
            raise bad_request("IMAGE_PROCESS_FAILED")
        width, height = size
        if width + height > MOST_PIXELS_AROUND or max(size) > MOST_RATIO * min(size):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        return Media("photo", self._keep("photo", "photos", ".jpg", data), "", width, height, has_spoiler)

    def document(self, name: str, data: bytes) -> Media:
        """A document."""
        most = FileSizeLimit.FILESIZE_UPLOAD_LOCAL_MODE if self.local else FileSizeLimit.FILESIZE_UPLOAD
        if len(data) > most:
            raise bad_request("Request Entity Too Large")
        if not data:
            raise bad_request("file must be non-empty")
        return Media("document", self._keep("document", "documents", Path(name).suffix, data, name), name)

    def again(self, kind: str, file_id: str, *, has_spoiler: bool = False) -> Media:
        """A file that was sent before, as the same kind of thing."""
        file = self.find(file_id)
        if file is None:
            raise bad_request("Wrong file identifier/HTTP URL specified")
        if file.kind != kind:
            raise bad_request(f"can't use file of type {file.kind.title()} as {kind.title()}")
        if kind == "document":
            return Media(kind, file, file.name)
        width, height = size_of(file.data) or (1, 1)
        return Media(kind, file, "", width, height, has_spoiler)

    def from_disk(self, kind: str, path: str, *, has_spoiler: bool = False) -> Media:
        """A file that lies on the server's own disk, which only a local server reads."""
        if self.local is None or not Path(path).is_file():
            raise bad_request("Wrong file identifier/HTTP URL specified")
        data = Path(path).read_bytes()
        return self.picture(data, has_spoiler=has_spoiler) if kind == "photo" else self.document(Path(path).name, data)

    def described(self, file: StoredFile) -> Json:
        """What getFile answers."""
        if self.local is None:
            if len(file.data) > FileSizeLimit.FILESIZE_DOWNLOAD:
                raise bad_request("file is too big")
            return {**file.json, "file_path": file.path}
        path = self.local / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
        return {**file.json, "file_path": str(path)}

    def _keep(self, kind: str, folder: str, suffix: str, data: bytes, name: str = "") -> StoredFile:
        number = next(self._numbers)
        unique = hashlib.sha256(data).hexdigest()[:16]
        file = StoredFile(f"{kind}-{number}-{unique}", unique, f"{folder}/file_{number}{suffix}", data, kind, name)
        self._by_id[file.id] = file
        return file


def size_of(data: bytes) -> tuple[int, int] | None:
    """The width and height of a PNG, JPEG, GIF or WebP picture in pixels, or None where it is none."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
            found = struct.unpack(">II", data[16:24])
        elif data.startswith((b"GIF87a", b"GIF89a")):
            found = struct.unpack("<HH", data[6:10])
        elif data.startswith(b"\xff\xd8"):
            found = _of_jpeg(data)
        else:
            return None
    except (struct.error, IndexError):
        return None
    return (found[0], found[1]) if all(found) else None


def _of_jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    while data[at] == 0xFF:
        marker, (length,) = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    raise IndexError("no size")
