"""Screens of work that goes on: looked at again every few seconds and changed where they stand, while somebody looks.

Whoever does anything else in that chat has left the screen: it stays as it is, and a button shows how far the work is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.working import Work
from handlers.screens import Action, Reply, Screen

EVERY_SECONDS = 3.0
MOST_LOOKS = 250
"""For twelve minutes: Discord lets an answer change for a quarter of an hour."""
WATCHED_EVERY_SECONDS = 10.0
MOST_WATCHED = 2_160
"""For six hours."""
Sleep = Callable[[float], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a screen stands: `order` is that of the person's replies there.

    `look` asks what it shows by now; `change` shows that instead, and says False where it can't any more.
    It `lasts` where a message can be changed for hours.
    """

    key: str
    order: asyncio.Lock
    look: Callable[[Action], Awaitable[Reply | None]]
    change: Callable[[Screen], Awaitable[bool]]
    lasts: bool = False


class Unfolding:
    """At most one screen of each person in each chat; it is left and put there in the order of the replies."""

    def __init__(self, sleep: Sleep) -> None:
        """Nothing stands yet."""
        self._sleep = sleep
        self._standing: dict[str, Place] = {}
        self._work = Work("a screen that goes on")

    def is_left(self, key: str) -> None:
        """Something else is shown to the person there: what stood before is not changed by itself any more."""
        self._standing.pop(key, None)

    def stands(self, screen: Screen, place: Place) -> None:
        """It was shown just now; where work goes on behind it, it is looked at again."""
        if screen.goes_on is not None:
            self._standing[place.key] = place
            self._work.start(self._follow(screen, place))

    def end(self) -> None:
        """Nothing is looked at any more."""
        self._standing.clear()
        self._work.cancel()

    async def _follow(self, shown: Screen, place: Place) -> None:
        is_watched = shown.is_watched and place.lasts
        seconds = WATCHED_EVERY_SECONDS if is_watched else EVERY_SECONDS
        for _look in range(MOST_WATCHED if is_watched else MOST_LOOKS):
            await self._sleep(seconds)
            seen = await self._changed(shown, place)
            if seen is None or seen.goes_on is None:
                break
            shown = seen
        if self._is_there(place):
            self.is_left(place.key)

    async def _changed(self, shown: Screen, place: Place) -> Screen | None:
        """What stands there now; None where nobody looks any more, or trouble is all that could be shown."""
        if not self._is_there(place) or shown.goes_on is None:
            return None
        seen = await place.look(shown.goes_on)
        async with place.order:
            if not isinstance(seen, Screen) or seen.is_event or not self._is_there(place):
                return None
            return seen if seen == shown or await place.change(seen) else None

    def _is_there(self, place: Place) -> bool:
        return self._standing.get(place.key) is place
