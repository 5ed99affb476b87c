"""Work that goes on, and looks at it that come when the test says so."""

from __future__ import annotations

import asyncio

from bot.platforms import Answer
from handlers.screens import Button, Reply, Screen, rows_of, to
from handlers.turn import Incoming
from tests.answers import answering


class Looks:
    """Pauses between looks; each ends when the test says so, however long it should be."""

    def __init__(self) -> None:
        """Nobody looks yet."""
        self._come = asyncio.Semaphore(0)

    async def __call__(self, _seconds: float) -> None:
        """Wait for the next one."""
        await self._come.acquire()

    def next(self) -> None:
        """It is time for one more."""
        self._come.release()


class Digging:
    """Long work on holes: `done` of three are dug."""

    def __init__(self) -> None:
        """It is begun."""
        self.done = 1
        self.looks = 0

    @property
    def answer(self) -> Answer:
        """As dispatch would answer."""
        return answering(self._reply)

    def screen(self) -> Screen:
        """How far it is."""
        goes_on = to("dig") if self.done < 3 else None
        return Screen(f"Dug: {self.done} of 3", rows=rows_of(Button("Dig", to("dig"))), goes_on=goes_on)

    def _reply(self, incoming: Incoming) -> Reply:
        self.looks += incoming.is_look
        return self.screen() if incoming.token == "dig" else Screen("A garden", rows=rows_of(Button("Dig", to("dig"))))
