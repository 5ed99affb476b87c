"""What people sent is brought where a question takes it: looked at, cleaned and stored, off the event loop."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import structlog

from handlers.screens import Field, FieldKind
from handlers.turn import Incoming
from handlers.uploads import KINDS, Upload, claimed_fault, marked, most_bytes, told
from storage.file_store import FileStore
from storage.unfit import Fault, Unfit

MOST_AT_ONCE = 4
"""Files in memory at one time; further ones wait."""
PATIENCE_SECONDS = 60.0
MOST_IN_A_WHILE, A_WHILE = 60, 3_600.0
"""Files that are brought for one person within so many seconds; no petition takes as many."""

log = structlog.get_logger()


class Bringing:
    """Brings files into the store, whatever app they come from."""

    def __init__(self, files: FileStore, running: Callable[[], float] = time.monotonic) -> None:
        """Nothing is brought yet; `running` are the seconds since some moment, which nobody sets."""
        self._files = files
        self._running = running
        self._began = running()
        self._brought: Counter[str] = Counter()
        self._room = asyncio.Semaphore(MOST_AT_ONCE)

    async def brought(self, incoming: Incoming, wanted: Field) -> Incoming:
        """The same with what came of the file that the field takes."""
        name = wanted.name if wanted.name in incoming.uploads else ""
        upload = incoming.uploads[name]
        value = await self._value(upload, wanted) if self._has_room(incoming) else marked(Fault.TOO_MANY)
        return replace(incoming, uploads={**incoming.uploads, name: replace(upload, value=value)})

    def _has_room(self, incoming: Incoming) -> bool:
        """Count it; what is counted is forgotten after a while, and written nowhere."""
        if self._running() - self._began >= A_WHILE:
            self._began = self._running()
            self._brought.clear()
        self._brought[incoming.person.key] += 1
        return self._brought[incoming.person.key] <= MOST_IN_A_WHILE

    async def _value(self, upload: Upload, wanted: Field) -> str:
        if (fault := claimed_fault(wanted, upload)) is not None:
            return marked(fault)
        try:
            async with self._room, asyncio.timeout(PATIENCE_SECONDS):
                data = await upload.fetch(most_bytes(wanted))
                return await asyncio.to_thread(self._taken, data, upload.name, wanted)
        except Unfit as unfit:
            return marked(unfit.fault)
        except TimeoutError:
            log.warning("a file did not come in time")
            return marked(Fault.NOT_BROUGHT)

    def _taken(self, data: bytes, name: str, wanted: Field) -> str:
        if wanted.kind is FieldKind.TEXT:
            return text_in(data)
        return told(self._files.keep(data, KINDS[wanted.check]).name, name)


def text_in(data: bytes) -> str:
    """A document as words. Raises Unfit."""
    is_utf_16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if is_utf_16 else "utf-8-sig")
    except UnicodeDecodeError:
        raise Unfit(Fault.NO_TEXT) from None
    if "\x00" in text or not text.strip():
        raise Unfit(Fault.NO_TEXT)
    return text
