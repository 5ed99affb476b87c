"""A file that somebody at the keyboard names by its path, as typed, quoted, or dropped into the window."""

from __future__ import annotations

import asyncio
import mimetypes
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bot.fetching import read_file
from handlers.uploads import Upload, is_of_our_kinds, marked
from storage.unfit import Fault, Unfit

MOST_PATH = 4_096
_QUOTED = re.compile(r"""(['"])(.+)\1""")
_TYPES = mimetypes.MimeTypes()
_ROOTED = re.compile(r"(?:/|~[\w.-]*/|\.{1,2}/|[A-Za-z]:[\\/])\S")


def named_file(words: str) -> Upload | None:
    """The file whose path was typed, also where there is none at such a path; None for all other words."""
    if not words or len(words) > MOST_PATH or "\n" in words:
        return None
    path = next((path for path in _paths(words) if _is_file(path)), None)
    if path is not None:
        return _upload(path)
    return _nothing_there() if _looks_like_path(words) else None


def _looks_like_path(words: str) -> bool:
    """By how it begins, or because it is one word that ends as our files do."""
    quoted = _QUOTED.fullmatch(words)
    bare = quoted[2] if quoted else words
    return bool(_ROOTED.match(bare)) or (not re.search(r"\s", bare) and is_of_our_kinds(bare))


def _nothing_there() -> Upload:
    async def fetch(_most: int) -> bytes:
        raise Unfit(Fault.NOT_THERE)

    return Upload("", "", 0, fetch, value=marked(Fault.NOT_THERE))


def _paths(words: str) -> Iterator[Path]:
    """Without quotes, and with a backslash before each space, as shells and windows write it."""
    quoted = _QUOTED.fullmatch(words)
    for text in (words, quoted[2] if quoted else "", re.sub(r"\\(.)", r"\1", words)):
        if text:
            yield Path(text)
            yield _from_home(text)


def _from_home(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:  # there is no home
        return Path(text)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _upload(path: Path) -> Upload:
    async def fetch(most: int) -> bytes:
        return await asyncio.to_thread(partial(read_file, path, most))

    return Upload(path.name, _TYPES.guess_type(path.name)[0] or "", path.stat().st_size, fetch)
