"""Organizers of whose petitions nothing was told for long are asked for news."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from handlers.organizing.rights import Deed, who_may
from storage.nouns import Nouns
from storage.quiet import Silence
from storage.store import Store

MOST_AT_ONCE = 25


async def ask_for_news(store: Store, now: datetime) -> None:
    """Of all such petitions, a few at a time; who they are is found without holding up anybody."""
    while found := await store.read(lambda nouns: nouns.quiet.due(now, MOST_AT_ONCE)):
        await store.page(partial(_ask, found, now))


def _ask(found: list[Silence], now: datetime, nouns: Nouns) -> None:
    for each in found:
        nouns.quiet.ask(each, who_may(Deed.TELL), now)
