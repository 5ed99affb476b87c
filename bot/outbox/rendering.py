"""What an alert says, made once for all who hear the same: by language, zone, platform and how it concerns them.

What members alone are told is made for each of them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.platforms import Platform
from config.texts import speaking
from handlers.alerts.telling import Telling, is_for_members, tell_alert, tell_digest
from handlers.conversing import in_words
from handlers.screens import Screen
from storage.due import Due
from storage.nouns import Nouns
from storage.store import Store

MOST_KEPT = 500
KEPT_FOR = timedelta(seconds=5)
"""What was corrected meanwhile is told as it is now."""


@dataclass(frozen=True, slots=True)
class Made:
    """A screen, or None where there is nothing to tell any more."""

    screen: Screen | None
    at: datetime


class Rendering:
    """Makes screens, and keeps them for a moment."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        """Nothing is made yet."""
        self._store = store
        self._clock = clock
        self._kept: OrderedDict[object, Made] = OrderedDict()

    async def screen(self, platform: Platform, due: Due) -> Screen | None:
        """What this person or chat is told; None where there is nothing to tell any more."""
        if due.is_digest or is_for_members(due.alert):
            return await self._made(platform, due)
        key = (platform.name, due.alert.id, due.why, due.locale, due.zone, due.is_discreet, due.is_text_only)
        kept = self._kept.get((key, due.is_to_chat))
        if kept is None or abs(self._clock() - kept.at) > KEPT_FOR:
            kept = self._kept[key, due.is_to_chat] = Made(await self._made(platform, due), self._clock())
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return kept.screen

    async def _made(self, platform: Platform, due: Due) -> Screen | None:
        with speaking(due.locale):
            screen = await self._store.read(partial(self._tell, platform=platform, due=due))
        if screen is None or not due.is_text_only:
            return screen
        described = in_words(screen)
        assert isinstance(described, Screen), "it was one before"
        return described

    def _tell(self, nouns: Nouns, platform: Platform, due: Due) -> Screen | None:
        telling = Telling(
            nouns,
            self._clock(),
            due.alert,
            due.why,
            due.zone,
            invite=platform.invite,
            is_chat=due.is_to_chat,
            is_discreet=due.is_discreet,
            reader=due.supporter_id,
        )
        return tell_digest(telling, due.collected) if due.is_digest else tell_alert(telling)
