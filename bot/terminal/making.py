"""What a reply describes, made and put into files of the person at the keyboard.

They go where downloads go, else into the home folder, else into a new folder for temporary files: never into the
folder the program runs in, which may be a checkout or hold the store. Only this person can read them, and a file that
is there is never overwritten.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

from bot.making_pictures import made_picture
from handlers.charts import Chart
from handlers.screens import AnyPicture, Attachment, MadeFile, MadePicture, Picture, Reply, Screen

ONLY_MINE = 0o600
MOST_NAMES = 1_000


def has_to_be_made(reply: Reply) -> bool:
    """Whether the reply describes something that is not there yet."""
    return isinstance(reply, Screen) and (
        isinstance(reply.picture, MadePicture) or any(isinstance(file, MadeFile) for file in reply.attachments)
    )


def made(reply: Reply, folder: Path | None = None) -> Reply:
    """The same reply with files in place of descriptions; what can't be saved stays described."""
    if not isinstance(reply, Screen):
        return reply
    attachments = tuple(_attachment(file, folder) for file in reply.attachments)
    return replace(reply, picture=_picture(reply.picture, folder), attachments=attachments)


def _picture(picture: AnyPicture | None, folder: Path | None) -> AnyPicture | None:
    if not isinstance(picture, MadePicture):
        return picture
    described = _in_numbers(picture) if isinstance(picture, Chart) else picture
    with suppress(OSError):  # what can't be drawn stays described
        path = _saved(f"{picture.name}.png", made_picture(picture), folder)
        return Picture(path, described.description, described.caption) if path else described
    return described


def _in_numbers(chart: Chart) -> Chart:
    """Named by its title, since its sentence stands above it; and with its numbers, to be read instead."""
    return replace(chart, description=chart.title, caption="\n".join(chart.numbers))


def _attachment(file: Attachment | MadeFile, folder: Path | None) -> Attachment | MadeFile:
    if not isinstance(file, MadeFile):
        return file
    path = _saved(file.name, file.content, folder)
    return Attachment(path, file.name, file.media_type, file.size, file.description) if path else file


def _saved(name: str, content: bytes, folder: Path | None) -> Path | None:
    """Where it was saved: the first place that takes it, or None."""
    for place in [folder] if folder else _places():
        with suppress(OSError):
            return _written(place, Path(name).name, content)
    return None


def _places() -> Iterator[Path]:
    with suppress(RuntimeError):  # there is no home
        home = Path.home()
        if (home / "Downloads").is_dir():
            yield home / "Downloads"
        yield home
    with suppress(OSError):
        yield Path(tempfile.mkdtemp(prefix="undersigned-"))


def _written(folder: Path, name: str, content: bytes) -> Path:
    """Write a new file. Raises OSError; then nothing of it is left."""
    path, descriptor = _opened(folder, Path(name))
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return path


def _opened(folder: Path, name: Path) -> tuple[Path, int]:
    """A file under a name that nothing has yet, such as `data.json`, then `data-2.json`; no link is followed."""
    for number in count(1):
        path = folder / (name.name if number == 1 else f"{name.stem}-{number}{name.suffix}")
        try:
            return path, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_MINE)
        except FileExistsError:
            if number == MOST_NAMES:
                raise
    raise AssertionError("counting does not end")
