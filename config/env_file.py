"""Writing settings into `.env`: what is not written anew stays as it stands, and nobody but its owner reads it."""

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from config.settings import PREFIX


def write_env(file: Path, settings: Mapping[str, str]) -> None:
    """Set these by their field names, each on the line where it stood, else at the end; mode 0600. Raises OSError."""
    place = file.resolve()
    before = place.read_text(encoding="utf-8-sig") if place.exists() else ""
    _replace(place, "".join(f"{line}\n" for line in _merged(before.splitlines(), settings)))


def _merged(lines: Iterable[str], settings: Mapping[str, str]) -> Iterable[str]:
    left = {PREFIX + name.upper(): value for name, value in settings.items()}
    written: set[str] = set()
    for line in lines:
        name = _name(line)
        if name not in left:
            yield line
        elif name not in written:
            written.add(name)
            yield _line(name, left[name])
    yield from (_line(name, value) for name, value in left.items() if name not in written)


def _name(line: str) -> str:
    """Which setting a line sets, in whatever case; comments set none."""
    return line.partition("=")[0].strip().removeprefix("export ").strip().upper()


def _line(name: str, value: str) -> str:
    """In quotes, so that it is read as it is written."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"{name}='{escaped}'"


def _replace(place: Path, text: str) -> None:
    """At once, or not at all; the file is made readable for its owner alone before anything is in it."""
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".env.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
