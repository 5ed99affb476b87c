"""Files that were sent and never attached, or are attached no more, go after two days."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import structlog

from storage.file_store import FileStore
from storage.nouns import Nouns
from storage.store import Store

KEPT_FOR = timedelta(days=2)
"""Longer than a form is kept that a file was sent into."""
FILES_A_PAGE = 500

log = structlog.get_logger()


async def tidy(store: Store, files: FileStore, now: datetime) -> None:
    """Delete what nothing names, page after page."""
    limit = now - KEPT_FOR
    old = await asyncio.to_thread(files.sent_before, limit)
    for first in range(0, len(old), FILES_A_PAGE):
        page = old[first : first + FILES_A_PAGE]
        named = await store.read(partial(_named, {path.stem for path in page}))
        gone = await asyncio.to_thread(_drop, files, [path for path in page if path.stem not in named], limit)
        if gone:
            log.info("files were deleted that nothing names", n=gone)


def _named(hashes: Collection[str], nouns: Nouns) -> set[str]:
    return nouns.attachments.named(hashes)


def _drop(files: FileStore, paths: Sequence[Path], limit: datetime) -> int:
    return sum(files.drop(path, limit) for path in paths)
