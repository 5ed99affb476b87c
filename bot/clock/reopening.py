"""Petitions that are opened again: who was erased since they ended is taken from their counts first, page by page."""

from __future__ import annotations

from datetime import datetime

from storage.store import Store


async def open_again(store: Store, now: datetime) -> None:
    """All of them; where nothing waits, nothing is written."""
    while await store.read(lambda nouns: nouns.stages.reopens_any()):
        await store.page(lambda nouns: nouns.stages.reopen_more(now))
