"""Writing settings into `.env`: what is not written anew stays as it stands, and nobody but its owner reads it."""

import io
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from dotenv.parser import Binding, parse_stream

from config.settings import PREFIX


class NotKept(Exception):
    """What would be read from the file is not what was meant; nothing was changed."""


def write_env(file: Path, settings: Mapping[str, str]) -> None:
    """Set these by their field names, each where it stood, else at the end; mode 0600. Raises OSError and NotKept."""
    place = file.resolve()
    before = _text(place) if place.exists() else ""
    ours = {PREFIX + name.upper(): value for name, value in settings.items()}
    after = "".join(_merged(_bindings(before), ours))
    if _read(after) != {**_read(before), **ours} or any("${" in value for value in ours.values()):
        raise NotKept
    _replace(place, after)


def _text(place: Path) -> str:
    with place.open(encoding="utf-8-sig", newline="") as opened:
        return opened.read()


def _bindings(text: str) -> list[Binding]:
    """What whoever reads the settings takes for one: a quoted value over several lines, comments, blank lines."""
    return list(parse_stream(io.StringIO(text)))


def _read(text: str) -> dict[str, str | None]:
    return {each.key.upper(): each.value for each in _bindings(text) if each.key is not None}


def _merged(bindings: Iterable[Binding], ours: Mapping[str, str]) -> Iterable[str]:
    written: set[str] = set()
    for each in bindings:
        name = (each.key or "").upper()
        if name not in ours:
            yield _ended(each.original.string)
        elif name not in written:
            written.add(name)
            yield _blank_before(each.original.string) + _line(name, ours[name])
    yield from (_line(name, value) for name, value in ours.items() if name not in written)


def _ended(lines: str) -> str:
    return lines if not lines or lines.endswith(("\n", "\r")) else f"{lines}\n"


def _blank_before(lines: str) -> str:
    return lines[: len(lines) - len(lines.lstrip())]


def _line(name: str, value: str) -> str:
    """In quotes, so that it is read as it is written."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"{name}='{escaped}'\n"


def _replace(place: Path, text: str) -> None:
    """At once, or not at all; the file is made readable for its owner alone before anything is in it."""
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".env.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
