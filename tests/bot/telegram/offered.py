"""A petition that is offered, and a desk that offers it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from bot.telegram.links import Links
from bot.telegram.placing import Scene
from handlers.blocks import Moment, Paragraph
from handlers.offers import Offer
from handlers.screens import Button, Screen, ShareButton, rows_of, to
from handlers.turn import Incoming
from tests.bot.telegram.running import real_now

LINKS = Links("undersigned_test_bot")
SCENE = Scene(LINKS)


def offer(number: int = 3, title: str = "Save tree 3", **parts: Any) -> Offer:
    """A petition with this number."""
    rows = rows_of(Button("Sign", to("sign_here", number)), ShareButton("Share", "text", to("share", number)))
    when = Paragraph(("Closes ", Moment(real_now(), "UTC"), "."))
    card = Screen(title, (when, "Keep it."), rows, is_card=True, language="en", **parts)
    return Offer(number, "KTMWQR", title, "120 have signed. Keep it.", card)


@dataclass
class Desk:
    """Offers what it is told to, and writes down what it is asked; it can be made to wait."""

    found: tuple[Offer, ...] | None = field(default_factory=lambda: (offer(),))
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    asked: list[str] = field(default_factory=list)
    people: set[str] = field(default_factory=set)
    came: asyncio.Queue[str] = field(default_factory=asyncio.Queue)

    async def __call__(self, incoming: Incoming, _skip: int = 0, /) -> tuple[Offer, ...] | None:
        """What is found."""
        self.asked.append(incoming.words)
        self.came.put_nowait(incoming.words)
        self.people.add(incoming.person.user_id + incoming.person.suggested_name)
        await self.gate.wait()
        return self.found

    async def is_asked(self, times: int) -> None:
        """Wait until it has been asked so often again."""
        for _ in range(times):
            await self.came.get()
